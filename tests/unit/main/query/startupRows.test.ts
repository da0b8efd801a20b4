/** Covers main/query/startupRows.ts and main/store/startupRows.ts on a real library that was closed and opened again. */
import { rm } from 'node:fs/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { makeStartupRows } from '../../../../main/query/startupRows.ts'
import { makeQueries } from '../../../../main/query/queries.ts'
import { openLibrary } from '../../../../main/store/library.ts'
import type { Library } from '../../../../main/model/library.ts'
import type { ListQuery } from '../../../../preload/contract/requests.ts'
import { aTime, fillLibrary, openTestLibrary } from '../../../helpers/library.ts'

const all: ListQuery = { view: { kind: 'all' }, unreadOnly: false, oldestFirst: false, search: '' }
const idle = () => ({ phase: 'idle' }) as const
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const deskOf = (library: Library, hurry: () => void = () => undefined) => {
  const queries = makeQueries(library, { clock: { now: () => aTime }, onPictureShown: () => undefined })
  return makeStartupRows(library, queries, hurry)
}

/** A library of 600 articles whose startup rows are kept, as the next start finds it: headlines not loaded. */
async function aSecondStart(between: (library: Library) => Promise<unknown> = () => Promise.resolve()) {
  const first = await openTestLibrary()
  await fillLibrary(first.library, { feeds: 3, articlesEach: 200 })
  const desk = deskOf(first.library)
  const shown = await desk.openList(all)
  await desk.tree(idle)
  await desk.keep(idle)
  await between(first.library)
  let load: () => void = () => undefined
  const headlinesAfter = new Promise<void>((resolve) => {
    load = resolve
  })
  await first.library.close()
  const opened = await openLibrary({
    folder: first.folder,
    log: silentLog,
    clock: { now: () => aTime },
    headlinesAfter,
  })
  if (!opened.ok) throw new Error('the library did not open')
  const library = opened.value
  ends.push(async () => {
    load()
    await library.close()
    await rm(first.folder, { recursive: true, force: true })
  })
  return { shown, library, load, desk: deskOf(library) }
}

describe('the startup rows', () => {
  it('shows rows and counts before any headline is loaded', async () => {
    const { shown, desk, library } = await aSecondStart()
    const page = await desk.openList(all)
    expect(page.rows.map(({ id }) => id)).toEqual(shown.rows.map(({ id }) => id))
    expect(page).toMatchObject({ total: 600, unread: 600 })
    expect((await desk.tree(idle)).counts.all).toBe(600)
    expect(library.findHeadline(shown.rows[0]?.id ?? ('' as never))).toBeNull()
  })

  it('shows marks as they are now, not as they were kept', async () => {
    const { shown, desk, library } = await aSecondStart()
    const [row] = shown.rows
    if (row === undefined) throw new Error('no rows')
    await library.changeMarks([[row.id, { read: 1, starred: 2 }]])
    expect((await desk.openList(all)).rows[0]).toMatchObject({ id: row.id, isRead: true, isStarred: true })
  })

  it('goes on as an ordinary list once the headlines are there', async () => {
    const { desk, load } = await aSecondStart()
    const { listId } = await desk.openList(all)
    load()
    const further = await desk.rows(listId, 400, 200)
    expect(further.ok && further.value.rows).toHaveLength(200)
    expect(further.ok && further.value.listId).toBe(listId)
  })

  it('is given up when the library holds something else', async () => {
    const { desk, load } = await aSecondStart((library) =>
      fillLibrary(library, { feeds: 4, articlesEach: 200 }),
    )
    const { listId } = await desk.openList(all)
    load()
    expect(await desk.update(listId)).toMatchObject({
      ok: false,
      failure: { kind: 'not-found', what: 'list' },
    })
  })

  it('waits, and hurries the loading, when another view is wanted', async () => {
    const { library, load } = await aSecondStart()
    let hurried = 0
    const desk = deskOf(library, () => {
      hurried += 1
      load()
    })
    const page = await desk.openList({ ...all, oldestFirst: true })
    expect(hurried).toBe(1)
    expect(page.total).toBe(600)
  })
})
