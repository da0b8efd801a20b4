/** Covers main/store/frames.ts and crc32c.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32c } from '../../../../main/store/crc32c.ts'
import { frameInSteps, frameOf, readFrames } from '../../../../main/store/frames.ts'

const texts = ['{"a":1}', '{"b":"港"}', '{}', '{"c":[1,2,3]}']
const journal = Buffer.concat(texts.map((text, n) => frameOf(n + 5, text)))
const read = (bytes: Uint8Array) => readFrames(bytes).frames.map(({ json }) => json.toString())

describe('crc32c', () => {
  it('gives the sums of RFC 3720', () => {
    const rising = Uint8Array.from({ length: 32 }, (_, n) => n)
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43)
    expect(crc32c(rising)).toBe(0x46dd794e)
    expect(crc32c(rising.subarray(9), crc32c(rising.subarray(0, 9)))).toBe(0x46dd794e)
  })
})

describe('frames', () => {
  it('come back as they were written', () => {
    expect(readFrames(journal)).toMatchObject({ goodBytes: journal.length, tail: 'clean' })
    expect(read(journal)).toEqual(texts)
    expect(readFrames(journal).frames.map(({ seq }) => seq)).toEqual([5, 6, 7, 8])
  })

  it('are the same made at once and in steps', async () => {
    for (const length of [0, 1, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 1_300_000]) {
      const text = Buffer.alloc(length, '{"port":"港"}')
      expect((await frameInSteps(7, text)).equals(frameOf(7, text)), String(length)).toBe(true)
    }
  })

  it('that were cut at any byte give those before, and count as torn, not as damaged', () => {
    for (let length = 0; length < journal.length; length += 1) {
      const { frames, goodBytes, tail } = readFrames(journal.subarray(0, length))
      expect(frames.map(({ json }) => json.toString())).toEqual(texts.slice(0, frames.length))
      expect(tail).toBe(goodBytes === length ? 'clean' : 'torn')
    }
  })

  it('with any bit turned give those before, and count as damaged or torn, never as clean', () => {
    for (let bit = 0; bit < journal.length * 8; bit += 1) {
      const damaged = Buffer.from(journal)
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const { frames, tail } = readFrames(damaged)
      expect(frames.map(({ json }) => json.toString())).toEqual(texts.slice(0, frames.length))
      expect(frames.length).toBeLessThan(4)
      expect(tail).not.toBe('clean')
      // Whatever was acknowledged and is not there any more is not passed over in silence.
      if (frames.length < 3) expect(tail).toBe('damaged')
    }
  })

  it.each([
    ['twice the same number', [5, 6, 6]],
    ['a number too small', [5, 6, 4]],
    ['a number of the future', [5, 6, 9]],
  ])('end before %s', (_, numbers) => {
    const bytes = Buffer.concat(numbers.map((seq) => frameOf(seq, '{}')))
    expect(readFrames(bytes)).toMatchObject({ frames: [{ seq: 5 }, { seq: 6 }], tail: 'damaged' })
  })

  it('followed by NUL bytes or by other text are damaged there', () => {
    for (const rest of ['\0\0\0\0', 'x', '\n', '0000000g', '00000002 00000000 000000000009 {}\n']) {
      expect(readFrames(Buffer.concat([journal, Buffer.from(rest)]))).toMatchObject({
        goodBytes: journal.length,
        tail: 'damaged',
      })
    }
  })

  it('are read from any bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(readFrames(bytes).frames).toEqual([])
      }),
    )
  })
})
