/** Covers the address guard inside a real exchange: what is refused gets no connection at all. */
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { privateHosts } from '../../fixtures/addresses.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const neverAsked: LookupFunction = (host) => {
  throw new Error(`${host} was looked up`)
}

/** Answers every name with the given addresses and counts how often it was asked. */
function resolver(...answers: readonly string[][]) {
  let asked = 0
  const lookup: LookupFunction = (_host, _options, done) => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    done(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { lookup, asked: () => asked }
}

describe('an ordinary request', () => {
  it.each(privateHosts)('is refused at http://%s/', async (host) => {
    const { exchange } = stage.exchanger({ lookup: neverAsked })
    expect(await exchange(aRequest(`http://${host}/feed`, { approval: null }))).toMatchObject({
      ok: false,
      failure: { kind: 'private-address', host: new URL(`http://${host}/`).host },
    })
  })

  it.each(['feed', 'page', 'picture'] as const)(
    'for a %s opens no connection to this machine',
    async (wants) => {
      const server = await stage.serve((_request, response) => response.end('secret'))
      const { exchange } = stage.exchanger()
      for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0.0.0.0']) {
        const url = `http://${host}:${String(server.port)}/`
        expect(await exchange(aRequest(url, { wants, approval: null }))).toMatchObject({
          ok: false,
          failure: { kind: 'private-address' },
        })
      }
      expect(server.connections()).toBe(0)
    },
  )

  it.each([
    ['to loopback', ['127.0.0.1']],
    ['to the local network', ['192.168.1.10']],
    ['to a mapped address', ['::ffff:127.0.0.1']],
    ['to the metadata service', ['169.254.169.254']],
    ['to a public address and a private one', ['93.184.216.34', '10.0.0.1']],
  ])('is refused for a name that leads %s', async (_what, addresses) => {
    const server = await stage.serve((_request, response) => response.end('secret'))
    const { lookup } = resolver(addresses)
    const { exchange } = stage.exchanger({ lookup })
    const host = `paper.example:${String(server.port)}`
    expect(await exchange(aRequest(`http://${host}/`, { approval: null }))).toMatchObject({
      ok: false,
      failure: { kind: 'private-address', host },
    })
    expect(server.connections()).toBe(0)
  })

  it('judges the very answer that it connects to: what the resolver says later changes nothing', async () => {
    const server = await stage.serve((_request, response) => response.end('secret'))
    const { lookup, asked } = resolver(['10.0.0.1'], ['127.0.0.1'])
    const { exchange } = stage.exchanger({ lookup })
    const request = aRequest(`http://paper.example:${String(server.port)}/`, { approval: null })
    await exchange(request)
    expect(asked()).toBe(1)
    await exchange(request)
    expect(asked()).toBe(1)
    expect(server.connections()).toBe(0)
  })
})

describe('an approved origin', () => {
  it('is asked although it is on this machine', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const { exchange } = stage.exchanger()
    expect(await exchange(aRequest(`${server.origin}/feed`))).toMatchObject({ ok: true })
  })

  it('is asked by name', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const { exchange } = stage.exchanger({ lookup: resolver(['127.0.0.1']).lookup })
    expect(await exchange(aRequest(`http://nas.example:${String(server.port)}/`))).toMatchObject({ ok: true })
  })

  it.each([
    ['another port', (port: number) => `http://127.0.0.1:${String(port + 1)}`],
    ['another scheme', (port: number) => `https://127.0.0.1:${String(port)}`],
    ['another spelling of the host', (port: number) => `http://localhost:${String(port)}`],
    ['a host that only begins the same', (port: number) => `http://127.0.0.1:${String(port)}.evil.example`],
    ['something that is no origin', () => 'null'],
    ['nothing', () => ''],
  ])('does not cover %s', async (_what, approved) => {
    const server = await stage.serve((_request, response) => response.end('secret'))
    const { exchange } = stage.exchanger()
    const request = aRequest(server.origin, {
      approval: { origin: approved(server.port), class: 'any' },
    })
    expect(await exchange(request)).toMatchObject({ ok: false, failure: { kind: 'private-address' } })
    expect(server.connections()).toBe(0)
  })

  it('does not cover where it redirects to', async () => {
    const inner = await stage.serve((_request, response) => response.end('secret'))
    const outer = await stage.serve((_request, response) => {
      response.writeHead(302, { location: `${inner.origin}/admin` }).end()
    })
    const { exchange } = stage.exchanger()
    expect(await exchange(aRequest(outer.origin))).toEqual({
      ok: false,
      failure: { kind: 'private-address', host: `127.0.0.1:${String(inner.port)}`, where: 'loopback' },
    })
    expect(inner.connections()).toBe(0)
  })

  it('covers a redirect within itself', async () => {
    const server = await stage.serve((request, response) => {
      if (request.url === '/') response.writeHead(301, { location: '/feed/' }).end()
      else response.end('<rss/>')
    })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: true,
      value: {
        finalUrl: `${server.origin}/feed/`,
        redirects: [{ status: 301, to: `${server.origin}/feed/` }],
      },
    })
  })

  it('never lends its open connection to a request without approval', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const { exchange } = stage.exchanger()
    expect(await exchange(aRequest(server.origin))).toMatchObject({ ok: true })
    expect(await exchange(aRequest(server.origin, { approval: null }))).toMatchObject({
      ok: false,
      failure: { kind: 'private-address' },
    })
    expect(server.seen).toHaveLength(1)
  })
})
