/** Deleting and taking back by mouse and by key, in the real window. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { launchRead, outletEach } from '../helpers/outletEach.ts'
import {
  articleFrame,
  feedOf,
  headlinesPane,
  openArticle,
  openOutlet,
  outletsPane,
  photograph,
  rows,
  selectedRow,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

async function start(): Promise<Page> {
  const { page } = await launchRead(outlet)
  await openOutlet(page, outlet.name)
  return page
}

const title = (index: number) => outlet.articles[index]?.title ?? ''
const untilKept = (page: Page, count: number) =>
  until(`${String(count)} are kept`, async () => (await feedOf(page, outlet))?.total === count)
const told = (page: Page, sentence: string) => page.locator('.bar').getByText(sentence).waitFor()

describe('the mouse', () => {
  it('deletes from the toolbar and from the menu of a headline, and takes both back', async () => {
    const page = await start()
    await openArticle(page, title(0))
    await page.getByRole('button', { name: 'Delete the article' }).click()
    await untilKept(page, 9)
    await until('the next one is open', async () => (await selectedRow(page))?.text.includes(title(1)))
    await headlinesPane(page)
      .getByRole('option')
      .filter({ hasText: title(3) })
      .click({ button: 'right' })
    await photograph(page, 'headline-menu')
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await untilKept(page, 8)
    expect((await selectedRow(page))?.text).toContain(title(1))
    for (const kept of [9, 10]) {
      await page.getByRole('button', { name: 'Menu' }).click()
      if (kept === 9) await photograph(page, 'main-menu')
      await page.getByRole('menuitem', { name: 'Undo' }).click()
      await untilKept(page, kept)
    }
    await told(page, `Taken back: “${title(0)}” was deleted.`)
    await until('it is open again', async () => (await selectedRow(page))?.text.includes(title(0)))
    await photograph(page, 'taken-back')
    await page.getByRole('button', { name: 'Menu' }).click()
    expect(await page.getByRole('menuitem', { name: 'Undo' }).getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the keys', () => {
  it('take back a star, a mark and a deletion, one after the other', async () => {
    const page = await start()
    await outletsPane(page).focus()
    await page.keyboard.press('j')
    await until('the first is open', async () => (await selectedRow(page))?.text.includes(title(0)))
    await page.keyboard.press('s')
    await page.keyboard.press('m')
    await until('it is read', async () => (await rows(page))[0]?.isUnread === false)
    await page.keyboard.press('Delete')
    await untilKept(page, 9)
    await page.keyboard.press('Control+z')
    await untilKept(page, 10)
    await page.keyboard.press('Control+z')
    await told(page, `Taken back: “${title(0)}” was marked read.`)
    await until('it is unread', async () => (await rows(page))[0]?.isUnread)
    await page.keyboard.press('Control+z')
    await told(page, `Taken back: “${title(0)}” was starred.`)
    await page.keyboard.press('Control+z')
    await told(page, 'There is nothing to undo.')
  })

  it('show the menu of a headline', async () => {
    const page = await start()
    await openArticle(page, title(2))
    await headlinesPane(page).focus()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Star' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await headlinesPane(page).evaluate((list) => list === document.activeElement)).toBe(true)
  })
})

describe('an unfollowed paper', () => {
  it('takes its article with it, and comes back with it', async () => {
    const page = await start()
    await openArticle(page, title(1))
    await outletsPane(page).focus()
    await page.keyboard.press('Delete')
    await until('it is gone', async () => (await feedOf(page, outlet)) === null)
    await page.getByRole('heading', { name: 'Choose a headline' }).waitFor()
    await page.keyboard.press('Control+z')
    await articleFrame(page)
      .getByRole('heading', { name: title(1) })
      .first()
      .waitFor()
    await until('its row is chosen', async () => (await selectedRow(page))?.text.includes(title(1)))
  })
})
