/** Covers headers.ts, validators.ts, cacheLife.ts, retryAfter.ts, httpDate.ts of main/fetch. Pure. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readCacheLife } from '../../../../main/fetch/cacheLife.ts'
import { asText, headerReader } from '../../../../main/fetch/headerReader.ts'
import { authorizationOf, requestHeaders, userAgentOf } from '../../../../main/fetch/headers.ts'
import { parseHttpDate } from '../../../../main/fetch/httpDate.ts'
import { readRetryAfter } from '../../../../main/fetch/retryAfter.ts'
import { conditionalHeaders, readNewValidators, readValidators } from '../../../../main/fetch/validators.ts'

const now = Date.UTC(2026, 2, 3, 10, 0, 0)
const of = (headers: Record<string, string | string[]>) => headerReader(headers)

describe('parseHttpDate', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'reads %s',
    (text) => {
      expect(parseHttpDate(text)).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    },
  )

  it.each(['', '0', '-1', 'never', '1994-11-06', 'Soon, maybe'])('reads %j as no date', (text) => {
    expect(parseHttpDate(text)).toBeNull()
  })
})

describe('readRetryAfter', () => {
  it.each([
    ['90', 90_000],
    [' 3600 ', 3_600_000],
    ['0', 60_000],
    ['1000000000000', 604_800_000],
    ['9'.repeat(400), 604_800_000],
    ['Tue, 03 Mar 2026 10:30:00 GMT', 1_800_000],
    ['Tue, 03 Mar 2026 09:00:00 GMT', 60_000],
    ['Tue, 03 Mar 2099 09:00:00 GMT', 604_800_000],
  ])('%s waits %i ms', (header, waitMs) => {
    expect(readRetryAfter(header, now)).toBe(now + waitMs)
  })

  it.each([null, '', '-5', '1.5', '1e3', 'soon'])('%j says nothing', (header) => {
    expect(readRetryAfter(header, now)).toBeNull()
  })
})

describe('readCacheLife', () => {
  it.each([
    ['max-age', { 'cache-control': 'public, max-age=600' }, 600_000],
    ['max-age minus Age', { 'cache-control': 'max-age=600', age: '200' }, 400_000],
    ['nothing left of it', { 'cache-control': 'max-age=600', age: '900' }, 0],
    [
      'max-age before Expires',
      { 'cache-control': 'max-age=60', expires: 'Tue, 03 Mar 2026 11:00:00 GMT' },
      60_000,
    ],
    ['a quoted max-age', { 'cache-control': 'Max-Age="30"' }, 30_000],
    ['its own max-age, not that of proxies', { 'cache-control': 's-maxage=9999, max-age=30' }, 30_000],
    ['a broken Age as none', { 'cache-control': 'max-age=600', age: 'old' }, 600_000],
    ['for ever as a year', { 'cache-control': 'max-age=99999999999' }, 365 * 86_400_000],
    [
      'Expires minus Date, by the clock of the server',
      { expires: 'Tue, 03 Mar 2020 11:00:00 GMT', date: 'Tue, 03 Mar 2020 10:00:00 GMT' },
      3_600_000,
    ],
    ['Expires without Date, by ours', { expires: 'Tue, 03 Mar 2026 10:10:00 GMT' }, 600_000],
    ['Expires in the past', { expires: 'Tue, 03 Mar 2020 10:10:00 GMT' }, 0],
    ['Expires: 0', { expires: '0' }, 0],
  ])('reads %s', (_what, headers, freshForMs) => {
    expect(readCacheLife(of(headers as Record<string, string>), now)).toEqual({ freshForMs })
  })

  it.each([
    {},
    { 'cache-control': 'no-store' },
    { 'cache-control': 's-maxage=60' },
    { 'cache-control': 'max-age=-1' },
  ])('says nothing for %j', (headers) => {
    expect(readCacheLife(of(headers as Record<string, string>), now)).toEqual({ freshForMs: null })
  })
})

describe('validators', () => {
  it('are kept as they came, quotes and all', () => {
    expect(readValidators(of({ etag: 'W/"x"', 'last-modified': 'garbage' }))).toEqual({
      etag: 'W/"x"',
      lastModified: 'garbage',
    })
  })

  it('are none when there are none', () => {
    expect(readValidators(of({}))).toBeNull()
    expect(readValidators(of({ etag: '' }))).toBeNull()
  })

  it('are left out when they could not be sent back, never mended', () => {
    expect(readValidators(of({ etag: `"${'x'.repeat(3000)}"` }))).toBeNull()
    expect(conditionalHeaders({ etag: '"a"\r\nX-Evil: 1', lastModified: '日曜日' })).toEqual({})
  })

  it.each([
    ['nothing', {}, null],
    ['the same set', { etag: '"1"', 'last-modified': 'm' }, null],
    ['the same ETag without the date', { etag: '"1"' }, null],
    ['a new ETag', { etag: '"2"' }, { etag: '"2"', lastModified: null }],
    ['a new date', { etag: '"1"', 'last-modified': 'n' }, { etag: '"1"', lastModified: 'n' }],
  ])('of a 304 with %s', (_what, headers, expected) => {
    const sent = { etag: '"1"', lastModified: 'm' }
    expect(readNewValidators(sent, of(headers as Record<string, string>))).toEqual(expected)
  })
})

describe('request headers', () => {
  it.each([
    ['1.2.3', 'Kawaraban/1.2.3 (+https://github.com/kawaraban/kawaraban)'],
    ['1.2.3-beta.4', 'Kawaraban/1.2.3 (+https://github.com/kawaraban/kawaraban)'],
    ['', 'Kawaraban/0.0.0 (+https://github.com/kawaraban/kawaraban)'],
  ])('version %j gives one shape of User-Agent', (version, userAgent) => {
    expect(userAgentOf(version)).toBe(userAgent)
  })

  it('name the page that the package names', async () => {
    const text = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')
    const { homepage } = JSON.parse(text) as { homepage: string }
    expect(userAgentOf('1.2.3')).toBe(`Kawaraban/1.2.3 (+${homepage})`)
  })

  it('hold nothing that was not asked for', () => {
    const headers = requestHeaders({ wants: 'feed', userAgent: 'K', validators: null, authorization: null })
    expect(Object.keys(headers)).toEqual(['user-agent', 'accept', 'accept-encoding'])
  })

  it.each([
    ['https://paper.example/', null],
    ['https://ann:pw@paper.example/', `Basic ${btoa('ann:pw')}`],
    ['https://ann@paper.example/', `Basic ${btoa('ann:')}`],
    ['https://a%3Ab:50%@paper.example/', `Basic ${btoa('a:b:50%')}`],
  ])('of %s', (address, expected) => {
    expect(authorizationOf(new URL(address))).toBe(expected)
  })

  it('read UTF-8 where it is and Latin-1 where it is not', () => {
    expect(asText(Buffer.from('/記事', 'utf8').toString('latin1'))).toBe('/記事')
    expect(asText('/caf\u00e9')).toBe('/café')
    expect(asText(null)).toBeNull()
  })
})
