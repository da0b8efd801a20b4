/** Covers main/store/headlineRows.ts and lines.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newestFirst, readRow, rowText } from '../../../../main/store/headlineRows.ts'
import { entriesOf, readLines, writeLines } from '../../../../main/store/lines.ts'
import { anArticle } from '../../../helpers/library.ts'

describe('a headline as a row', () => {
  it('comes back as it was, for any text', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.array(text),
        fc.option(fc.nat()),
        (title, url, key, contributors, changedAt) => {
          const { headline } = anArticle({ title, url, secondKey: key, contributors, changedAt, record: 3 })
          expect(readRow(JSON.parse(rowText(headline)))).toEqual(headline)
        },
      ),
    )
  })

  it('does not write the end of the address twice', () => {
    const { headline } = anArticle({ url: 'https://harbour.example/ferry', secondKey: '/ferry' })
    expect(rowText(headline).split('/ferry')).toHaveLength(2)
    expect(readRow(JSON.parse(rowText(headline)))?.secondKey).toBe('/ferry')
  })

  it.each([null, 7, [], ['a1'], { id: 'a1' }, Array.from({ length: 13 }, () => null)])(
    'is not made of %j',
    (row) => {
      expect(readRow(row)).toBeNull()
    },
  )

  it('sorts newest first, and by id at the same time', () => {
    const rows = [
      anArticle({ id: 'b', sortedAt: 5 }),
      anArticle({ id: 'a', sortedAt: 5 }),
      anArticle({ id: 'c', sortedAt: 9 }),
    ].map(({ headline }) => headline)
    expect(rows.sort(newestFirst).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})

describe('a file of lines', () => {
  it('is JSON as a whole and gives its entries back in order', async () => {
    const entries = Array.from({ length: 3000 }, (_, n) => JSON.stringify([n, '港'.repeat(n % 300), 'a,\nb']))
    const bytes = await writeLines(1, entries)
    expect((JSON.parse(Buffer.from(bytes).toString()) as { rows: unknown[] }).rows).toHaveLength(3000)
    const lines = readLines(bytes)
    expect(lines?.pieces.length).toBeGreaterThan(1)
    expect(lines?.pieces.flatMap(entriesOf)).toEqual(entries)
  })

  it('may have no entries', async () => {
    expect(readLines(await writeLines(1, []))).toEqual({ schema: 1, pieces: [] })
  })

  it('does not read when its end is missing', async () => {
    const bytes = await writeLines(1, ['[1]', '[2]'])
    for (let length = 0; length < bytes.length; length += 1)
      expect(readLines(bytes.subarray(0, length))).toBeNull()
  })
})
