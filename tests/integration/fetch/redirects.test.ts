/** Covers redirects and credentials of main/fetch/exchange.ts. */
import { afterEach, describe, expect, it } from 'vitest'
import { Agent } from 'undici'
import type { Connections } from '../../../main/fetch/connections.ts'
import { aRequest, Stage } from './loopback.ts'
import type { Loopback } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

/** Answers each path with a redirect to what the table says, anything else with a feed. */
const serveRedirects = (table: Readonly<Record<string, string>>, status = 302): Promise<Loopback> =>
  stage.serve((request, response) => {
    const location = table[request.url ?? '']
    if (location === undefined) response.end('<rss/>')
    else response.writeHead(status, { location }).end()
  })

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('of status %i are followed and reported', async (status) => {
    const server = await serveRedirects({ '/a': 'b?x=1#top', '/b?x=1': '/c' }, status)
    expect(await stage.exchanger().exchange(aRequest(`${server.origin}/a`))).toMatchObject({
      ok: true,
      value: {
        finalUrl: `${server.origin}/c`,
        redirects: [
          { status, to: `${server.origin}/b?x=1` },
          { status, to: `${server.origin}/c` },
        ],
      },
    })
  })

  it.each([
    ['quotes', '"/b"', '/b'],
    ['angle brackets', '</b>', '/b'],
    ['the name of a feed before it', 'feed:ORIGIN/b', '/b'],
    ['the name of a feed in the place of http', 'feed://HOST/b', '/b'],
    ['bytes that are no UTF-8', '/caf\xe9', '/caf%E9'],
  ])('take their address with %s', async (_name, location, path) => {
    const table: Record<string, string> = {}
    const server = await serveRedirects(table)
    table['/'] = location.replace('ORIGIN', server.origin).replace('HOST', server.origin.slice(7))
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome).toMatchObject({ ok: true, value: { finalUrl: `${server.origin}${path}` } })
  })

  it('take their address in UTF-8 as well', async () => {
    const server = await serveRedirects({ '/': Buffer.from('/記事/', 'utf8').toString('latin1') })
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome).toMatchObject({ ok: true, value: { finalUrl: `${server.origin}/%E8%A8%98%E4%BA%8B/` } })
  })

  it.each([
    ['to itself', { '/0': '/0' }, 1],
    ['in a circle', { '/0': '/1', '/1': '/2', '/2': '/0' }, 3],
    ['to itself under another fragment', { '/0': '/0#again' }, 1],
  ])('that lead %s end', async (_what, table, asked) => {
    const server = await serveRedirects(table)
    expect(await stage.exchanger().exchange(aRequest(`${server.origin}/0`))).toEqual({
      ok: false,
      failure: { kind: 'too-many-redirects', url: `${server.origin}/0` },
    })
    expect(server.seen).toHaveLength(asked)
  })

  it('are followed five times and no more', async () => {
    const server = await stage.serve((request, response) => {
      const hop = Number((request.url ?? '').slice(1))
      response.writeHead(302, { location: `/${String(hop + 1)}` }).end()
    })
    expect(await stage.exchanger().exchange(aRequest(`${server.origin}/0`))).toEqual({
      ok: false,
      failure: { kind: 'too-many-redirects', url: `${server.origin}/0` },
    })
    expect(server.seen).toHaveLength(6)
  })

  it.each([
    'file:///etc/passwd',
    'data:text/xml,<rss/>',
    'javascript:alert(1)',
    'ftp://127.0.0.1/',
    'app://kawaraban/',
    'http://',
    'http://[::1',
  ])('to %s are refused', async (to) => {
    const server = await serveRedirects({ '/': to })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toEqual({
      ok: false,
      failure: { kind: 'bad-redirect', url: `${server.origin}/`, to },
    })
  })

  it.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://2130706433/',
    '//192.168.1.1/',
  ])('into the local network are refused: %s', async (to) => {
    const server = await serveRedirects({ '/': to })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'private-address' },
    })
  })

  it('without an address are an answer like any other', async () => {
    const server = await stage.serve((_request, response) => response.writeHead(302).end())
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'http', status: 302 },
    })
  })

  it('do not wait for a text that never ends', async () => {
    const server = await stage.serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/b' }).write('Moved')
      else response.end('<rss/>')
    })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({ ok: true })
  })
})

describe('a user name and password in the address', () => {
  const signedIn = (url: string) => url.replace('http://', 'http://ann%20b:p%C3%A4ss@')
  const expected = `Basic ${Buffer.from('ann b:päss').toString('base64')}`
  /** Without the guard, and every name is this machine: two origins that may really be reached. */
  const unguarded = (): Connections => {
    const agent = new Agent({
      connect: {
        lookup: (_host, _options, done) => {
          done(null, [{ address: '127.0.0.1', family: 4 }])
        },
      },
    })
    return {
      agentFor: () => agent,
      addressesOf: () => Promise.resolve(['93.184.216.34']),
      onConnected: () => () => undefined,
      through: () => agent,
      close: () => agent.destroy(),
    }
  }

  it('goes to its own origin, through redirects too, and into no report', async () => {
    const server = await serveRedirects({ '/': '/feed' })
    const outcome = await stage.exchanger().exchange(aRequest(signedIn(`${server.origin}/`)))
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([expected, expected])
    expect(outcome.ok && outcome.value.kind === 'fresh' && outcome.value.finalUrl).toBe(
      `${server.origin}/feed`,
    )
    expect(JSON.stringify(outcome)).not.toContain('ann')
  })

  it('never leaves it, and is not taken up again on the way back', async () => {
    const server: Loopback = await stage.serve((request, response) => {
      const port = String(server.port)
      if (request.url === '/') response.writeHead(302, { location: `http://b.example:${port}/away` }).end()
      else if (request.url === '/away')
        response.writeHead(302, { location: `http://a.example:${port}/back` }).end()
      else response.end('<rss/>')
    })
    const { exchange } = stage.exchanger({ connections: unguarded() })
    const outcome = await exchange(aRequest(signedIn(`http://a.example:${String(server.port)}/`)))
    expect(outcome).toMatchObject({ ok: true })
    expect(
      server.seen.map(({ headers: { host, authorization } }) => [host?.slice(0, 9), authorization]),
    ).toEqual([
      ['a.example', expected],
      ['b.example', undefined],
      ['a.example', undefined],
    ])
  })

  it('is not taken from a Location header', async () => {
    const server: Loopback = await stage.serve((request, response) => {
      if (request.url === '/') {
        const location = `http://eve:trick@127.0.0.1:${String(server.port)}/feed`
        response.writeHead(302, { location }).end()
      } else response.end('<rss/>')
    })
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome).toMatchObject({ ok: true, value: { redirects: [{ to: `${server.origin}/feed` }] } })
    expect(server.seen[1]?.headers.authorization).toBeUndefined()
  })
})
