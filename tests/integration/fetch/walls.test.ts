/** Covers main/base/wallMarks.ts through an exchange: a refusal whose page says what it is. */
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const long = '<p>The ferry leaves at noon.</p>'.repeat(200)

async function ask(status: number, page: string, headers: Record<string, string> = {}, wants = 'feed') {
  const server = await stage.serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers })
    response.end(headers['content-encoding'] === 'gzip' ? gzipSync(page) : page)
  })
  return stage.exchanger().exchange(aRequest(server.origin, { wants: wants as 'feed' }))
}

describe('a refusal', () => {
  it.each<[string, number, string, Record<string, string>, string]>([
    ['Cloudflare, by its header', 403, '', { 'cf-mitigated': 'challenge' }, 'challenge'],
    ['Cloudflare, by its page', 503, '<title>x</title><script>_cf_chl_opt={}</script>', {}, 'challenge'],
    ['Cloudflare, for good', 403, '<h1>Sorry, you have been blocked</h1>', {}, 'blocked'],
    ['AWS, though it says accepted', 202, '', { 'x-amzn-waf-action': 'challenge' }, 'challenge'],
    ['Imperva', 403, '<iframe src="/_Incapsula_Resource?x"></iframe>', {}, 'challenge'],
    ['a captcha, packed', 403, '<div class="h-captcha"></div>', { 'content-encoding': 'gzip' }, 'challenge'],
    ['Reddit', 403, '<p>blocked by network security.</p>', {}, 'blocked'],
    ['a busy answer without a time', 429, '<p>whoa there, pardner!</p>', {}, 'blocked'],
    ['Akamai', 403, '<h1>Access Denied</h1>https://errors.edgesuite.net/1', {}, 'blocked'],
  ])('is named for what it is: %s', async (_what, status, page, headers, found) => {
    expect(await ask(status, page, headers)).toMatchObject({ failure: { kind: 'not-a-feed', found } })
  })

  it('is what its status says where its page says nothing else, or is long', async () => {
    expect(await ask(403, '<h1>Members only</h1>')).toMatchObject({ failure: { kind: 'http', status: 403 } })
    const busy = await ask(429, '<div class="h-captcha"></div>', { 'retry-after': '120' })
    expect(busy).toMatchObject({ failure: { kind: 'busy' } })
    expect(await ask(403, `${long}<div class="h-captcha"></div>`)).toMatchObject({
      failure: { kind: 'http' },
    })
    expect(await ask(404, '<div class="h-captcha"></div>')).toMatchObject({ failure: { status: 404 } })
    const robots = await ask(403, '<div class="h-captcha"></div>', {}, 'robots')
    expect(robots).toMatchObject({ failure: { kind: 'http', status: 403 } })
  })
})
