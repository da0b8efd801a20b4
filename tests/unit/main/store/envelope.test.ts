/** Covers main/store/envelope.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../../main/store/envelope.ts'

const text = '{"feeds":["港の新聞"],"n":1}'
const sealed = seal('subscriptions', { schema: 3, seq: 41, payload: Buffer.from(text) })

describe('an envelope', () => {
  it('gives back what was sealed', () => {
    const opened = unseal('subscriptions', sealed)
    expect([opened?.schema, opened?.seq, opened?.payload.toString()]).toEqual([3, 41, text])
  })

  it('is one JSON document that a person can read', () => {
    expect(JSON.parse(Buffer.from(sealed).toString())).toMatchObject({
      magic: 'kawaraban',
      data: { feeds: ['港の新聞'], n: 1 },
    })
  })

  it('does not open under the name of another file', () => {
    expect(unseal('marks', sealed)).toBeNull()
  })

  it('does not open when any single bit is turned', () => {
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const damaged = Buffer.from(sealed)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      if (unseal('subscriptions', damaged) !== null) throw new Error(`bit ${String(bit)} went unnoticed`)
    }
  })

  it('does not open when it was cut anywhere, or when something was added', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(unseal('subscriptions', sealed.subarray(0, length))).toBeNull()
    }
    expect(unseal('subscriptions', Buffer.concat([sealed, Buffer.from('\n')]))).toBeNull()
  })

  it.each(['', 'null', '0', '""', '[]', '{}', '\0'.repeat(4096)])('does not open %j', (content) => {
    expect(unseal('subscriptions', Buffer.from(content))).toBeNull()
  })

  it('opens for any payload, schema and sequence', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 999 }), fc.nat(), (bytes, schema, seq) => {
        const opened = unseal('marks', seal('marks', { schema, seq, payload: bytes }))
        expect(opened).toEqual({ schema, seq, payload: Buffer.from(bytes) })
      }),
    )
  })
})
