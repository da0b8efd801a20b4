/** Covers main/fetch/ranges.ts and ownNetworks.ts: no network; the machine's own addresses are handed in. */
import { describe, expect, it } from 'vitest'
import { networksOf } from '../../../../main/fetch/ownNetworks.ts'
import { rangeOf } from '../../../../main/fetch/ranges.ts'
import { blocks } from '../../../fixtures/ranges.ts'

describe('a block that is not the public internet', () => {
  it.each(blocks)('$name is $is from its first address to its last', ({ is, first, last, before, after }) => {
    expect([rangeOf(first, []), rangeOf(last, [])]).toEqual([is, is])
    for (const [address, range] of [before, after].filter((side) => side !== null))
      expect([address, rangeOf(address, [])]).toEqual([address, range])
  })

  it('is one of at least 39', () => {
    expect(new Set(blocks.map(({ name }) => name)).size).toBeGreaterThanOrEqual(39)
  })
})

describe('what is no address, or says too much', () => {
  it.each([
    '',
    'paper.example',
    '127.1',
    '0x7f000001',
    '[::1]',
    '1.2.3.4.5',
    '8.8.8.8%eth0',
    '2606::1%1',
    'fd00::1%2',
  ])('%j is nowhere', (text) => {
    expect(rangeOf(text, [])).toBe('never')
  })

  it('a zone belongs to a link-local address', () => {
    expect(rangeOf('fe80::1%eth0', [])).toBe('link-local')
  })
})

describe('the networks of this machine', () => {
  const own = networksOf({
    lo: [info('127.0.0.1', 'IPv4', '127.0.0.1/8'), info('::1', 'IPv6', '::1/128')],
    eth0: [
      info('85.10.20.30', 'IPv4', '85.10.20.30/28'),
      info('192.168.1.5', 'IPv4', '192.168.1.5/8'),
      info('2a01:4f8:1:2::5', 'IPv6', '2a01:4f8:1:2::5/128'),
    ],
    tun0: [info('86.1.2.3', 'IPv4', '86.1.2.3/0')],
  })

  it.each([
    ['its own address', '85.10.20.30', 'private'],
    ['the first of its network', '85.10.20.16', 'private'],
    ['the last of its network', '85.10.20.31', 'private'],
    ['the one below', '85.10.20.15', 'public'],
    ['the one above', '85.10.20.32', 'public'],
    ['its own, mapped', '::ffff:85.10.20.30', 'private'],
    ['its own, behind NAT64', '64:ff9b::85.10.20.30', 'private'],
    ['its own, in 6to4', '2002:550a:141e::1', 'private'],
    ['a neighbour by IPv6', '2a01:4f8:1:2:ffff::1', 'private'],
    ['the next /64', '2a01:4f8:1:3::1', 'public'],
    ['what a mask of a private address would cover', '192.1.1.1', 'public'],
    ['its own address in a tunnel', '86.1.2.3', 'private'],
    ['what a tunnel leads to', '86.1.2.4', 'public'],
    ['a mapped public address, in the /64 of ::1', '::ffff:8.8.8.8', 'public'],
  ])('%s: %s is %s', (_what, address, range) => {
    expect(rangeOf(address, own)).toBe(range)
  })
})

function info(address: string, family: 'IPv4' | 'IPv6', cidr: string) {
  const rest = { address, netmask: '', mac: '', internal: false, cidr }
  return family === 'IPv4' ? { ...rest, family } : { ...rest, family, scopeid: 0 }
}
