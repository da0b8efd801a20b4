/** What is told in passing, in the real window: it hides no headline that cannot be brought in sight; and its undo. */
import { describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import type { Reader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { launchRead, outletEach } from '../helpers/outletEach.ts'
import { feedOf, headlinesPane, openOutlet, outletRow, photograph } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

async function start(): Promise<Reader> {
  const reader = await launchRead(outlet)
  await openOutlet(reader.page, outlet.name)
  await headlinesPane(reader.page).focus()
  return reader
}

const bar = (page: Page) => page.getByRole('group', { name: 'Undo' })

async function box(of: Locator) {
  const found = await of.boundingBox()
  if (found === null) throw new Error('it is not drawn')
  return { ...found, right: found.x + found.width, bottom: found.y + found.height }
}

interface Frame {
  readonly setMinimumSize: (width: number, height: number) => void
  readonly setContentSize: (width: number, height: number) => void
}

async function resize({ app, page }: Reader, width: number, height: number): Promise<void> {
  const frame = await app.browserWindow(page)
  await frame.evaluate(
    (window: Frame, [w, h]) => {
      window.setMinimumSize(300, 300)
      window.setContentSize(w, h)
    },
    [width, height] as const,
  )
  await until('the window has its size', async () => (await page.evaluate(() => innerWidth)) === width)
}

describe('a bar', () => {
  it('lies over the foot of the article, beside the headlines', async () => {
    const reader = await start()
    const { page } = reader
    await page.keyboard.press('Shift+A')
    await bar(page).waitFor()
    await photograph(page, 'notice-wide')
    const { x, bottom } = await box(bar(page))
    expect(x).toBeGreaterThan((await box(headlinesPane(page))).right)
    expect(bottom).toBeLessThan(await page.evaluate(() => innerHeight))
  })

  it('lets the last headline be scrolled clear of it in a narrow window', async () => {
    const reader = await start()
    const { page } = reader
    await resize(reader, 420, 700)
    await headlinesPane(page).waitFor()
    await page.keyboard.press('Shift+A')
    await bar(page).waitFor()
    await headlinesPane(page).evaluate((list) => {
      list.scrollTop = list.scrollHeight
    })
    const last = headlinesPane(page)
      .getByRole('option')
      .filter({ hasText: outlet.articles[9]?.title ?? '' })
    await last.waitFor()
    await photograph(page, 'notice-narrow')
    expect((await box(last)).bottom).toBeLessThanOrEqual((await box(bar(page))).y)
  })

  it('after an undo goes by itself', async () => {
    const { page } = await start()
    await page.keyboard.press('Shift+A')
    await bar(page).getByRole('button', { name: 'Undo' }).waitFor()
    await page.keyboard.press('Control+z')
    const undone = page.getByText('Taken back: 10 articles marked read.', { exact: true }).last()
    await undone.waitFor()
    await until('it has gone', async () => (await page.locator('.bar').count()) === 0)
  })
})

describe('an undone unfollowing', () => {
  it('leads back to the paper that was open', async () => {
    const { page } = await start()
    await outletRow(page, outlet.name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Unfollow' }).click()
    await until('it is gone', async () => (await feedOf(page, outlet)) === null)
    await page.getByRole('heading', { name: 'Unread' }).waitFor()
    await bar(page).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('heading', { name: outlet.name }).waitFor()
  })
})
