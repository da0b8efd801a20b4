/** From the address of a site to a picture on screen. */
import { describe, expect, it } from 'vitest'
import { launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  addressBox,
  articleFrame,
  familyOf,
  feedOf,
  get,
  openArticle,
  openOutlet,
  outletRow,
  photograph,
  pictureWidths,
  rows,
  tree,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

describe('following an outlet', () => {
  it('goes from the address of a site to headlines, an article and its pictures', async () => {
    const { page } = await launchReader()
    await addressBox(page).fill(outlet.siteUrl)
    await addressBox(page).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText(outlet.articles[0]?.title ?? '')
      .first()
      .waitFor()
    await photograph(page, 'follow-choose')
    await dialog
      .getByRole('button', { name: /^Follow/ })
      .first()
      .click()
    await untilFetched(page, outlet, 10)
    await page.keyboard.press('Escape')
    await openOutlet(page, outlet.name)
    const first = outlet.articles[0]
    await until('the newest headline is on top', async () =>
      (await rows(page))[0]?.text.includes(first?.title ?? '?'),
    )

    const frame = await openArticle(page, first?.title ?? '')
    const widths = await until('the pictures are visible', async () => {
      const now = await pictureWidths(page)
      return now.length > 0 && now.every((width) => width > 0) ? now : null
    })
    expect(widths).toHaveLength(first?.pictures.length ?? 0)
    for (const name of first?.contributors ?? []) await frame.getByText(name).first().waitFor()
    await photograph(page, 'article')
  })

  it('shows title, names and body once each, and folds the footer away', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 10)
    await openOutlet(page, outlet.name)
    const article = outlet.articles[0]
    const frame = await openArticle(page, article?.title ?? '')
    const visible = await frame.locator('body').innerText()
    expect(visible.split(article?.title ?? '?').length - 1).toBeLessThanOrEqual(2) // heading and caption
    expect(visible).not.toContain('PLEASE JOIN ON TWITTER')
    expect(visible).not.toContain('is part of the Modern Tokyo Times group')
    const notes = frame.locator('details').filter({ hasText: 'is part of the Modern Tokyo Times group' })
    await notes.locator('summary').click()
    await notes.getByText('PLEASE JOIN ON TWITTER').waitFor()
  })

  it('takes the feed before the comments, and asks the outlet for the feed once', async () => {
    const { page } = await launchReader()
    const found = await get(page, 'outlets:probe', outlet.siteUrl)
    expect(found.map(({ url }) => url)).toEqual([outlet.feedUrl, outlet.url('/comments/feed/')])
    await get(page, 'feeds:follow', { url: outlet.feedUrl, folderId: null, catalogueId: null })
    await untilFetched(page, outlet, 10)
    expect(outlet.requestsTo('/feed/')).toHaveLength(1)
  })

  it('lets one change one’s mind after unfollowing', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    const feed = await untilFetched(page, outlet, 10)
    const undo = await get(page, 'feeds:unfollow', feed.id)
    await outletRow(page, outlet.name).waitFor({ state: 'detached' })
    expect(await feedOf(page, outlet)).toBeNull()
    await get(page, 'undo:apply', undo.id)
    await outletRow(page, outlet.name).waitFor()
    expect((await feedOf(page, outlet))?.unread).toBe(10)
  })

  it('opens links in the system’s browser only', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    const { page } = reader
    await untilFetched(page, outlet, 10)
    await openOutlet(page, outlet.name)
    await openArticle(page, outlet.articles[0]?.title ?? '')
    const before = page.url()
    await articleFrame(page).locator('summary').last().click()
    await articleFrame(page).locator('a[href*="moderntokyonews"]').click()
    const opened = await until('a link was handed out', async () => {
      const all = await reader.openedOutside()
      return all.length > 0 ? all : null
    })
    expect(opened).toEqual(['https://moderntokyonews.com/'])
    expect(page.url()).toBe(before)
    expect(reader.app.windows()).toHaveLength(1)
    // One link a gesture: what follows at once is refused, so the key is pressed until it is taken.
    await until('the original was opened', async () => {
      await page.keyboard.press('v')
      return (await reader.openedOutside()).length > 1
    })
    expect((await reader.openedOutside())[1]).toBe(outlet.url(`/${outlet.articles[0]?.slug ?? ''}/`))
  })

  it('gathers outlets of one publisher, in English and in Japanese, as a family', async () => {
    const japanese = await startOutlet({ kind: 'japanese' })
    const art = await startOutlet({ kind: 'art' })
    try {
      const { page } = await launchReader({ starter: familyOf(outlet, japanese, art) })
      for (const each of [outlet, japanese, art]) await untilFetched(page, each, 10)
      const { folders, counts } = await tree(page)
      expect(folders[0]?.title).toBe('The Lantern group')
      expect(counts.all).toBe(30 + 6)
      await openOutlet(page, japanese.name)
      await openArticle(page, japanese.articles[0]?.title ?? '')
      await photograph(page, 'japanese-article')
      await openOutlet(page, art.name)
      const frame = await openArticle(page, art.articles[0]?.title ?? '')
      await frame
        .getByText(art.articles[0]?.contributors[0] ?? '')
        .first()
        .waitFor()
      expect(await frame.locator('body').innerText()).not.toContain('Written by')
      await until('the pictures are visible', async () =>
        (await pictureWidths(page)).every((width) => width > 0),
      )
      await photograph(page, 'art-article')
    } finally {
      await japanese.stop()
      await art.stop()
    }
  })
})
