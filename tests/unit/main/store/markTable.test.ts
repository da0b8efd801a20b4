/** Covers main/store/markTable.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyMarks, readMarks } from '../../../../main/store/markTable.ts'
import { articleId } from '../../../helpers/library.ts'

const textOf = async (table: ReturnType<typeof emptyMarks>) => Buffer.from(await table.bytes()).toString()

describe('the table of marks', () => {
  it('reads back what it wrote, whatever the ids and times', async () => {
    const mark = fc.record({ read: fc.nat(), starred: fc.nat() }, { requiredKeys: [] })
    const ids = fc.stringMatching(/^[\w-]{1,80}$/)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(ids, mark)), async (marks) => {
        const table = emptyMarks()
        for (const [id, each] of marks) table.set(articleId(id), each)
        const read = await readMarks(await textOf(table))
        for (const [id, each] of new Map(marks)) expect(read?.get(articleId(id))).toEqual(each)
      }),
    )
  })

  it('is one JSON object of id to mark', async () => {
    const table = emptyMarks()
    table.set(articleId('a1'), { read: 5 })
    table.set(articleId('__proto__'), { starred: 6 })
    expect(Object.entries(JSON.parse(await textOf(table)) as object)).toEqual(
      expect.arrayContaining([
        ['a1', { read: 5 }],
        ['__proto__', { starred: 6 }],
      ]),
    )
  })

  it('writes a mark that changed after an earlier text was made', async () => {
    const table = emptyMarks()
    table.set(articleId('a1'), { read: 5 })
    await table.bytes()
    table.set(articleId('a1'), null)
    table.set(articleId('a2'), { read: 7 })
    expect(JSON.parse(await textOf(table))).toEqual({ a2: { read: 7 } })
  })

  it('keeps what a newer version noted on a mark', async () => {
    const table = await readMarks('{\n"a1":{"read":5,"tags":["kept"]}\n}')
    expect(JSON.parse(await textOf(table ?? emptyMarks()))).toEqual({ a1: { read: 5, tags: ['kept'] } })
  })

  it('knows the starred ones', () => {
    const table = emptyMarks()
    table.set(articleId('a1'), { starred: 1 })
    table.set(articleId('a2'), { starred: 1 })
    table.set(articleId('a2'), { read: 1 })
    expect([...table.starred]).toEqual(['a1'])
  })

  it.each(['', '{}', 'null', '{\n"a1":7\n}', '{\n"a1":{"read":"yes"}\n}', '{\n"a1":{"read":1}'])(
    'does not read %j',
    async (text) => {
      expect(await readMarks(text)).toBeNull()
    },
  )
})
