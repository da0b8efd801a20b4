/** The reader's data in the real window: backup and restore, limits, deleting, moving, a library that is in use. */
import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newFolder } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { launchClosed, lockFromAfar } from '../helpers/closedReader.ts'
import { launchRead, outletEach } from '../helpers/outletEach.ts'
import {
  feedOf,
  get,
  headlinesPane,
  openArticle,
  openOutlet,
  outletRow,
  photograph,
  rows,
  selectedRow,
  tree,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

const all = { view: { kind: 'all' }, unreadOnly: false, oldestFirst: false, search: '' } as const

async function openData(page: Page): Promise<Locator> {
  await headlinesPane(page).focus()
  await page.keyboard.press('Control+Shift+D')
  const dialog = page.getByRole('dialog', { name: 'Your data' })
  await dialog.getByText('What takes how much room').waitFor()
  return dialog
}

/** The system's dialogs answer at once what the test says. */
async function choose({ app }: Reader, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' })
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
  }, path)
}

describe('a backup', () => {
  it('brings back what was starred and followed, and the undo takes that back', async () => {
    const reader = await launchRead(outlet)
    const { page } = reader
    const { rows: listed } = await get(page, 'lists:open', {
      ...all,
      search: outlet.articles[2]?.title ?? '',
    })
    const star = listed[0]
    if (star === undefined) throw new Error('no article')
    await get(page, 'articles:mark', star.id, { isStarred: true })

    const file = join(await newFolder(), 'mine.backup.json')
    await choose(reader, file)
    const dialog = await openData(page)
    await dialog.getByRole('button', { name: 'Back up now…' }).click()
    await dialog.getByText(/Written: mine\.backup\.json/).waitFor()
    await photograph(page, 'your-data')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ magic: 'kawaraban' })
    await page.keyboard.press('Escape')

    const feed = await feedOf(page, outlet)
    if (feed === null) throw new Error('not followed')
    await get(page, 'articles:mark', star.id, { isStarred: false })
    await get(page, 'feeds:unfollow', feed.id)

    const again = await openData(page)
    await again.getByRole('button', { name: 'Restore…' }).click()
    await again.getByText(/It holds 2 papers, 1 folder and the marks of/).waitFor()
    expect((await tree(page)).counts.starred).toBe(0)
    await photograph(page, 'restore')
    await again.getByRole('button', { name: 'Put it in place' }).click()
    await again.getByText(/^Done\./).waitFor()
    expect((await tree(page)).counts.starred).toBe(1)
    expect(await feedOf(page, outlet)).not.toBeNull()
    const kept = await readdir(join(reader.userData, 'library/backups'))
    expect(kept.some((name) => name.startsWith('before-restore-'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+z')
    await until('the state before is back', async () => (await tree(page)).counts.starred === 0)
    expect(await feedOf(page, outlet)).toBeNull()
  })

  it('that is none is refused in words, and nothing changes', async () => {
    const reader = await launchRead(outlet)
    const file = join(await newFolder(), 'letter.json')
    await writeFile(file, '{"dear":"reader"}')
    await choose(reader, file)
    const dialog = await openData(reader.page)
    await dialog.getByRole('button', { name: 'Restore…' }).click()
    await dialog.getByText(/is not a backup/).waitFor()
    expect(await feedOf(reader.page, outlet)).not.toBeNull()
  })
})

describe('limits', () => {
  it('of an outlet let read articles go, which the next fetch does not bring back', async () => {
    const reader = await launchRead(outlet)
    const { page } = reader
    await openOutlet(page, outlet.name)
    const { listId, rows: listed } = await get(page, 'lists:open', {
      ...all,
      view: { kind: 'feed', feedId: (await feedOf(page, outlet))?.id ?? ('' as never) },
    })
    await get(page, 'articles:markAllRead', listId, { shown: 0, seen: 0 })
    const starred = listed.at(-1)?.id ?? ('' as never)
    await get(page, 'articles:mark', starred, { isStarred: true })
    const feedId = (await feedOf(page, outlet))?.id ?? ('' as never)
    expect(await get(page, 'keeping:try', feedId, { kind: 'newest', count: 4 })).toBe(5)
    expect(await get(page, 'keeping:set', feedId, { kind: 'newest', count: 4 })).toBe(5)
    await until('the window shows five', async () => (await rows(page)).length === 5)
    outlet.publish()
    await get(page, 'feeds:refresh', { kind: 'all' })
    await until('the new one is there', async () => ((await feedOf(page, outlet))?.unread ?? 0) === 1)
    expect((await feedOf(page, outlet))?.total).toBeLessThanOrEqual(6)

    const second = await reader.relaunch()
    const after = await feedOf(second.page, outlet)
    expect(after?.total).toBeLessThanOrEqual(6)
    expect((await tree(second.page)).counts.starred).toBe(1)
  })

  it('are chosen in the menu of an outlet', async () => {
    const { page } = await launchRead(outlet)
    await outletRow(page, outlet.name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Keep…' }).click()
    const dialog = page.getByRole('dialog', { name: `What to keep of “${outlet.name}”` })
    await dialog.getByLabel('Keep').selectOption({ label: 'the newest 50' })
    await dialog.getByText('Nothing would go now.').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const feedId = (await feedOf(page, outlet))?.id ?? ('' as never)
    expect(await get(page, 'keeping:rule', feedId)).toEqual({ kind: 'newest', count: 50 })
  })

  it('opened from “Your data” lead back there, to the button that was pressed', async () => {
    const { page } = await launchRead(outlet)
    const data = await openData(page)
    const button = data.getByRole('button', { name: `What to keep of ${outlet.name}` })
    await button.click()
    const keep = page.getByRole('dialog', { name: `What to keep of “${outlet.name}”` })
    await keep.getByLabel('Keep').waitFor()
    await photograph(page, 'keep-over-data')
    await page.keyboard.press('Escape')
    await keep.waitFor({ state: 'detached' })
    await until('the focus is back', () => button.evaluate((it) => it === document.activeElement))
    await button.click()
    await keep.getByLabel('Keep').selectOption({ label: 'the newest 50' })
    await keep.getByRole('button', { name: 'Save' }).click()
    await data.getByText(/the newest 50/).waitFor()
    await data.getByRole('button', { name: 'Apply limits now' }).click()
    await data.getByText('All is within its limits.').waitFor()
    await photograph(page, 'data-told')
    await page.keyboard.press('Escape')
    await data.waitFor({ state: 'detached' })
  })
})

describe('the Delete key', () => {
  it('takes an article away and goes on with the next; the undo brings it back; a fetch does not', async () => {
    const { page } = await launchRead(outlet)
    await openOutlet(page, outlet.name)
    const title = outlet.articles[1]?.title ?? ''
    await openArticle(page, title)
    await headlinesPane(page).focus()
    await page.keyboard.press('Delete')
    await until('it is gone', async () => !(await rows(page)).some(({ text }) => text.includes(title)))
    expect((await selectedRow(page))?.text).toContain(outlet.articles[2]?.title)
    expect((await feedOf(page, outlet))?.total).toBe(9)
    await page.keyboard.press('Control+z')
    await until('it is back', async () => (await rows(page)).some(({ text }) => text.includes(title)))
    await openArticle(page, title)
    await headlinesPane(page).focus()
    await page.keyboard.press('Delete')
    await until('it is gone again', async () => (await feedOf(page, outlet))?.total === 9)
    outlet.publish()
    await get(page, 'feeds:refresh', { kind: 'all' })
    await until('another one came', async () => (await feedOf(page, outlet))?.total === 10)
    expect((await rows(page)).some(({ text }) => text.includes(title))).toBe(false)
  })
})

describe('the library', () => {
  it('is moved: copied now, used at the next start, and the old folder stays', async () => {
    const reader = await launchRead(outlet)
    const target = join(await newFolder(), 'drive')
    await mkdir(target)
    await choose(reader, target)
    const dialog = await openData(reader.page)
    await dialog.getByRole('button', { name: 'Move the library…' }).click()
    await dialog.getByText(/It is used there from the next start on/).waitFor()
    const { rows: listed } = await get(reader.page, 'lists:open', all)
    await get(reader.page, 'articles:mark', listed[0]?.id ?? '', { isStarred: true })

    const { page, userData } = await reader.relaunch()
    expect((await get(page, 'library:facts')).folder).toBe(target)
    expect((await tree(page)).counts.starred).toBe(1)
    expect((await feedOf(page, outlet))?.total).toBe(10)
    expect(await readdir(join(userData, 'library/user'))).toContain('journal.log')
    expect((await get(page, 'library:room')).oldFolder).toBe(join(userData, 'library'))
  })

  it('gives a text for whoever helps, without anything private', async () => {
    const { page, userData } = await launchRead(outlet)
    const text = await get(page, 'library:diagnostics')
    expect(text).toContain('Electron')
    expect(text).toMatch(/articles \d+/)
    expect(text).not.toContain(userData)
    for (const { title } of outlet.articles.slice(0, 10)) expect(text).not.toContain(title)
  })
})

describe.runIf(process.platform === 'linux')('a library that another program has open', () => {
  it('is told by a second reader with settings of its own, and opens there when the first has ended', async () => {
    const first = await launchRead(outlet)
    const library = join(first.userData, 'library')
    const secondData = await newFolder()
    await writeFile(join(secondData, 'place.json'), JSON.stringify({ library, from: null, old: null }))
    const second = await launchClosed(secondData)
    try {
      const page = await second.firstWindow()
      await page.getByText('Another Kawaraban has it open.').waitFor()
      await page.getByText('Nothing was changed, and nothing is lost.').waitFor()
      const { rows: listed } = await get(first.page, 'lists:open', all)
      await get(first.page, 'articles:mark', listed[0]?.id ?? '', { isStarred: true })
      await first.close()
      await page.getByRole('button', { name: 'Try again' }).click()
      await headlinesPane(page).waitFor()
      expect(await get(page, 'library:health')).toMatchObject({ phase: 'ok', repaired: [] })
      expect((await tree(page)).counts.starred).toBe(1)
    } finally {
      await second.close()
    }
  })

  it('on another computer is told with the name of that computer, and the reader can be ended', async () => {
    const userData = await newFolder()
    await lockFromAfar(userData, 'lighthouse')
    const app = await launchClosed(userData)
    try {
      const page = await app.firstWindow()
      await page.getByText('The computer “lighthouse” has it open.').waitFor()
      await photograph(page, 'locked-afar')
      const ended = new Promise((resolve) => app.process().once('exit', resolve))
      // The window may be gone before the click has come back.
      await page
        .getByRole('button', { name: 'Quit' })
        .click()
        .catch(() => undefined)
      expect(await ended).toBe(0)
    } finally {
      await app.close()
    }
  })

  it('is told in the window, in words, and opens when that one is gone', async () => {
    const userData = await newFolder()
    const lock = join(userData, 'library/lock')
    await mkdir(join(userData, 'library'), { recursive: true })
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    await writeFile(lock, `${JSON.stringify({ pid: process.pid, start, by: 'a test' })}\n`)
    const app = await launchClosed(userData)
    try {
      const page = await app.firstWindow()
      await page.getByText('Another Kawaraban has it open.').waitFor()
      await photograph(page, 'locked')
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByText('Another Kawaraban has it open.').waitFor()
      await rm(lock)
      await page.getByRole('button', { name: 'Try again' }).click()
      await headlinesPane(page).waitFor()
      expect(await get(page, 'library:health')).toMatchObject({ phase: 'ok' })
    } finally {
      await app.close()
    }
  })
})
