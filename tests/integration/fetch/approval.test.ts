/** Covers main/fetch/admission.ts and connections.ts: what an allowance opens, and what was really connected to. */
import type { LookupFunction } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AddressClass } from '../../../preload/contract/failure.ts'
import type { Approval } from '../../../main/model/exchange.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

/** Every name leads to these. */
const leadingTo =
  (...addresses: readonly string[]): LookupFunction =>
  (_host, _options, done) => {
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }

function askerWith(lookup?: LookupFunction) {
  const { exchange } = stage.exchanger({
    ...(lookup === undefined ? {} : { lookup }),
    quick: { connectMs: 300, totalMs: 1000, perAddressMs: 100 },
  })
  return async (url: string, where: Approval['class'] | null) => {
    const reached: AddressClass[] = []
    const approval = where === null ? null : { origin: new URL(url).origin, class: where }
    const outcome = await exchange(aRequest(url, { approval }), undefined, (to) => reached.push(to))
    return { outcome, reached: [...new Set(reached)] }
  }
}

describe('an allowance', () => {
  it('tells what a socket connected to, also when the answer is a refusal', async () => {
    const server = await stage.serve((request, response) => {
      response.writeHead(request.url === '/feed' ? 200 : 401).end()
    })
    const ask = askerWith()
    expect(await ask(`${server.origin}/feed`, 'any')).toMatchObject({
      outcome: { ok: true },
      reached: ['loopback'],
    })
    // Over the connection that is open already.
    expect(await ask(`${server.origin}/locked`, 'loopback')).toMatchObject({
      outcome: { ok: false, failure: { kind: 'http', status: 401 } },
      reached: ['loopback'],
    })
  })

  it('tells it while the server is still silent, and nothing where nobody took the connection', async () => {
    const silent = await stage.serve(() => undefined)
    const closed = await stage.serve(() => undefined)
    const ask = askerWith()
    expect((await ask(silent.origin, 'any')).reached).toEqual(['loopback'])
    await stage.clear()
    expect(await askerWith()(closed.origin, 'any')).toMatchObject({
      outcome: { ok: false, failure: { kind: 'unreachable' } },
      reached: [],
    })
  })

  it.each<[string, Approval['class'], readonly string[]]>([
    ['this machine, where the network was allowed', 'private', ['127.0.0.1']],
    ['this machine, where the cable was allowed', 'link-local', ['127.0.0.1']],
    ['the network, where this machine was allowed', 'loopback', ['10.0.0.1']],
    ['the cable, where the network was allowed', 'private', ['169.254.7.7']],
    ['the metadata service, where the cable was allowed', 'link-local', ['169.254.169.254']],
    ['the metadata service of another cloud', 'private', ['100.100.100.200']],
    ['the metadata service, whatever was allowed', 'any', ['169.254.169.254']],
    ['Azure’s, which looks public', 'any', ['168.63.129.16']],
    ['this machine and a public address', 'any', ['127.0.0.1', '93.184.216.34']],
    ['this machine and the metadata service', 'loopback', ['127.0.0.1', '169.254.169.254']],
    ['nowhere', 'any', ['0.0.0.0']],
  ])('does not hold for a name that by now leads to %s', async (_what, where, addresses) => {
    const server = await stage.serve((_request, response) => response.end('secret'))
    const ask = askerWith(leadingTo(...addresses))
    const { outcome, reached } = await ask(`http://nas.example:${String(server.port)}/`, where)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'private-address' } })
    expect(reached).toEqual([])
    expect(server.connections()).toBe(0)
  })

  it.each([
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '168.63.129.16',
    'metadata.google.internal',
  ])('cannot be given for %s', async (host) => {
    const ask = askerWith(leadingTo('127.0.0.1'))
    for (const where of ['any', 'loopback', 'private', 'link-local'] as const) {
      const { outcome } = await ask(`http://${host}/latest/meta-data/`, where)
      // Nothing to allow is offered either.
      expect(outcome).toEqual({ ok: false, failure: { kind: 'private-address', host } })
    }
  })

  it('takes of a device on the cable the address that was allowed', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const ask = askerWith(leadingTo('fe80::1%eth9', '127.0.0.1'))
    const url = `http://nas.example:${String(server.port)}/`
    expect(await ask(url, 'loopback')).toMatchObject({ outcome: { ok: true }, reached: ['loopback'] })
  })

  it('is asked for with what the address is', async () => {
    for (const [address, where] of [
      ['127.0.0.1', 'loopback'],
      ['10.1.2.3', 'private'],
      ['169.254.7.7', 'link-local'],
      ['fd12::1', 'private'],
    ] as const) {
      const { outcome } = await askerWith(leadingTo(address))('http://nas.example/', null)
      expect(outcome).toEqual({ ok: false, failure: { kind: 'private-address', host: 'nas.example', where } })
    }
  })
})
