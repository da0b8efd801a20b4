/** News while one reads. */
import { describe, expect, it } from 'vitest'
import { launchReader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  articleFrame,
  familyOf,
  feedOf,
  headlinesPane,
  openArticle,
  openOutlet,
  photograph,
  rows,
  selectedRow,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach(
  (started) => {
    outlet = started
  },
  { itemsInFeed: 30 },
)

describe('refreshing', () => {
  it('brings new headlines in above without moving what one is reading', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 12)
    await openOutlet(page, outlet.name)
    const title = outlet.articles[2]?.title ?? ''
    await openArticle(page, title)
    await articleFrame(page)
      .locator('html')
      .evaluate((html) => {
        html.scrollTop = 200
      })
    const place = async () => {
      const row = await until('the row is drawn', () => selectedRow(page))
      const box = await headlinesPane(page).locator(`[data-article="${row.id}"]`).boundingBox()
      return { id: row.id, top: Math.round(box?.y ?? -1) }
    }
    const before = await place()
    const news = [outlet.publish(), outlet.publish(), outlet.publish()]
    await page.keyboard.press('r')
    await until('the news is in the library', async () => (await feedOf(page, outlet))?.total === 15)
    await photograph(page, 'news-above')
    expect(await place()).toEqual(before)
    expect(
      await articleFrame(page)
        .locator('html')
        .evaluate((html) => html.scrollTop),
    ).toBe(200)

    await headlinesPane(page).focus()
    await page.keyboard.press('Home')
    const chip = page.getByRole('button', { name: /3 new/ })
    if (await chip.isVisible()) await chip.click()
    await until('the news is on top', async () => {
      const top = (await rows(page)).slice(0, 3).map((row) => row.text)
      return news.every((article) => top.some((text) => text.includes(article.title)))
    })
  })

  it('says what went wrong on the outlet itself, and forgets it when it is well again', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 12)
    await openOutlet(page, outlet.name)
    outlet.fault('/feed/', { kind: 'status', status: 404 })
    await page.keyboard.press('r')
    await until('the failure is known', async () => (await feedOf(page, outlet))?.state.phase === 'failed')
    expect((await feedOf(page, outlet))?.state).toMatchObject({ failure: { kind: 'http', status: 404 } })
    await page
      .getByText(/no such page \(404\)/)
      .first()
      .waitFor()
    expect(await rows(page)).not.toHaveLength(0)
    await photograph(page, 'failed-outlet')
    outlet.fault('/feed/', null)
    await page.keyboard.press('r')
    await until('it is well again', async () => (await feedOf(page, outlet))?.state.phase === 'idle')
  })

  it('takes a changed article as the same article', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 12)
    await openOutlet(page, outlet.name)
    const article = outlet.articles[0]
    const changed =
      'A correction was added on the following morning, after a reader had counted the lamps again.'
    outlet.edit(article?.slug ?? '', {
      html: (article?.html ?? '').replace(
        /<p>Modern Tokyo Times<\/p>/,
        `<p>Modern Tokyo Times</p>\n\n<p>${changed}</p>`,
      ),
    })
    await page.keyboard.press('r')
    await outlet.waitForRequest('/feed/')
    const frame = articleFrame(page)
    await until('the new text is shown', async () => {
      await openArticle(page, article?.title ?? '')
      return (await frame.getByText(changed).count()) > 0
    })
    expect(await feedOf(page, outlet)).toMatchObject({ total: 12 })
  })
})
