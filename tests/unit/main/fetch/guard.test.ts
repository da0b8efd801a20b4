/** Covers main/fetch/guard.ts. No network; the resolver is handed in. */
import { describe, expect, it } from 'vitest'
import type { LookupAddress } from 'node:dns'
import {
  guardedLookup,
  isLoopbackHost,
  isPrivateLiteral,
  isPublicAddress,
} from '../../../../main/fetch/guard.ts'
import { privateHosts } from '../../../fixtures/addresses.ts'

describe('isPrivateLiteral', () => {
  it.each(privateHosts)('knows %s for what it is', (host) => {
    expect(isPrivateLiteral(new URL(`http://${host}/`).hostname)).toBe(true)
  })

  it.each(['paper.example', 'localhost', '127.0.0.1.paper.example', '10.example', 'fd00.example'])(
    'leaves the name %s to the look-up',
    (host) => {
      expect(isPrivateLiteral(host)).toBe(false)
    },
  )

  it.each(['93.184.216.34', '1.1.1.1', '[2606:4700::1111]', '[2a00:1450:4001::1]'])(
    'lets %s through',
    (host) => {
      expect(isPrivateLiteral(new URL(`http://${host}/`).hostname)).toBe(false)
    },
  )
})

describe('isPublicAddress', () => {
  it.each([
    ['an IPv4-mapped public address', '::ffff:8.8.8.8'],
    ['a public address behind NAT64', '64:ff9b::808:808'],
    ['a public address in 6to4', '2002:808:808::1'],
    ['a public client and server in Teredo', '2001:0:808:808:0:0:f7f7:f7f7'],
    ['the last address below 10/8', '9.255.255.255'],
    ['the first above 172.16/12', '172.32.0.0'],
    ['the last below 100.64/10', '100.63.255.255'],
    ['the first above 169.254/16', '169.255.0.0'],
  ])('takes %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '',
    'paper.example',
    '127.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
    '1.2.3.4.5',
    'fe80::1%eth0',
    '2606::1%1',
  ])('fails closed on %j', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })
})

describe('isLoopbackHost', () => {
  it.each([
    ['localhost', true],
    ['localhost.', true],
    ['feeds.localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['[::1]', true],
    ['notlocalhost', false],
    ['127.paper.example', false],
    ['10.0.0.1', false],
  ])('%s: %s', (host, is) => {
    expect(isLoopbackHost(host)).toBe(is)
  })
})

describe('guardedLookup', () => {
  const ask = (found: readonly LookupAddress[], options: { all?: boolean } = { all: true }) =>
    new Promise((resolve) => {
      const lookup = guardedLookup((_name, asked, done) => {
        expect(asked.all).toBe(true)
        done(null, [...found])
      })
      lookup('paper.example', options, (error, address, family) => {
        resolve(error === null ? { address, family } : error.code)
      })
    })
  const open = { address: '93.184.216.34', family: 4 }
  const home = { address: '192.168.1.1', family: 4 }

  it('hands public addresses on as they came', async () => {
    expect(await ask([open])).toEqual({ address: [open], family: undefined })
  })

  it('gives one address to a caller who asked for one', async () => {
    expect(await ask([open, open], {})).toEqual(open)
  })

  it('refuses a name that leads home', async () => {
    expect(await ask([home])).toBe('PRIVATE_ADDRESS')
  })

  it('refuses a name with one private address among public ones', async () => {
    expect(await ask([open, home, open])).toBe('PRIVATE_ADDRESS')
  })

  it('knows a name without addresses for what it is', async () => {
    expect(await ask([])).toBe('ENOTFOUND')
  })

  it('judges a resolver that answers with a single address', async () => {
    const answer = await new Promise((resolve) => {
      guardedLookup((_name, _options, done) => {
        done(null, '10.0.0.7', 4)
      })('paper.example', {}, resolve)
    })
    expect(answer).toMatchObject({ code: 'PRIVATE_ADDRESS' })
  })

  it("passes the resolver's own error on", async () => {
    const answer = await new Promise((resolve) => {
      guardedLookup((_name, _options, done) => {
        done(Object.assign(new Error('no'), { code: 'EAI_AGAIN' }), '')
      })('paper.example', {}, resolve)
    })
    expect(answer).toMatchObject({ code: 'EAI_AGAIN' })
  })
})
