/** A library of an older version in the real program: a thread of its own brings it into the archive. */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { get } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

const all = { view: { kind: 'all' }, unreadOnly: false, oldestFirst: false, search: '' } as const

afterEach(endReaders)

it('shows every article, with its text, and says when the old form goes', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'kawaraban-older-'))
  await cp(join(import.meta.dirname, '../fixtures/libraries/schema-3'), join(userData, 'library'), {
    recursive: true,
  })
  const { page, close } = await launchReader({ userData, args: ['--offline'] })
  const { rows } = await get(page, 'lists:open', all)
  expect(rows.map(({ id }) => id as string).sort()).toEqual(['a1', 'a2', 'k1', 'k2', 'k5', 'k6'])
  const changed = rows.find(({ title }) => title === 'Glazes of the north, corrected')
  if (changed === undefined) throw new Error('no such row')
  expect(await get(page, 'articles:open', changed.id)).toMatchObject({ title: changed.title })
  expect(await get(page, 'library:health')).toEqual({
    phase: 'ok',
    failure: null,
    repaired: [],
    moving: null,
  })
  await until('the move is noted', async () => {
    const { oldForm } = await get(page, 'library:room')
    return oldForm !== null && oldForm.until !== null
  })
  expect(await page.locator('.moving').count()).toBe(0)
  await close()
  const log = await readFile(join(userData, 'log/kawaraban.log'), 'utf8')
  expect(log).toContain('the older library was read')
  await rm(userData, { recursive: true, force: true })
})
