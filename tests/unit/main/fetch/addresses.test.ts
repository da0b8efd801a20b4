/** Covers main/fetch/addresses.ts. The resolver and the clock are handed in. */
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { addressesOf, countedAt, rememberingLookup } from '../../../../main/fetch/addresses.ts'

const found: Readonly<Record<string, readonly string[]>> = {
  'a.example': ['192.0.2.7', '192.0.2.8'],
  'b.example': ['192.0.2.7'],
  'six.example': ['2001:db8::1', '192.0.2.7'],
  'here.example': ['127.0.0.1'],
}

/** As a request is counted. */
const addressOf = async (...asked: Parameters<typeof addressesOf>) => countedAt(await addressesOf(...asked))

function aResolver() {
  const asked: string[] = []
  const lookup: LookupFunction = (hostname, _options, done) => {
    asked.push(hostname)
    const addresses = found[hostname]
    if (addresses === undefined) done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), '')
    else
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
  }
  return { asked, lookup }
}

describe('the address that a host counts at', () => {
  it.each([
    ['a.example', '192.0.2.7'],
    ['b.example', '192.0.2.7'],
    ['six.example', '2001:db8::1'],
    ['192.0.2.9', '192.0.2.9'],
    ['[2001:db8::9]', '2001:db8::9'],
  ])('is the one that is tried first: %s', async (hostname, address) => {
    expect(await addressOf(hostname, aResolver().lookup, 1000)).toBe(address)
  })

  it.each(['here.example', '127.0.0.1', '[::1]'])('is none on this machine: %s', async (hostname) => {
    expect(await addressOf(hostname, aResolver().lookup, 1000)).toBeNull()
  })

  it('fails as the resolver of the system fails, which hands over nothing beside its error', async () => {
    const error = Object.assign(new Error('none'), { code: 'ENOTFOUND' })
    const lookup: LookupFunction = (_hostname, _options, done) => {
      ;(done as (error: Error) => void)(error)
    }
    for (const one of [lookup, rememberingLookup(lookup, () => 0)])
      await expect(addressOf('c.example', one, 1000)).rejects.toBe(error)
  })

  it('fails as the resolver fails, and when it never answers', async () => {
    await expect(addressOf('c.example', aResolver().lookup, 1000)).rejects.toMatchObject({
      code: 'ENOTFOUND',
    })
    await expect(addressOf('c.example', () => undefined, 5)).rejects.toMatchObject({
      code: 'UND_ERR_CONNECT_TIMEOUT',
    })
  })
})

describe('a resolver that remembers', () => {
  it('asks once for half a minute, and anew after it or after a failure', async () => {
    let now = 0
    const { asked, lookup } = aResolver()
    const remembering = rememberingLookup(lookup, () => now)
    for (const at of [0, 29_999, 30_000]) {
      now = at
      expect(await addressOf('a.example', remembering, 1000)).toBe('192.0.2.7')
    }
    expect(asked).toEqual(['a.example', 'a.example'])
    for (let time = 0; time < 2; time += 1)
      await addressOf('c.example', remembering, 1000).catch(() => undefined)
    expect(asked.slice(2)).toEqual(['c.example', 'c.example'])
  })
})
