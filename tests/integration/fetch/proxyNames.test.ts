/** Covers main/fetch/admission.ts behind proxies: names that lead nowhere on the public internet, and names that hide it. */
import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction, Server } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AddressClass } from '../../../preload/contract/failure.ts'
import { makeConnections } from '../../../main/fetch/connections.ts'
import { standardLimits } from '../../../main/fetch/limits.ts'
import type { Approval } from '../../../main/model/exchange.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.later(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  )
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** An HTTP proxy on this machine that knows every name. */
async function aProxy() {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    response.setHeader('connection', 'close').end('<rss/>')
  })
  server.on('connect', (request, socket) => {
    seen.push(request.url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  return { seen, host: await listen(server) }
}

/** Names that are known here; all others are not, as in many offices. */
function resolver(known: Readonly<Record<string, string>>) {
  const asked: string[] = []
  const lookup: LookupFunction = (host, _options, done) => {
    asked.push(host)
    const address = known[host]
    if (address === undefined) done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), '')
    else done(null, [{ address, family: address.includes(':') ? 6 : 4 }])
  }
  return { asked, lookup }
}

function askerBehind(list: string, known: Readonly<Record<string, string>> = {}) {
  const { asked, lookup } = resolver(known)
  const { exchange } = stage.exchanger({
    proxyFor: () => Promise.resolve({ list, login: null }),
    connections: makeConnections(standardLimits, lookup, {}),
  })
  const reached: AddressClass[] = []
  const ask = (url: string, approval: Approval | null = null) =>
    exchange(aRequest(url, { approval }), undefined, (to) => reached.push(to))
  return { ask, asked, reached }
}

describe('behind a proxy', () => {
  it.each([
    'http://nas/',
    'http://nas./',
    'http://NAS.LAN/',
    'http://nas.local./',
    'http://wiki.corp/',
    'http://wiki.internal/',
    'http://router.home.arpa/',
    'http://api.default.svc/',
    'http://nas。local/',
    'https://wiki.intranet/',
    'http://ip6-localhost/',
    'http://metadata/computeMetadata/v1/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://metadata.google.internal./',
    'http://instance-data/latest/',
  ])('an ordinary request does not lead to %s', async (url) => {
    const proxy = await aProxy()
    const { ask } = askerBehind(`PROXY ${proxy.host}`)
    expect(await ask(url)).toMatchObject({ ok: false, failure: { kind: 'private-address' } })
    expect(proxy.seen).toEqual([])
  })

  it('a redirect does not lead there either', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(302, { location: 'http://wiki.corp/admin' }).end()
    })
    const { ask } = askerBehind(`PROXY ${await listen(server)}`)
    expect(await ask('http://paper.example/')).toMatchObject({
      ok: false,
      failure: { kind: 'private-address', host: 'wiki.corp' },
    })
    expect(seen).toEqual(['http://paper.example/'])
  })

  it('what the reader allowed is asked, and told as what its name says', async () => {
    const proxy = await aProxy()
    const { ask, reached } = askerBehind(`PROXY ${proxy.host}`)
    const approval = { origin: 'http://wiki.corp', class: 'private' } as const
    expect(await ask('http://wiki.corp/feed', approval)).toMatchObject({ ok: true })
    expect(proxy.seen).toEqual(['http://wiki.corp/feed'])
    expect(new Set(reached)).toEqual(new Set(['private']))
    // The same allowance for another host, scheme or class opens nothing.
    expect(await ask('http://wiki2.corp/feed', approval)).toMatchObject({ ok: false })
    expect(await ask('https://wiki.corp/feed', approval)).toMatchObject({ ok: false })
    expect(await ask('http://wiki.corp/feed', { ...approval, class: 'loopback' })).toMatchObject({
      ok: false,
    })
    expect(proxy.seen).toHaveLength(1)
  })

  it('a metadata name is asked by nobody, whatever was allowed', async () => {
    const proxy = await aProxy()
    const { ask } = askerBehind(`PROXY ${proxy.host}`)
    const origin = 'http://metadata.google.internal'
    expect(await ask(`${origin}/`, { origin, class: 'any' })).toEqual({
      ok: false,
      failure: { kind: 'private-address', host: 'metadata.google.internal' },
    })
    expect(proxy.seen).toEqual([])
  })
})

describe('a proxy on this machine or its network', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['192.168.0.9', 'private'],
    ['fd00::9', 'private'],
    ['169.254.169.254', undefined],
  ])('does not ask for a public-looking name that leads to %s', async (address, where) => {
    const proxy = await aProxy()
    const { ask } = askerBehind(`PROXY ${proxy.host}`, { 'evil.example': address })
    expect(await ask('http://evil.example/')).toEqual({
      ok: false,
      failure: { kind: 'private-address', host: 'evil.example', ...(where === undefined ? {} : { where }) },
    })
    expect(proxy.seen).toEqual([])
  })

  it('still asks for names that lead to public addresses, and for those that nobody here knows', async () => {
    const proxy = await aProxy()
    const { ask, asked } = askerBehind(`PROXY ${proxy.host}`, { 'paper.example': '93.184.216.34' })
    expect(await ask('http://paper.example/')).toMatchObject({ ok: true })
    expect(await ask('http://outside.example/')).toMatchObject({ ok: true })
    expect(proxy.seen).toEqual(['http://paper.example/', 'http://outside.example/'])
    expect(asked).toEqual(['paper.example', 'outside.example'])
  })

  it('is known also by a name, and then judges alike', async () => {
    const known = { 'proxy.example': '127.0.0.1', 'evil.example': '10.0.0.1' }
    const { ask } = askerBehind('PROXY proxy.example:9', known)
    expect(await ask('http://evil.example/')).toMatchObject({ failure: { kind: 'private-address' } })
  })
})

describe('a SOCKS proxy', () => {
  it('is given the name, which is looked up nowhere here, and judged by its spelling', async () => {
    const names: string[] = []
    const host = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => {
          socket.write(Buffer.from([5, 0]))
          socket.once('data', (request) => {
            names.push(request.subarray(5, 5 + (request[4] ?? 0)).toString())
            socket.end(Buffer.from([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]))
          })
        })
      }),
    )
    const { ask, asked } = askerBehind(`SOCKS5 ${host}`, { 'paper.example': '10.0.0.1' })
    await ask('http://paper.example/')
    expect(names).toEqual(['paper.example'])
    expect(asked).toEqual([])
    expect(await ask('http://nas.lan/')).toMatchObject({ failure: { kind: 'private-address' } })
  })
})
