/** Covers main/shell/mediaScheme.ts and base/sniffMedia.ts. Needs no Electron. */
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Failure } from '../../../../preload/contract/failure.ts'
import { mediaAddress, mediaKey } from '../../../../main/base/mediaKey.ts'
import { sniffMedia } from '../../../../main/base/sniffMedia.ts'
import { serveMedia } from '../../../../main/shell/mediaScheme.ts'
import type { Media, OpenMedia } from '../../../../main/shell/mediaScheme.ts'

const remote = 'https://paper.example/rain.mp3'
const address = mediaAddress(remote)

function serve(open: OpenMedia) {
  let answer: ((request: Request) => Response | Promise<Response>) | null = null
  serveMedia({ handle: (_scheme, handler) => void (answer = handler) }, open)
  const served = answer as
    ((request: { url: string; method: string; headers: Headers }) => Promise<Response>) | null
  if (served === null) throw new Error('nothing is served')
  return (url = address, range: string | null = null, method = 'GET') =>
    served({ url, method, headers: new Headers(range === null ? {} : { range }) })
}

function aMedia(head: Partial<Media['head']> = {}) {
  const pieces = [Uint8Array.of(1), Uint8Array.of(2)]
  const facts = { taken: 0, isStopped: false }
  const media: Media = {
    type: 'audio/mpeg',
    head: { from: 0, isPart: true, length: 2, total: 9, ...head },
    next: () => {
      facts.taken += 1
      return Promise.resolve(ok(pieces.shift() ?? null))
    },
    stop: () => {
      facts.isStopped = true
    },
  }
  return { media, facts }
}

describe('media:', () => {
  it('answers with a part, shut on all sides', async () => {
    const asked: unknown[] = []
    const ask = serve((...wish) => {
      asked.push(wish)
      return Promise.resolve(ok(aMedia({ from: 3 }).media))
    })
    const answer = await ask(address, 'bytes=3-4')
    expect(asked).toEqual([[mediaKey(remote), { from: 3, to: 4 }]])
    expect(answer.status).toBe(206)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-length': '2',
      'content-range': 'bytes 3-4/9',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'content-type': 'audio/mpeg',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.of(1, 2))
  })

  it.each([
    ['bytes=0-', { from: 0, to: null }],
    ['bytes=7-', { from: 7, to: null }],
    ['bytes=9-7', { from: 0, to: null }],
    ['bytes=-7', { from: 0, to: null }],
    ['bytes=0-1,4-5', { from: 0, to: null }],
    ['bytes=1e9-', { from: 0, to: null }],
    ['lines=1-2', { from: 0, to: null }],
    ['x'.repeat(100_000), { from: 0, to: null }],
  ])('reads the range %.20s as one range or none', async (text, range) => {
    let asked: unknown = null
    const ask = serve((_key, wish) => {
      asked = wish
      return Promise.resolve(ok(aMedia().media))
    })
    await ask(address, text)
    expect(asked).toEqual(range)
  })

  it('takes nothing that the player does not take, and stops when it leaves', async () => {
    const { media, facts } = aMedia()
    const answer = await serve(() => Promise.resolve(ok(media)))()
    expect(facts.taken).toBe(0)
    const reader = answer.body?.getReader()
    await reader?.read()
    expect(facts.taken).toBe(1)
    await reader?.cancel()
    expect(facts.isStopped).toBe(true)
  })

  it.each([
    'media://enclosure/../../etc/passwd',
    'media://other/0123456789012345678901234567890123456789',
    `media://enclosure/${encodeURIComponent(remote)}`,
    `${address}?url=http://127.0.0.1/`,
    `${address}#t=1`,
  ])('knows nothing by the name of %s', async (url) => {
    const ask = serve(() => Promise.reject(new Error('asked')))
    expect((await ask(url)).status).toBe(404)
    expect((await ask(address, null, 'POST')).status).toBe(404)
  })

  it.each<[Failure, number]>([
    [{ kind: 'offline', byChoice: true }, 503],
    [{ kind: 'not-found', what: 'article' }, 404],
    [{ kind: 'not-media', url: remote }, 415],
    [{ kind: 'private-address', host: '10.0.0.1' }, 502],
  ])('says plainly that there is nothing: %j', async (failure, status) => {
    const answer = await serve(() => Promise.resolve(fail(failure)))()
    expect(answer.status).toBe(status)
    expect((await answer.arrayBuffer()).byteLength).toBe(0)
  })

  it('breaks off when the stream does', async () => {
    const { media } = aMedia()
    const broken = { ...media, next: () => Promise.resolve(fail({ kind: 'offline', byChoice: true })) }
    const answer = await serve(() => Promise.resolve(ok(broken)))()
    await expect(answer.arrayBuffer()).rejects.toThrow('offline')
  })
})

describe('what bytes are', () => {
  const of = (text: string, declared = 'audio/x') => sniffMedia(Buffer.from(text, 'latin1'), declared)

  it('is seen at their beginning', () => {
    expect(of('ID3\u0004')).toBe('audio/mpeg')
    expect(of('\u00ff\u00fb\u0090\u0000')).toBe('audio/mpeg')
    expect(of('\u00ff\u00f1\u0050\u0080')).toBe('audio/aac')
    expect(of('fLaC\u0000')).toBe('audio/flac')
    expect(of('RIFF....WAVE')).toBe('audio/wav')
    expect(of('OggS')).toBe('audio/ogg')
    expect(of('OggS', 'video/ogg')).toBe('video/ogg')
    expect(of('\u0000\u0000\u0000\u0020ftypM4A ')).toBe('audio/mp4')
    expect(of('\u0000\u0000\u0000\u0020ftypisom', 'video/mp4')).toBe('video/mp4')
    expect(of('\u001aE\u00df\u00a3', 'video/webm')).toBe('video/webm')
  })

  it.each([
    '',
    'ID',
    '<html>',
    '<svg/>',
    '#EXTM3U',
    'RIFF....WEBP',
    'GIF89a',
    '%PDF-1.7',
    '\u00ff\u00fe<\u0000',
    '{}',
  ])('is neither sound nor film: %j', (text) => {
    expect(of(text)).toBeNull()
  })
})
