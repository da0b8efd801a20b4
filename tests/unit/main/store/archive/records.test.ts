/** Covers main/store/archive/records.ts, wreckage.ts, segmentIndex.ts and rows.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredHeadline } from '../../../../../main/model/article.ts'
import { emptyState } from '../../../../../main/store/archive/feedState.ts'
import { frameParts } from '../../../../../main/store/archive/frames.ts'
import { metaOf, readRecord } from '../../../../../main/store/archive/records.ts'
import { mergeRows } from '../../../../../main/store/archive/rows.ts'
import { indexSegment, indexText, readIndex } from '../../../../../main/store/archive/segmentIndex.ts'
import { recordsInGaps, sortWreckage } from '../../../../../main/store/archive/wreckage.ts'
import { newestFirst } from '../../../../../main/store/headlineRows.ts'
import { anArticle } from '../../../../helpers/library.ts'
import { aHeadline, aRecord } from './aHistory.ts'

describe('a record', () => {
  it('comes back as it was, of every kind', () => {
    fc.assert(
      fc.property(aRecord, (record) => {
        expect(readRecord(JSON.parse(metaOf(record)))).toEqual(record)
      }),
    )
  })

  it.each([
    null,
    7,
    {},
    [],
    ['unheard-of', 1],
    ['added', []],
    ['changed', null, 1],
    ['text', '../x', 1],
    ['text', 'a1', 'x'],
    ['removed', ['a1', 7], []],
    ['removed', 'a1', []],
    ['deleted', [], 1, 'x', null],
    ['fetched', null, null, null],
  ])('is not made of %j', (meta) => {
    expect(readRecord(meta)).toBeNull()
  })
})

describe('what damage leaves of records', () => {
  const line = (text: string) => Buffer.from(`${text}\n`)
  const frame = (n: number, record: Parameters<typeof metaOf>[0], text: string | null = '{"body":1}') =>
    Buffer.concat([...frameParts(n, metaOf(record), text === null ? null : Buffer.from(text))])
  const { headline } = anArticle({ title: 'Late ferry' })
  const lost = (bytes: Buffer, state = emptyState()) =>
    sortWreckage(recordsInGaps(bytes, [{ from: 0, to: bytes.length }]), state)

  it('is told by its title, where that still shows, whatever is damaged beside it', () => {
    const bytes = frame(4, { kind: 'added', headline })
    for (const at of [0, 12, 25, bytes.length - 3]) {
      const harmed = Buffer.from(bytes)
      harmed[at] = (harmed[at] ?? 0) ^ 1
      expect(lost(harmed).lost.map(({ title }) => title)).toEqual(['Late ferry'])
    }
  })

  it('is not told as lost where it is there all the same, or nothing is missing without it', () => {
    const state = emptyState()
    state.headlines.set(headline.id, headline)
    expect(lost(frame(4, { kind: 'added', headline }), state)).toEqual({
      lost: [],
      harmless: 1,
      unreadable: 0,
    })
    const validators = { etag: null, lastModified: null, bodyHash: 'x' }
    expect(lost(frame(4, { kind: 'fetched', validators }, null))).toEqual({
      lost: [],
      harmless: 1,
      unreadable: 0,
    })
    const changed = { ...headline, contentHash: 'other' }
    expect(lost(frame(4, { kind: 'changed', headline: changed, at: 1 }), state).lost).toHaveLength(1)
  })

  it('is counted where it shows nothing', () => {
    expect(lost(Buffer.concat([line('junk'), line('["added",'), Buffer.from('\0\0')]))).toEqual({
      lost: [],
      harmless: 0,
      unreadable: 3,
    })
  })
})

describe('an index', () => {
  it('comes back as it was, and leads to every record', async () => {
    const all = [1, 2, 9].map((n) => frameParts(n, `["x",${String(n)}]`, null))
    const bytes = Buffer.concat(all.flat())
    const index = await indexSegment(bytes)
    expect(index.bytes).toBe(bytes.length)
    for (const [seq, { from, length }] of index.places)
      expect(bytes.toString('utf8', from, from + length)).toContain(`["x",${String(seq)}]`)
    expect(readIndex(indexText(index))).toEqual(index)
  })

  it('is not believed with any bit of it turned, or cut', () => {
    const text = Buffer.from(indexText({ bytes: 120, places: new Map([[1, { from: 60, length: 60 }]]) }))
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const harmed = Buffer.from(text)
      harmed[bit >> 3] = (harmed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const read = readIndex(harmed.toString('latin1'))
      // Of how many bytes it is stands outside its sum: with another number it fits no segment.
      if (read !== null) expect([read.bytes === 120, read.places.size]).toEqual([false, 1])
    }
    for (let length = 0; length < text.length; length += 1)
      expect(readIndex(text.toString('utf8', 0, length))).toBeNull()
  })
})

describe('rows', () => {
  it('with some gone and some come are as if they were sorted anew, and the old ones stay as they were', () => {
    const rows = fc.uniqueArray(aHeadline, { selector: ({ id }) => id, maxLength: 10 })
    const many = fc
      .tuple(fc.array(rows, { maxLength: 20 }), fc.func(fc.boolean()))
      .map(([groups, isGone]) => ({ all: groups.flatMap(numbered), isGone }))
    fc.assert(
      fc.property(many, ({ all, isGone }) => {
        const [old, come] = [all.filter((_, n) => n % 3 > 0), all.filter((_, n) => n % 3 === 0)]
        const before = old.toSorted(newestFirst)
        const copy = [...before]
        const gone = before.filter(({ id }) => isGone(id))
        const expected = [...before.filter((row) => !gone.includes(row)), ...come].toSorted(newestFirst)
        expect(mergeRows(before, gone, come)).toEqual(expected)
        expect(before).toEqual(copy)
      }),
    )
  })
})

function numbered(rows: readonly StoredHeadline[], group: number): readonly StoredHeadline[] {
  return rows.map((row) => ({ ...row, id: `${row.id}-${String(group)}` as StoredHeadline['id'] }))
}
