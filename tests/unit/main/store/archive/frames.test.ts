/** Covers main/store/archive/frames.ts and segmentFile.ts: records as bytes, and finding the whole ones among damaged ones. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAt, frameParts, isTorn } from '../../../../../main/store/archive/frames.ts'
import type { ArchiveFrame } from '../../../../../main/store/archive/frames.ts'
import {
  headOf,
  headParts,
  numberOfSegment,
  scanSegment,
  segmentName,
} from '../../../../../main/store/archive/segmentFile.ts'

const json = fc.json({ stringUnit: 'grapheme' }).map((text) => JSON.stringify(JSON.parse(text)))
const one = fc.record({ meta: json, text: fc.option(json) })
type One = { readonly meta: string; readonly text: string | null }
const bytesOf = (all: readonly One[], from = 1) =>
  Buffer.concat(
    all.flatMap(({ meta, text }, n) => frameParts(from + n, meta, text === null ? null : Buffer.from(text))),
  )
const saidBy = ({ meta, text }: ArchiveFrame): One => ({
  meta: meta.toString(),
  text: text === null ? null : text.toString(),
})
const scan = async (bytes: Buffer, at = 0) => {
  const found: (One & { readonly seq: number })[] = []
  const result = await scanSegment(bytes, at, (frame) => found.push({ ...saidBy(frame), seq: frame.seq }))
  return { ...result, found }
}
const three: readonly One[] = [
  { meta: '["a",1]', text: '{"body":"one"}' },
  { meta: '["b",2]', text: null },
  { meta: '["c",3]', text: '{"body":"港"}' },
]

describe('a frame', () => {
  it('reads as it was written, whatever it says', () => {
    fc.assert(
      fc.property(one, fc.nat(999_999_999_999), (said, seq) => {
        const bytes = bytesOf([said], seq)
        const frame = frameAt(bytes, 0)
        expect(frame === null ? null : { ...saidBy(frame), seq: frame.seq, length: frame.length }).toEqual({
          ...said,
          seq,
          length: bytes.length,
        })
      }),
    )
  })

  it('reads not at all with any bit of it turned, but for one that spells a digit of its sum otherwise', () => {
    const bytes = bytesOf([{ meta: '["a"]', text: '{}' }])
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const harmed = Buffer.from(bytes)
      harmed[bit >> 3] = (harmed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(frameAt(harmed, 0), String(bit)).toBeNull()
    }
  })

  it('reads not at all where it was cut', () => {
    const bytes = bytesOf([{ meta: '["a"]', text: '{}' }])
    for (let length = 0; length < bytes.length; length += 1)
      expect(frameAt(bytes.subarray(0, length), 0)).toBeNull()
  })
})

describe('a segment', () => {
  it('gives its records in order, and its head apart', async () => {
    const head = Buffer.concat([...headParts('harbour', 7, true)])
    const { found, gaps, goodBytes, ...rest } = await scan(Buffer.concat([head, bytesOf(three, 7)]))
    expect(found).toEqual(three.map((each, n) => ({ ...each, seq: 7 + n })))
    expect(rest).toEqual({ head: { schema: 1, feed: 'harbour', from: 7, isGapped: true }, isTorn: false })
    expect([gaps, goodBytes]).toEqual([[], head.length + bytesOf(three, 7).length])
    expect([headOf(head)?.from, headOf(bytesOf(three))]).toEqual([7, null])
  })

  it('loses the records that damage hits, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(7),
        async (all, at, bit) => {
          const bytes = bytesOf(all)
          const place = at % bytes.length
          bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
          let end = 0
          const hit = all.findIndex((each, n) => place < (end += bytesOf([each], n + 1).length))
          const { found, gaps } = await scan(bytes)
          // A turned line end joins the next one to it.
          expect(found.map(({ seq }) => seq).filter((seq) => seq !== hit + 2)).toEqual(
            all.map((_, n) => n + 1).filter((seq) => seq !== hit + 1 && seq !== hit + 2),
          )
          expect(gaps.length).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('finds the next record behind junk of any kind, and says where the junk lies', async () => {
    const before = bytesOf(three.slice(0, 1))
    const behind = bytesOf(three.slice(1), 2)
    for (const junk of ['\n', '\n\n\n', 'junk\n', '\0\0\0\n', '0000000a 00000000 000000000002 ["b",2]\n']) {
      const { found, gaps } = await scan(Buffer.concat([before, Buffer.from(junk), behind]))
      expect(found.map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect(gaps).toEqual([{ from: before.length, to: before.length + junk.length }])
    }
  })

  it('has no damage at its end where a write was never finished', async () => {
    const whole = bytesOf(three.slice(0, 2))
    const next = bytesOf(three.slice(2), 3)
    for (let length = 0; length < next.length; length += 1) {
      for (const zeros of [0, 1, 4096]) {
        const cut = Buffer.concat([whole, next.subarray(0, length), Buffer.alloc(zeros)])
        const { gaps, goodBytes, found } = await scan(cut)
        expect([gaps, goodBytes, found.length], `${String(length)} ${String(zeros)}`).toEqual([
          [],
          whole.length,
          2,
        ])
      }
    }
    expect(isTorn(Buffer.from('Not a record'), { from: 0, to: 12 })).toBe(false)
    expect(isTorn(Buffer.concat([next, Buffer.alloc(9)]), { from: 0, to: next.length + 9 })).toBe(false)
  })

  it('has a name that sorts by its first number', () => {
    const numbers = [1, 9, 10, 123_456_789]
    expect(numbers.map(segmentName).map(numberOfSegment)).toEqual(numbers)
    expect(numbers.map(segmentName).toSorted()).toEqual(numbers.map(segmentName))
    expect(['1.log', '000000000001.idx', '000000000001.log.7.ab.tmp'].map(numberOfSegment)).toEqual([
      null,
      null,
      null,
    ])
  })
})
