/** Covers main/fetch/exchange.ts and hop.ts against a server on 127.0.0.1. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { acceptEncoding } from '../../../main/fetch/body.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

describe('an exchange', () => {
  it('brings the bytes, their hash, the final address and the facts of the head', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/rss+xml; charset=UTF-8',
        link: ['</feed/>; rel="alternate"', '</x>; rel="hub"'],
        etag: 'W/"a-1"',
        'last-modified': 'Tue, 03 Mar 2026 10:00:00 GMT',
        'cache-control': 'public, max-age=600',
        age: '60',
      })
      response.end('<rss/>')
    })
    const { exchange } = stage.exchanger()
    expect(await exchange(aRequest(`${server.origin}/feed/?a=1#part`))).toEqual({
      ok: true,
      value: {
        kind: 'fresh',
        bytes: new Uint8Array(Buffer.from('<rss/>')),
        hash: createHash('sha256').update('<rss/>').digest('hex'),
        finalUrl: `${server.origin}/feed/?a=1`,
        contentType: 'application/rss+xml; charset=UTF-8',
        link: '</feed/>; rel="alternate", </x>; rel="hub"',
        validators: { etag: 'W/"a-1"', lastModified: 'Tue, 03 Mar 2026 10:00:00 GMT' },
        cacheLife: { freshForMs: 540_000 },
        redirects: [],
      },
    })
    expect(server.seen[0]?.url).toBe('/feed/?a=1')
  })

  it('gives bytes in a buffer of their own, ready to be handed to another thread', async () => {
    const server = await stage.serve((_request, response) => response.end('short'))
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome.ok && outcome.value.kind === 'fresh' && outcome.value.bytes.buffer.byteLength).toBe(5)
  })

  it('says who it is and nothing about the reader: no cookie, no Referer, one User-Agent', async () => {
    const server = await stage.serve((request, response) => {
      response.setHeader('set-cookie', 'id=1; Path=/')
      if (request.url === '/') response.writeHead(302, { location: '/next' }).end()
      else response.end('<rss/>')
    })
    const { exchange } = stage.exchanger({ version: '0.1.0-beta.2' })
    await exchange(aRequest(`${server.origin}/`))
    await exchange(aRequest(`${server.origin}/`))
    expect(server.seen).toHaveLength(4)
    for (const { method, headers } of server.seen) {
      expect(method).toBe('GET')
      expect(headers['user-agent']).toBe('Kawaraban/0.1.0 (+https://github.com/kawaraban/kawaraban)')
      expect(headers['accept-encoding']).toBe(acceptEncoding)
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ])
    }
  })

  it.each([
    ['feed', /^application\/rss\+xml, application\/atom\+xml, application\/feed\+json.*\*\/\*;q=0\.5$/],
    ['page', /^text\/html,.*\*\/\*;q=0\.5$/],
    ['picture', /image\/webp.*\*\/\*;q=0\.5$/],
  ] as const)('asks for a %s in words that no server has to refuse', async (wants, accept) => {
    const server = await stage.serve((_request, response) => response.end('x'))
    await stage.exchanger().exchange(aRequest(server.origin, { wants }))
    expect(server.seen[0]?.headers.accept).toMatch(accept)
  })

  it.each([
    ['"quoted"', 'Tue, 03 Mar 2026 10:00:00 GMT'],
    ['W/"weak, with comma"', null],
    ['unquoted-and-odd', 'yesterday, or Tue, 19 Jan 2038 03:14:08 +0000'],
    [null, 'Tue, 03 Mar 2026 10:00:00 GMT'],
    ['"caf\u00c3\u00a9"', null],
  ])('sends the validators %s and %s back byte for byte', async (etag, lastModified) => {
    const server = await stage.serve((request, response) => {
      if (
        request.headers['if-none-match'] !== undefined ||
        request.headers['if-modified-since'] !== undefined
      ) {
        response.writeHead(304).end()
        return
      }
      if (etag !== null) response.setHeader('ETag', etag)
      if (lastModified !== null) response.setHeader('Last-Modified', lastModified)
      // A text body would make Node write the head in UTF-8 too.
      response.end(Buffer.from('<rss/>'))
    })
    const { exchange } = stage.exchanger()
    const first = await exchange(aRequest(server.origin))
    const validators = first.ok ? first.value.validators : null
    expect(validators).toEqual({ etag, lastModified })
    const second = await exchange(aRequest(server.origin, { validators }))
    expect(second).toMatchObject({ ok: true, value: { kind: 'unchanged', validators: null } })
    expect(server.seen[1]?.headers['if-none-match']).toBe(etag ?? undefined)
    expect(server.seen[1]?.headers['if-modified-since']).toBe(lastModified ?? undefined)
  })

  it.each([
    ['plain', (text: string) => Buffer.from(text), {}],
    ['packed', (text: string) => gzipSync(text), { 'content-encoding': 'gzip' }],
  ])('does not hand over bytes that are known, and tells all else (%s)', async (_how, pack, headers) => {
    let text = '<rss/>'
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { ...headers, etag: '"2"', 'cache-control': 'max-age=90' }).end(pack(text))
    })
    const { exchange } = stage.exchanger()
    const first = await exchange(aRequest(server.origin))
    if (!first.ok || first.value.kind !== 'fresh') throw new Error('no first answer')
    const request = aRequest(server.origin, { knownHash: first.value.hash })
    expect(await exchange(request)).toEqual({
      ok: true,
      value: {
        kind: 'same',
        size: 6,
        finalUrl: `${server.origin}/`,
        validators: { etag: '"2"', lastModified: null },
        cacheLife: { freshForMs: 90_000 },
        redirects: [],
      },
    })
    text = '<rss></rss>'
    expect(await exchange(request)).toMatchObject({
      ok: true,
      value: { kind: 'fresh', bytes: new Uint8Array(Buffer.from(text)) },
    })
  })

  it('tells the new validators and cache life that a 304 carries', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(304, { etag: '"new"', 'cache-control': 'max-age=90' }).end()
    })
    const validators = { etag: '"old"', lastModified: null }
    expect(await stage.exchanger().exchange(aRequest(server.origin, { validators }))).toEqual({
      ok: true,
      value: {
        kind: 'unchanged',
        validators: { etag: '"new"', lastModified: null },
        cacheLife: { freshForMs: 90_000 },
        redirects: [],
      },
    })
  })

  it('does not take a 304 for an answer when it had no validators to send', async () => {
    const server = await stage.serve((_request, response) => response.writeHead(304).end())
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toEqual({
      ok: false,
      failure: { kind: 'http', url: `${server.origin}/`, status: 304 },
    })
  })

  it.each([401, 403, 404, 451, 500, 502, 520, 300])(
    'answers a status of %i with that status',
    async (status) => {
      const server = await stage.serve((_request, response) => response.writeHead(status).end('no'))
      expect(await stage.exchanger().exchange(aRequest(`${server.origin}/feed`))).toEqual({
        ok: false,
        failure: { kind: 'http', url: `${server.origin}/feed`, status },
      })
    },
  )

  it('knows that 410 means gone for good', async () => {
    const server = await stage.serve((_request, response) => response.writeHead(410).end())
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toEqual({
      ok: false,
      failure: { kind: 'gone', url: `${server.origin}/` },
    })
  })

  it('reads a body that is empty, whatever its encoding is said to be', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '0' }).end()
    })
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'fresh', bytes: new Uint8Array() } })
  })

  it('asks one after the other over one connection', async () => {
    const server = await stage.serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/a', 'content-length': '4' }).end('gone')
      else if (server.seen.length < 3) response.writeHead(304).end()
      else response.end('<rss/>')
    })
    const { exchange } = stage.exchanger()
    const validators = { etag: '"1"', lastModified: null }
    await exchange(aRequest(server.origin, { validators }))
    await exchange(aRequest(server.origin, { validators }))
    expect(server.connections()).toBe(1)
  })
})

describe('an address', () => {
  it.each(['/feed?b=2&a=1&&x=%7e%2F', '/a/../feed?', '/feed?cat=5#part'])(
    'is asked as it stands, nothing added, nothing sorted (%s)',
    async (address) => {
      const server = await stage.serve((_request, response) => response.end('<rss/>'))
      const { exchange } = stage.exchanger()
      await exchange(aRequest(server.origin + address))
      const { pathname, search } = new URL(server.origin + address)
      expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${pathname}${search}`])
    },
  )
})

describe('an exchange with a server that fails', () => {
  it('says that nobody listens there', async () => {
    const server = await stage.serve(() => undefined)
    await stage.clear()
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toEqual({
      ok: false,
      failure: { kind: 'unreachable', host: `127.0.0.1:${String(server.port)}`, code: 'ECONNREFUSED' },
    })
  })

  it('says that the connection was cut', async () => {
    const server = await stage.serve((request) => request.socket.destroy())
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'broken-answer', how: 'no-answer' },
    })
  })

  it('does not take half a body for a whole one', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'broken-answer', how: 'cut-short' },
    })
  })

  it('names TLS when the server does not speak it, and does not try again in the clear', async () => {
    const server = await stage.serve((_request, response) => response.end('x'))
    const address = server.origin.replace('http:', 'https:')
    expect(await stage.exchanger().exchange(aRequest(address))).toMatchObject({
      ok: false,
      failure: { kind: 'tls', host: `127.0.0.1:${String(server.port)}` },
    })
    expect(server.seen).toHaveLength(0)
  })

  it.each([
    ['ENOTFOUND', { kind: 'no-such-host', host: 'paper.example' }],
    ['EAI_AGAIN', { kind: 'offline', byChoice: false }],
  ] as const)('reads %s of the resolver', async (code, failure) => {
    const { exchange } = stage.exchanger({
      lookup: (_host, _options, done) => {
        done(Object.assign(new Error(code), { code }), '')
      },
    })
    expect(await exchange(aRequest('https://paper.example/feed'))).toEqual({ ok: false, failure })
  })

  it.each(['', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'javascript:1', 'http://', 'nonsense'])(
    'refuses %j, which is no address of the web',
    async (url) => {
      const outcome = await stage.exchanger().exchange(aRequest(url))
      expect(outcome).toEqual({ ok: false, failure: { kind: 'bad-address', text: url } })
    },
  )
})

describe('a bad address', () => {
  it('is told without the password in it', async () => {
    const outcome = await stage.exchanger().exchange(aRequest('ftp://ann:secret@127.0.0.1/'))
    expect(outcome).toEqual({ ok: false, failure: { kind: 'bad-address', text: 'ftp://127.0.0.1/' } })
  })
})
