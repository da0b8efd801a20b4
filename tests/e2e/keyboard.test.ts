/** Reading with the keyboard alone: the walk, the counts, the marks. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { launchRead, outletEach } from '../helpers/outletEach.ts'
import {
  articleFrame,
  feedOf,
  headlinesPane,
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

/** A reader with ten unread articles on screen; articles count as read at once unless told otherwise. */
async function readerWithTen(readAfterMs: number | null = 0): Promise<Page> {
  const { page } = await launchRead(outlet, readAfterMs)
  await openOutlet(page, outlet.name)
  await headlinesPane(page).focus()
  return page
}

const unread = async (page: Page) => (await feedOf(page, outlet))?.unread

const untilShown = async (page: Page, index: number) => {
  const title = outlet.articles[index]?.title ?? ''
  await until(`'${title}' is selected`, async () => (await selectedRow(page))?.text.includes(title))
  await articleFrame(page).getByRole('heading', { name: title }).first().waitFor()
}

describe('the keyboard', () => {
  it('walks through ten articles with the counts right at every step', async () => {
    const page = await readerWithTen()
    for (let index = 0; index < 10; index++) {
      if (index > 0 || (await selectedRow(page)) === null) await page.keyboard.press('j')
      await untilShown(page, index)
      await until(`${String(9 - index)} are unread`, async () => (await unread(page)) === 9 - index)
    }
    await page.keyboard.press('j')
    await untilShown(page, 9)
    await page.keyboard.press('k')
    await untilShown(page, 8)
    expect(await unread(page)).toBe(0)
    await photograph(page, 'all-read')
  })

  it('counts an article as read after about a second on screen, not before', async () => {
    const page = await readerWithTen(1000)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const last = await until('an article is selected', () => selectedRow(page))
    await until('one article is read', async () => (await unread(page)) === 9)
    expect((await rows(page)).filter((row) => !row.isUnread).map((row) => row.id)).toEqual([last.id])
  })

  it('goes to the next unread article and back, and marks by key', async () => {
    const page = await readerWithTen(null)
    await page.keyboard.press('j')
    await untilShown(page, 0)
    await page.keyboard.press('m')
    await until('one is read', async () => (await unread(page)) === 9)
    await page.keyboard.press('m')
    await until('it is unread again', async () => (await unread(page)) === 10)
    await page.keyboard.press('m')
    await page.keyboard.press('j')
    await untilShown(page, 1)
    await page.keyboard.press('m')
    await until('two are read', async () => (await unread(page)) === 8)
    await page.keyboard.press('j')
    await untilShown(page, 2)
    await page.keyboard.press('Shift+N')
    // Nothing unread above: it stays.
    await page.keyboard.press('n')
    await untilShown(page, 3)
    await page.keyboard.press('Shift+N')
    await untilShown(page, 2)
  })

  it('marks everything read with one key, and takes it back', async () => {
    const page = await readerWithTen(null)
    await page.keyboard.press('Shift+A')
    await until('all are read', async () => (await unread(page)) === 0)
    const undo = page.getByRole('button', { name: 'Undo' })
    await undo.waitFor()
    await photograph(page, 'undo-bar')
    await undo.click()
    await until('all are unread again', async () => (await unread(page)) === 10)
    await until('the rows say so', async () => (await rows(page)).every((row) => row.isUnread))
  })

  it('deletes the article that was opened from the tree, and follows its paper still', async () => {
    const page = await readerWithTen(null)
    await openOutlet(page, outlet.name)
    await outletsPane(page).focus()
    await page.keyboard.press('j')
    await untilShown(page, 0)
    await page.keyboard.press('Delete')
    await until('one is gone', async () => (await feedOf(page, outlet))?.total === 9)
    await untilShown(page, 1)
    await page.keyboard.press('ArrowDown')
    await untilShown(page, 2)
  })

  it('shows unread ones only, and a read article stays until the view is left', async () => {
    const page = await readerWithTen()
    await page.keyboard.press('u')
    await page.keyboard.press('j')
    await untilShown(page, 0)
    await until('it is read', async () => (await unread(page)) === 9)
    expect((await rows(page))[0]).toMatchObject({ isUnread: false })
    await page.keyboard.press('2')
    await until('another view is shown', async () => (await rows(page)).length > 0)
    await openOutlet(page, outlet.name)
    await until('it has gone from the view', async () =>
      (await rows(page)).every((row) => !row.text.includes(outlet.articles[0]?.title ?? '')),
    )
  })

  it('reads on with Space and goes to the next unread article at the end', async () => {
    const page = await readerWithTen()
    await page.keyboard.press('j')
    await untilShown(page, 0)
    const places: number[] = []
    const scrolled = () =>
      articleFrame(page)
        .locator('html')
        .evaluate((html) => Math.round(html.scrollTop))
    const title = async () => (await selectedRow(page))?.text ?? ''
    const first = await title()
    for (let press = 0; press < 40 && (await title()) === first; press++) {
      const before = await scrolled()
      await page.keyboard.press('Space')
      await until(
        'Space did something',
        async () => (await title()) !== first || (await scrolled()) !== before,
      )
      if ((await title()) === first) places.push(await scrolled())
    }
    expect(places.length).toBeGreaterThan(1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    await untilShown(page, 1)
  })

  it('has the search field ready before the next letter can come', async () => {
    const page = await readerWithTen(null)
    const focused = await page.evaluate(() => {
      const press = { key: '/', bubbles: true, cancelable: true }
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press))
      return document.activeElement?.getAttribute('aria-label')
    })
    expect(focused).toBe('Search')
    await page.keyboard.type('night ferry')
    expect(await page.getByRole('textbox', { name: 'Search' }).inputValue()).toBe('night ferry')
  })

  it('searches the list, and Esc gives it back', async () => {
    const page = await readerWithTen(null)
    await page.keyboard.press('/')
    const title = outlet.articles[3]?.title ?? ''
    await page.keyboard.type(title.split(' ').slice(-2).join(' '))
    await until('only what fits is shown', async () => {
      const now = await rows(page)
      return now.length > 0 && now.length < 10 && now.some((row) => row.text.includes(title))
    })
    await photograph(page, 'search')
    await page.keyboard.press('Escape')
    await until('all are back', async () =>
      (await rows(page)).some((row) => row.text.includes(outlet.articles[0]?.title ?? '?')),
    )
  })

  it('shows all keys on one sheet, and Esc closes it', async () => {
    const page = await readerWithTen(null)
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog')
    await sheet.getByText('Next unread', { exact: true }).waitFor()
    await photograph(page, 'keys')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  it('leaves letters alone while somebody types', async () => {
    const page = await readerWithTen(null)
    await page.keyboard.press('j')
    await untilShown(page, 0)
    const box = page.getByLabel('Address of a paper')
    await box.focus()
    await page.keyboard.type('jkmsAu')
    expect(await box.inputValue()).toBe('jkmsAu')
    await untilShown(page, 0)
    expect(await unread(page)).toBe(10)
  })
})
