/** What survives a restart, with the outlet there and with the outlet gone. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { launchReader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  articleFrame,
  familyOf,
  feedOf,
  get,
  headlinesPane,
  openArticle,
  openOutlet,
  photograph,
  pictureWidths,
  rows,
  selectedRow,
  tree,
  untilFetched,
  untilPicturesKept,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

describe('after a restart', () => {
  it('stars and read marks are as they were', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await get(reader.page, 'settings:change', { readAfterMs: null })
    await openOutlet(reader.page, outlet.name)
    await headlinesPane(reader.page).focus()
    await reader.page.keyboard.press('j')
    await reader.page.keyboard.press('m')
    await reader.page.keyboard.press('j')
    await reader.page.keyboard.press('s')
    await until('both marks are kept', async () => {
      const { counts } = await tree(reader.page)
      return counts.starred === 1 && (await feedOf(reader.page, outlet))?.unread === 9
    })

    const { page } = await reader.relaunch()
    expect(await feedOf(page, outlet)).toMatchObject({ unread: 9, total: 10 })
    const starred = await get(page, 'lists:open', {
      view: { kind: 'starred' },
      unreadOnly: false,
      oldestFirst: false,
      search: '',
    })
    expect(starred.rows.map(({ title }) => title)).toEqual([outlet.articles[1]?.title])
  })

  it('last time’s headlines are painted before the program is there, and give way to it', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await openOutlet(reader.page, outlet.name)
    const kept = join(reader.userData, 'front-sheet.json')
    const title = outlet.articles[0]?.title ?? ''
    await until('the panes are kept', async () =>
      (await readFile(kept, 'utf8').catch(() => '')).includes(title),
    )
    expect(await readFile(kept, 'utf8')).not.toContain('picture:')

    const { app, page } = await reader.relaunch()
    const served = await app.evaluate(async ({ net }) =>
      (await net.fetch('app://kawaraban/index.html')).text(),
    )
    expect(served).toContain('<div id="sheet" aria-hidden="true" inert>')
    expect(served).toContain(title)
    await until('the rows are there', async () => (await rows(page)).length > 0)
    await until('the page stands', async () => (await page.locator('#sheet').count()) === 0)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('opens where one was reading', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await openOutlet(reader.page, outlet.name)
    const title = outlet.articles[4]?.title ?? ''
    await openArticle(reader.page, title)
    const row = await until('it is selected', () => selectedRow(reader.page))
    await until('the place is kept', async () => {
      return String((await get(reader.page, 'settings:read')).lastArticle) === row.id
    })
    const { page } = await reader.relaunch()
    await articleFrame(page).getByRole('heading', { name: title }).first().waitFor()
  })

  it('with the outlet gone, every article and every picture in it is there', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await untilPicturesKept(outlet)
    await until('all pictures are on disk', async () => {
      const { pictures } = await get(reader.page, 'library:facts')
      return pictures >= outlet.articles.slice(0, 10).flatMap((article) => article.pictures).length
    })
    await outlet.stop()

    const { page } = await reader.relaunch()
    expect(await feedOf(page, outlet)).toMatchObject({ total: 10 })
    await openOutlet(page, outlet.name)
    await headlinesPane(page).focus()
    for (const article of outlet.articles.slice(0, 10)) {
      if (!(await rows(page)).some((row) => row.text.includes(article.title))) await page.keyboard.press('j')
      const frame = await openArticle(page, article.title)
      const text = (await frame.locator('body').innerText()).replace(/\s+/g, ' ')
      const paragraph = /<p>([A-Z][^<]{80,})<\/p>/.exec(article.html)?.[1] ?? '?'
      expect(text).toContain(paragraph)
      const widths = await pictureWidths(page)
      expect(widths).toEqual(article.pictures.map(() => 900))
    }
    await photograph(page, 'offline')
  })

  it('asks with both validators and takes 304 for an answer', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    const first = await untilFetched(reader.page, outlet, 10)
    outlet.clearLog()
    await get(reader.page, 'feeds:refresh', { kind: 'all' })
    const again = await until('the feed was asked again', () =>
      outlet.requestsTo('/feed/').find(({ status }) => status !== 0),
    )
    expect(again.status).toBe(304)
    expect(again.headers['if-none-match']).toMatch(/^".+"$/)
    expect(again.headers['if-modified-since']).toMatch(/GMT$/)
    await until(
      'it was noted',
      async () => ((await feedOf(reader.page, outlet))?.checkedAt ?? 0) > (first.checkedAt ?? 0),
    )
    expect(await feedOf(reader.page, outlet)).toMatchObject({ total: 10, state: { phase: 'idle' } })
  })
})
