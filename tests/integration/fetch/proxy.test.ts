/** Covers main/fetch/proxy.ts and the ways of hop.ts, with proxies of our own on 127.0.0.1 (safety.md 73). */
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import type { AddressInfo, LookupFunction, Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeConnections } from '../../../main/fetch/connections.ts'
import { standardLimits } from '../../../main/fetch/limits.ts'
import { listOf, proxyLogin, readTypedProxy, readWay } from '../../../main/fetch/proxy.ts'
import type { Credentials } from '../../../main/model/exchange.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.later(
    () =>
      new Promise((resolve) => {
        if ('closeAllConnections' in server)
          (server as unknown as { closeAllConnections: () => void }).closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  )
  return (server.address() as AddressInfo).port
}

/** An HTTP proxy that leads every host to `target`. */
async function aProxy(targetPort: number, login: string | null = null) {
  const seen: { readonly what: string; readonly authorization: string | undefined }[] = []
  const note = (request: IncomingMessage) => {
    seen.push({
      what: `${request.method ?? ''} ${request.url ?? ''}`,
      authorization: request.headers['proxy-authorization'],
    })
    return login === null || request.headers['proxy-authorization'] === login
  }
  const server = createServer((request, response) => {
    if (!note(request)) response.writeHead(407).end()
    else response.end('<rss>by proxy</rss>')
  })
  server.on('connect', (request, socket) => {
    if (!note(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const upstream = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return { seen, host: `127.0.0.1:${String(await listen(server))}` }
}

/** An office that knows no outside name. */
const knowsNobody: LookupFunction = (_host, _options, done) => {
  done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), '')
}

/** @param ways What the system names, by host; nothing else is ever connected to. */
function exchangerWith(
  list: string,
  environment: Record<string, string> = {},
  login: Credentials | null = null,
) {
  return stage.exchanger({
    proxyFor: () => Promise.resolve({ list, login }),
    connections: makeConnections(standardLimits, knowsNobody, environment),
  })
}

describe('a way out by proxy', () => {
  it('is taken for http, with the whole address, also where the target’s name is not known here', async () => {
    const proxy = await aProxy(0)
    const { exchange } = exchangerWith(`PROXY ${proxy.host}; DIRECT`)
    const outcome = await exchange(aRequest('http://paper.example/feed?x=1', { approval: null }))
    expect(outcome).toMatchObject({ ok: true, value: { finalUrl: 'http://paper.example/feed?x=1' } })
    expect(proxy.seen.map(({ what }) => what)).toEqual(['GET http://paper.example/feed?x=1'])
  })

  it('is taken for https, by tunnel', async () => {
    const target = await stage.serve((_request, response) => response.end('plain'))
    const proxy = await aProxy(target.port)
    const { exchange } = exchangerWith(`PROXY ${proxy.host}`)
    // The target speaks no TLS: that the handshake is what fails shows that the tunnel was made.
    expect(await exchange(aRequest('https://paper.example/feed'))).toMatchObject({
      ok: false,
      failure: { kind: 'tls' },
    })
    expect(proxy.seen.map(({ what }) => what)).toEqual(['CONNECT paper.example:443'])
  })

  it('signs in with what the environment knows of that very proxy', async () => {
    const login = `Basic ${Buffer.from('ann:p w').toString('base64')}`
    const proxy = await aProxy(0, login)
    const { exchange } = exchangerWith(`PROXY ${proxy.host}`, {
      HTTP_PROXY: `http://ann:p%20w@${proxy.host}`,
    })
    expect(await exchange(aRequest('http://paper.example/feed'))).toMatchObject({ ok: true })
    expect(proxy.seen.map(({ authorization }) => authorization)).toEqual([login])
  })

  it.each(['http', 'https'])('is one clear failure when the proxy wants a password (%s)', async (scheme) => {
    const proxy = await aProxy(0, 'Basic something')
    const { exchange } = exchangerWith(`PROXY ${proxy.host}`)
    expect(await exchange(aRequest(`${scheme}://paper.example/feed`))).toEqual({
      ok: false,
      failure: { kind: 'proxy', host: proxy.host, code: '407' },
    })
  })

  it.each(['http', 'https'])(
    'is one clear failure when the proxy is dead, and never a way round it (%s)',
    async (scheme) => {
      const server = createTcpServer()
      const port = await listen(server)
      await new Promise((resolve) => server.close(resolve))
      const host = `127.0.0.1:${String(port)}`
      const { exchange } = exchangerWith(`PROXY ${host}; DIRECT`)
      expect(await exchange(aRequest(`${scheme}://paper.example/feed`))).toEqual({
        ok: false,
        failure: { kind: 'proxy', host, code: 'ECONNREFUSED' },
      })
    },
  )

  it('is taken through SOCKS 5, which is given the name', async () => {
    const target = await stage.serve((_request, response) => response.end('<rss/>'))
    const asked: string[] = []
    const port = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => {
          socket.write(Buffer.from([5, 0]))
          socket.once('data', (request) => {
            asked.push(request.subarray(5, 5 + (request[4] ?? 0)).toString())
            socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 80]))
            const upstream = connect(target.port, '127.0.0.1')
            upstream.pipe(socket).pipe(upstream)
            upstream.on('error', () => socket.destroy())
            socket.on('error', () => upstream.destroy())
          })
        })
      }),
    )
    const { exchange } = exchangerWith(`SOCKS5 127.0.0.1:${String(port)}`)
    expect(await exchange(aRequest('http://paper.example/feed'))).toMatchObject({ ok: true })
    expect(asked).toEqual(['paper.example'])
  })

  it('is refused in words for SOCKS 4, and when the system cannot say', async () => {
    const { exchange } = exchangerWith('SOCKS4 127.0.0.1:1080')
    expect(await exchange(aRequest('http://paper.example/'))).toEqual({
      ok: false,
      failure: { kind: 'proxy', host: '127.0.0.1:1080', code: 'SOCKS4' },
    })
    const lost = stage.exchanger({ proxyFor: () => Promise.reject(new Error('no script')) })
    expect(await lost.exchange(aRequest('http://paper.example/'))).toMatchObject({
      ok: false,
      failure: { kind: 'proxy', code: 'UNKNOWN_PROXY' },
    })
  })

  it.each(['http://10.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/', 'http://2130706433/'])(
    'does not lead an unapproved request to %s',
    async (url) => {
      const proxy = await aProxy(0)
      const { exchange } = exchangerWith(`PROXY ${proxy.host}`)
      expect(await exchange(aRequest(url, { approval: null }))).toMatchObject({
        ok: false,
        failure: { kind: 'private-address' },
      })
      expect(proxy.seen).toEqual([])
    },
  )

  it('is not asked for on this very machine', async () => {
    const target = await stage.serve((_request, response) => response.end('<rss/>'))
    const asked: string[] = []
    const { exchange } = stage.exchanger({
      proxyFor: (origin) => {
        asked.push(origin)
        return Promise.resolve({ list: 'PROXY 127.0.0.1:1', login: null })
      },
    })
    expect(await exchange(aRequest(target.origin))).toMatchObject({ ok: true })
    expect(asked).toEqual([])
  })
})

