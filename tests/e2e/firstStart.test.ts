/** The first start without a network: a pleasant place with something to read. */
import { afterEach, describe, expect, it } from 'vitest'
import { endReaders, launchReader } from '../helpers/electron.ts'
import {
  addressBox,
  articleFrame,
  get,
  headlinesPane,
  outletRow,
  outletsPane,
  photograph,
  rows,
  tree,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

afterEach(endReaders)

describe('the first start without a network', () => {
  it('opens on the first article of the welcome edition, with five more below', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    const frame = articleFrame(page)
    await frame.getByRole('heading', { name: 'Good morning: this is Kawaraban' }).waitFor()
    const shown = await until('six headlines are drawn', async () => {
      const now = await rows(page)
      return now.length === 6 ? now : null
    })
    expect(shown[0]).toMatchObject({ isSelected: true })
    expect(shown[1]?.text).toContain('Six keys to read a whole paper')
    await photograph(page, 'first-start-offline')
  })

  it('follows the outlets of the group as one family, and says that it is offline', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    const { feeds, folders } = await tree(page)
    expect(folders).toHaveLength(1)
    const family = folders[0]
    expect(feeds.filter((feed) => feed.folderId === family?.id)).toHaveLength(3)
    for (const { title } of feeds) await outletRow(page, title).waitFor()
    expect(await outletsPane(page).getByRole('treeitem').count()).toBeGreaterThanOrEqual(5)
    await page.getByText('Offline: reading what is kept').filter({ visible: true }).first().waitFor()
  })

  it('has the focus where it can be seen, at once and in the article', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    await articleFrame(page).getByRole('heading', { name: 'Good morning: this is Kawaraban' }).waitFor()
    await until('the headlines have the focus', () =>
      headlinesPane(page).evaluate(
        (list) => list === document.activeElement && list.matches(':focus-visible'),
      ),
    )
    const ring = page.locator('.article-sheet[data-ring=true]')
    expect(await ring.count()).toBe(0)
    await page.keyboard.press('Enter')
    await ring.waitFor()
    const border = () =>
      ring.evaluate((sheet) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(sheet, '::after')
        return `${borderTopWidth} ${borderTopStyle}`
      })
    expect(await border()).toBe('2px solid')
    await photograph(page, 'article-focus')
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await border()).toBe('3px solid')
    await photograph(page, 'article-focus-forced')
    await page.emulateMedia({ forcedColors: 'none' })
    await page.keyboard.press('Escape')
    await ring.waitFor({ state: 'detached' })
    await articleFrame(page).getByRole('heading').first().click()
    await until('the article has the focus', () =>
      page.evaluate(() => document.activeElement?.tagName === 'IFRAME'),
    )
    expect(await ring.count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    await ring.waitFor()
  })

  it('shows the focus of a list in which nothing is chosen', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    await articleFrame(page).getByRole('heading', { name: 'Good morning: this is Kawaraban' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('3')
    await page.keyboard.press('ArrowRight')
    const outline = () =>
      page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
    await page.getByRole('heading', { name: 'No stars yet' }).waitFor()
    await until('the empty list has a ring', async () => (await outline()) === 'solid')
    await photograph(page, 'empty-focus')
  })

  it('has the address box at hand, and a window that is drawn in light and in dark', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    await addressBox(page).waitFor()
    await get(page, 'settings:change', { theme: 'dark' })
    const colours = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body)
        return { backgroundColor, color }
      })
    const dark = await until('the night colours are on', async () => {
      const now = await colours()
      return brightness(now.backgroundColor) < brightness(now.color) ? now : null
    })
    await photograph(page, 'dark')
    await get(page, 'settings:change', { theme: 'light' })
    const light = await until('the day colours are on', async () => {
      const now = await colours()
      return brightness(now.backgroundColor) > brightness(now.color) ? now : null
    })
    expect(light).not.toEqual(dark)
  })

  it('lets one read the whole edition with one key', async () => {
    const { page } = await launchReader({ starter: 'ours', args: ['--offline'] })
    await headlinesPane(page).getByRole('option').nth(5).waitFor()
    const titles = [
      'Six keys to read a whole paper',
      'How to add a paper',
      'Reading without a network',
      'Where your data is',
      'Nobody is looking over your shoulder',
    ]
    for (const title of titles) {
      await page.keyboard.press('j')
      await articleFrame(page).getByRole('heading', { name: title }).waitFor()
    }
  })
})

/** 0 (black) to 255 (white) of a computed colour such as `rgb(29, 26, 23)`. */
function brightness(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
  return parts.reduce((sum, part) => sum + part, 0) / 3
}
