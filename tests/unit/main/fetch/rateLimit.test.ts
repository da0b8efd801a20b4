/** Covers turnOf of main/fetch/rateLimit.ts. Pure; the rest is in tests/integration/fetch/politeness.test.ts. */
import { describe, expect, it } from 'vitest'
import { turnOf } from '../../../../main/fetch/rateLimit.ts'

const turn = (address: string, wants: 'feed' | 'page' | 'picture' = 'feed') =>
  turnOf(new URL(address), { wants, gapMs: null, address: null })

describe('turnOf', () => {
  it('asks a host for one feed or page at a time, a second apart', () => {
    const expected = { key: 'https://paper.example', rank: 0, perKey: 1, gapMs: 1000, shared: null }
    expect(turn('https://paper.example/feed')).toEqual(expected)
    expect(turn('https://ann:pw@paper.example:443/x', 'page')).toEqual(expected)
  })

  it('asks for two pictures at a time, after feeds and pages', () => {
    expect(turn('https://paper.example/a.png', 'picture')).toMatchObject({ rank: 1, perKey: 2, gapMs: 100 })
  })

  it('takes another port and another scheme for another host', () => {
    const keys = ['http://a.example', 'https://a.example', 'http://a.example:8080'].map(
      (each) => turn(each).key,
    )
    expect(new Set(keys).size).toBe(3)
  })

  it('takes all hosts of one address for one server', () => {
    const [a, b] = ['https://a.example/', 'https://b.example/'].map((each) =>
      turnOf(new URL(each), { wants: 'feed', gapMs: null, address: '192.0.2.7' }),
    )
    expect(a?.key).not.toBe(b?.key)
    expect([a?.shared, b?.shared]).toEqual(Array(2).fill({ key: '192.0.2.7', atMost: 4 }))
  })

  it.each(['http://127.0.0.1:81/', 'http://localhost/', 'http://[::1]/'])(
    'does not spare this machine: %s',
    (each) => {
      expect(turn(each)).toMatchObject({ perKey: 1, gapMs: 0 })
    },
  )
})
