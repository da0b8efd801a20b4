/** Articles deleted by hand, in the real window: after a restart, and with the outlet gone, they come back whole. */
import { describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { launchReader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  familyOf,
  feedOf,
  get,
  headlinesPane,
  openArticle,
  openOutlet,
  photograph,
  pictureWidths,
  rows,
  untilFetched,
  untilPicturesKept,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

async function openData(page: Page, name = 'Your data'): Promise<Locator> {
  await headlinesPane(page).focus()
  await page.keyboard.press('Control+Shift+D')
  const dialog = page.getByRole('dialog', { name })
  await dialog.waitFor()
  return dialog
}

async function deleteOpen(page: Page, title: string): Promise<void> {
  await openArticle(page, title)
  await headlinesPane(page).focus()
  await page.keyboard.press('Delete')
  await until(`${title} is gone`, async () => !(await rows(page)).some(({ text }) => text.includes(title)))
}

describe('an article deleted by hand', () => {
  it('comes back after a restart with the outlet gone: text, picture and star, by the keyboard', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await untilPicturesKept(outlet)
    await until('all pictures are on disk', async () => {
      const { pictures } = await get(reader.page, 'library:facts')
      return pictures >= outlet.articles.slice(0, 10).flatMap((article) => article.pictures).length
    })
    await get(reader.page, 'settings:change', { readAfterMs: null })
    await openOutlet(reader.page, outlet.name)
    const article = outlet.articles.slice(0, 6).find(({ pictures }) => pictures.length > 0)
    const other = outlet.articles.slice(0, 6).find((each) => each !== article)
    if (article === undefined || other === undefined) throw new Error('no article with a picture')
    const { rows: listed } = await get(reader.page, 'lists:open', {
      view: { kind: 'all' },
      unreadOnly: false,
      oldestFirst: false,
      search: article.title,
    })
    await get(reader.page, 'articles:mark', listed[0]?.id ?? '', { isStarred: true })
    await deleteOpen(reader.page, other.title)
    await deleteOpen(reader.page, article.title)
    await outlet.stop()

    const { page } = await reader.relaunch()
    expect(await feedOf(page, outlet)).toMatchObject({ total: 8 })
    const dialog = await openData(page)
    const list = dialog.getByRole('list', { name: 'Recently deleted' })
    await list.getByText(article.title).waitFor()
    expect(await list.getByRole('listitem').count()).toBe(2)
    await dialog.getByText('Recently deleted: 2 articles').waitFor()
    const back = list.getByRole('button', { name: `Bring back “${article.title}”` })
    await back.focus()
    await photograph(page, 'recently-deleted')
    await page.keyboard.press('Enter')
    await dialog.getByText(`“${article.title}” is back in its place.`).waitFor()
    const next = list.getByRole('button', { name: `Bring back “${other.title}”` })
    await until('the next row has the focus', () => next.evaluate((button) => button.matches(':focus')))
    await page.keyboard.press('Escape')

    await openOutlet(page, outlet.name)
    const frame = await openArticle(page, article.title)
    const text = (await frame.locator('body').innerText()).replace(/\s+/g, ' ')
    expect(text).toContain(/<p>([A-Z][^<]{80,})<\/p>/.exec(article.html)?.[1] ?? '?')
    expect(await pictureWidths(page)).toEqual(article.pictures.map(() => 900))
    const { counts } = await get(page, 'outlets:tree')
    expect(counts.starred).toBe(1)
    expect(await feedOf(page, outlet)).toMatchObject({ total: 9 })
  })

  it('goes for good when the reader says so, and is asked first', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 10)
    await openOutlet(page, outlet.name)
    await deleteOpen(page, outlet.articles[1]?.title ?? '')
    const dialog = await openData(page)
    await dialog.getByRole('button', { name: 'Empty…' }).click()
    await dialog
      .getByText('This article goes for good, with its pictures. That cannot be taken back.')
      .waitFor()
    await photograph(page, 'recently-deleted-asks')
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await dialog.getByText('You have deleted no article in the last 30 days.').waitFor()
    await photograph(page, 'recently-deleted-none')
    expect(await get(page, 'deleted:list', 0, 10)).toMatchObject({ total: 0 })
  })
})