describe('a proxy that the reader typed', () => {
  const ann = { user: 'ann', password: 'p w' }

  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128', null],
    [' http://ann:p%20w@proxy.example:3128/ ', 'http://proxy.example:3128', ann],
    ['ann:p%20w@proxy.example', 'http://proxy.example', ann],
    ['https://proxy.example', 'https://proxy.example', null],
    ['socks5://ann:p%20w@10.0.0.1:1080', 'socks5://10.0.0.1:1080', ann],
  ])('%j is read', (typed, url, login) => {
    expect(readTypedProxy(typed)).toEqual({ url, login })
  })

  it.each(['', 'ftp://a.example', 'socks4://a.example:1', 'http://', 'a b', 'http://a.example/path', 'a?b'])(
    '%j is none',
    (typed) => {
      expect(readTypedProxy(typed)).toBeNull()
    },
  )

  it.each([
    ['http://a.example:3128', 'PROXY a.example:3128'],
    ['https://a.example', 'HTTPS a.example'],
    ['socks5://a.example:1080', 'SOCKS5 a.example:1080'],
  ])('%s becomes a way', (url, list) => {
    expect(listOf(url)).toBe(list)
    expect(readWay(list)).toMatchObject({ kind: 'proxy' })
  })

  it('is signed in to with what came with it, not with what the environment says', async () => {
    const login = `Basic ${Buffer.from('ann:p w').toString('base64')}`
    const proxy = await aProxy(0, login)
    const environment = { HTTP_PROXY: `http://bob:x@${proxy.host}` }
    const { exchange } = exchangerWith(`PROXY ${proxy.host}`, environment, ann)
    expect(await exchange(aRequest('http://paper.example/feed'))).toMatchObject({ ok: true })
    const { exchange: wrong } = exchangerWith(`PROXY ${proxy.host}`, {}, { user: 'ann', password: 'no' })
    expect(await wrong(aRequest('http://paper.example/feed'))).toMatchObject({
      ok: false,
      failure: { kind: 'proxy', code: '407' },
    })
  })
})

describe('the list that the system gives', () => {
  it.each([
    [null, { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['DIRECT', { kind: 'direct' }],
    ['PROXY a:3128; DIRECT', { kind: 'proxy', url: 'http://a:3128', host: 'a:3128' }],
    ['HTTPS a:443', { kind: 'proxy', url: 'https://a:443', host: 'a:443' }],
    ['socks5 a:1080', { kind: 'proxy', url: 'socks5://a:1080', host: 'a:1080' }],
    ['SOCKS a:1080', { kind: 'unusable', host: 'a:1080', code: 'SOCKS' }],
    ['PROXY', { kind: 'unusable', host: '', code: 'BAD_PROXY' }],
  ])('%j is read', (list, way) => {
    expect(readWay(list)).toEqual(way.kind === 'proxy' ? { ...way, login: null } : way)
  })

  it('gets a password only for the proxy that the password is for', () => {
    const environment = { https_proxy: 'http://ann:pw@a.example:3128' }
    expect(proxyLogin('http://a.example:3128', environment)).toEqual({ user: 'ann', password: 'pw' })
    expect(proxyLogin('http://b.example:3128', environment)).toBeNull()
  })
})
