/** Covers main/shell/pictureScheme.ts: what leaves `picture:`, whatever lies in the cache. Needs no Electron. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pictureAddress } from '../../../../main/base/pictureKey.ts'
import { servePictures } from '../../../../main/shell/pictureScheme.ts'

const address = pictureAddress('https://paper.example/ferry.png')
const text = (words: string) => new TextEncoder().encode(words)
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="top.hit=1"><script>top.hit=1</script></svg>'

async function answerTo(bytes: Uint8Array | null, url = address, method = 'GET'): Promise<Response> {
  let answer: ((request: Request) => Response | Promise<Response>) | null = null
  const handle = (_scheme: string, handler: NonNullable<typeof answer>) => {
    answer = handler
  }
  servePictures({ handle }, () => Promise.resolve(bytes))
  const served = answer as ((request: { url: string; method: string }) => Promise<Response>) | null
  if (served === null) throw new Error('nothing is served')
  return served({ url, method })
}

describe('picture:', () => {
  it.each([
    ['SVG that no worker of ours wrote', text(` ${svg}`)],
    ['SVG behind a mark', text(`\ufeff${svg}`)],
    ['SVG behind a comment and a doctype', text(`<!-- GIF89a --><!DOCTYPE svg>${svg}`)],
    ['SVG as XML', text(`<?xml version="1.0"?>${svg}`)],
    ['SVG in UTF-16', new Uint8Array(Buffer.from(`\ufeff${svg}`, 'utf16le'))],
    ['packed SVG', new Uint8Array(gzipSync(svg))],
    ['HTML', text('<!doctype html><script>top.hit=1</script>')],
    ['a script', text('top.hit=1')],
    ['a style sheet', text('*{background:url(https://tracker.example/)}')],
    ['PDF', text('%PDF-1.7')],
    ['a page as mail', text('MIME-Version: 1.0\r\nContent-Type: multipart/related')],
    ['sound', text('ID3\u0004')],
    ['nothing', new Uint8Array()],
  ])('serves no %s', async (_what, bytes) => {
    const answer = await answerTo(bytes)
    expect(answer.status).toBe(404)
    expect((await answer.arrayBuffer()).byteLength).toBe(0)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('serves a raster picture by its own type, shut on all sides, also when it goes on as a page', async () => {
    const answer = await answerTo(text(`GIF89a/*<html>${svg}`))
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/gif',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  it.each([
    ['picture://kept/../../user/settings.json', 'GET'],
    [`${address}?type=image/svg+xml`, 'GET'],
    [address.toUpperCase(), 'GET'],
    [address, 'POST'],
  ])('serves nothing for %s by %s', async (url, method) => {
    expect((await answerTo(text('GIF89a'), url, method)).status).toBe(404)
  })
})
