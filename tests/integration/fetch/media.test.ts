/** Covers main/fetch/media.ts on the whole guarded way, against a server on 127.0.0.1. */
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { MediaRequest } from '../../../main/model/exchange.ts'
import { Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const bytes = Buffer.from('ID3 the sound of rain')
const wish = (url: string, facts: Partial<MediaRequest> = {}): MediaRequest => ({
  url,
  approval: URL.canParse(url) ? { origin: new URL(url).origin, class: 'loopback' } : null,
  range: { from: 0, to: null },
  ...facts,
})

/** A server that gives parts, as servers of podcasts do. */
const servePlain = (headers: Record<string, string> = {}) =>
  stage.serve((request, response) => {
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
    const part = bytes.subarray(Number(from), to === '' ? undefined : Number(to) + 1)
    const last = Number(from) + part.byteLength - 1
    response.writeHead(206, {
      'content-type': 'audio/mpeg',
      'content-length': part.byteLength,
      'content-range': `bytes ${from}-${String(last)}/${String(bytes.byteLength)}`,
      'set-cookie': 'listener=1',
      ...headers,
    })
    response.end(part)
  })

async function opened(request: MediaRequest, facts: Parameters<Stage['exchanger']>[0] = {}) {
  const outcome = await stage.exchanger(facts).open(request)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  const { head, pieces, destroy, failureOf } = outcome.value
  const all = async () => {
    const read: Uint8Array[] = []
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) read.push(next.value)
    return Buffer.concat(read).toString()
  }
  return { head, all, destroy, failureOf, pieces }
}

describe('a stream', () => {
  it('brings the whole, or the part that was asked for, and says nothing about the reader', async () => {
    const server = await servePlain()
    const whole = await opened(wish(`${server.origin}/a.mp3`))
    expect(whole.head).toEqual({ type: 'audio/mpeg', from: 0, isPart: true, length: 21, total: 21 })
    expect(await whole.all()).toBe('ID3 the sound of rain')
    const part = await opened(wish(`${server.origin}/a.mp3`, { range: { from: 8, to: 12 } }))
    expect(part.head).toMatchObject({ from: 8, length: 5, total: 21 })
    expect(await part.all()).toBe('sound')
    expect(server.seen.map(({ headers }) => headers.range)).toEqual(['bytes=0-', 'bytes=8-12'])
    for (const { headers } of server.seen) {
      expect(headers).toMatchObject({ 'accept-encoding': 'identity' })
      for (const name of ['cookie', 'referer', 'origin', 'authorization'])
        expect(headers[name]).toBeUndefined()
    }
  })

  it('from a server without parts is the whole', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg; x=1' }).end(bytes)
    })
    const { head, all } = await opened(wish(`${server.origin}/a.mp3`, { range: { from: 8, to: null } }))
    expect(head).toMatchObject({ type: 'audio/mpeg', from: 0, isPart: false })
    expect(await all()).toBe('ID3 the sound of rain')
  })

  it('passes the address guard, at the first address and at each that it is sent on to', async () => {
    const server = await servePlain()
    const away = await stage.serve((_request, response) => {
      response.writeHead(302, { location: `${server.origin}/a.mp3` }).end()
    })
    const { open } = stage.exchanger()
    const refused = { ok: false, failure: { kind: 'private-address' } }
    expect(await open(wish(`${server.origin}/a.mp3`, { approval: null }))).toMatchObject(refused)
    expect(await open(wish(`${away.origin}/a.mp3`))).toMatchObject(refused)
    expect(await open(wish('file:///etc/passwd'))).toMatchObject({ failure: { kind: 'bad-address' } })
    expect(server.seen).toEqual([])
  })

  it.each([
    'text/html',
    'image/svg+xml',
    'application/octet-stream',
    'application/x-mpegurl',
    'audio',
    '',
    'audio/mpeg\u00e9',
  ])('is refused what its server calls %j', async (type) => {
    const server = await servePlain({ 'content-type': type })
    expect(await stage.exchanger().open(wish(server.origin))).toMatchObject({
      failure: { kind: 'not-media' },
    })
    await server.emptied()
  })

  it('is refused packed, announced too large, or as another part', async () => {
    const packed = await stage.serve((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'audio/mpeg', 'content-encoding': 'gzip' })
        .end(gzipSync(bytes))
    })
    const other = await servePlain({ 'content-range': 'bytes 4-20/21' })
    const large = await servePlain()
    const { open } = stage.exchanger({ quick: { mediaBytes: 20 } })
    expect(await open(wish(packed.origin))).toMatchObject({ failure: { kind: 'bad-encoding' } })
    expect(await open(wish(other.origin))).toMatchObject({ failure: { kind: 'http', status: 206 } })
    expect(await open(wish(large.origin))).toMatchObject({ failure: { kind: 'too-large' } })
  })

  it('ends at the cap, whatever was announced, and leaves no connection', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' })
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
        response.once('drain', more)
      }
      more()
    })
    const stream = await opened(wish(server.origin), { quick: { mediaBytes: 1_000_000 } })
    const error: unknown = await stream.all().catch((cause: unknown) => cause)
    expect(stream.failureOf(error)).toMatchObject({ kind: 'too-large', limitBytes: 1_000_000 })
    await server.emptied()
  })

  it('is not read ahead of whoever listens, and ends when nobody does', async () => {
    let sent = 0
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' })
      const more = () => {
        let isTaken = true
        while (isTaken) {
          isTaken = response.write(Buffer.alloc(65_536))
          sent += 65_536
          if (sent > 200_000_000) response.destroy()
        }
        response.once('drain', more)
      }
      more()
    })
    const stream = await opened(wish(server.origin))
    await stream.pieces.next()
    // Another whole exchange with the same server passes meanwhile; the sockets' own buffers are all that is filled.
    await stage
      .exchanger()
      .open(wish(`${server.origin}/other`))
      .then((other) => {
        if (other.ok) other.value.destroy()
      })
    expect(sent).toBeLessThan(100_000_000)
    stream.destroy()
    await server.emptied()
  })
})
