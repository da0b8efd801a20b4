/**
 * Articles that are made to hold the window (tests/fixtures/bombs.ts): it answers while each is opened, all that can be drawn
 * is drawn, what is left out is told, and an article that was not drawn is not reopened by itself.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { bombs } from '../fixtures/bombs.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { feelPulse } from '../helpers/pulse.ts'
import type { Pulse } from '../helpers/pulse.ts'
import {
  articleFrame,
  familyOf,
  get,
  headlinesPane,
  openArticle,
  openOutlet,
  photograph,
  selectedRow,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

/** A second is promised; a machine that does other things too may take longer. What went off took ten to sixty. */
const patienceMs = 2000
const atOnce = 6
const names = Object.keys(bombs)
const titleOf = (name: string) => `Bomb, ${name}`

let outlets: readonly Outlet[]
let reader: Reader
let page: Page
let pulse: Pulse

beforeAll(async () => {
  outlets = await Promise.all(
    names
      .filter((_, index) => index % atOnce === 0)
      .map((_, index) =>
        startOutlet({ articles: 0, zips: false, name: `Powder House ${String(index + 1)}` }),
      ),
  )
  names.forEach((name, index) => {
    const outlet = outletOf(index)
    const html = (bombs[name] ?? '').replaceAll('{origin}', outlet.origin)
    outlet.publish({ title: titleOf(name), slug: `bomb-${String(index)}`, html, pictures: [] })
  })
  reader = await launchReader({ starter: familyOf(...outlets) })
  page = reader.page
  pulse = await feelPulse(reader.app, page)
  for (const outlet of outlets) await untilFetched(page, outlet, outlet.articles.length)
}, 180_000)

afterAll(async () => {
  await endReaders()
  await Promise.all(outlets.map((outlet) => outlet.stop()))
})

function outletOf(index: number): Outlet {
  const outlet = outlets[Math.floor(index / atOnce)]
  if (outlet === undefined) throw new Error(`no outlet for bomb ${String(index)}`)
  return outlet
}

const marks = async () =>
  JSON.parse(await readFile(join(reader.userData, 'drawing.json'), 'utf8').catch(() => 'null')) as {
    drawing: string | null
    undrawn: string[]
  } | null

/** The open article is whole: the mark that it is being drawn is gone. */
const untilDrawn = () => until('the article is drawn', async () => (await marks())?.drawing === null)

describe('an article that is made to hold the window', () => {
  it('holds neither the window nor the main thread while it is fetched', async () => {
    const { page: window, main } = await pulse.longest()
    expect(Math.max(window, main)).toBeLessThan(patienceMs)
  })

  it.each(names.map((name, index) => [name, index] as const))('%s', async (name, index) => {
    await openOutlet(page, outletOf(index).name)
    await pulse.longest()
    const frame = await openArticle(page, titleOf(name))
    await untilDrawn()
    expect(await frame.locator('.body').evaluate((body) => body.childNodes.length)).toBeGreaterThan(0)
    const { page: window, main } = await pulse.longest()
    expect(Math.max(window, main)).toBeLessThan(patienceMs)
  })

  it('keeps its place among others: the next one is drawn while it still is', async () => {
    await openOutlet(page, outletOf(names.indexOf('60,000 items in a list')).name)
    await pulse.longest()
    for (const key of ['j', 'j', 'k', 'j', 'j', 'k', 'k']) await page.keyboard.press(key)
    await untilDrawn()
    const { page: window, main } = await pulse.longest()
    expect(Math.max(window, main)).toBeLessThan(patienceMs)
  })

  it('says what was left out, and leads to the original', async () => {
    await openOutlet(page, outletOf(names.indexOf('a table of 60,000 cells')).name)
    const frame = await openArticle(page, titleOf('a table of 60,000 cells'))
    await untilDrawn()
    const note = frame.locator('footer .cut')
    expect(await note.innerText()).toContain('a table is set as lines')
    expect(await note.getByRole('link').getAttribute('href')).toContain('/bomb-4')
    await frame.locator('footer').scrollIntoViewIfNeeded()
    await photograph(page, 'bomb-cut')
  })

  it('is laid out anew in time, at another size of the text', async () => {
    await openOutlet(page, outletOf(names.indexOf('60,000 paragraphs')).name)
    await openArticle(page, titleOf('60,000 paragraphs'))
    await untilDrawn()
    await pulse.longest()
    await page.keyboard.press('+')
    await until('the text is larger', async () => (await get(page, 'settings:read')).textSize > 18)
    const { page: window } = await pulse.longest()
    expect(window).toBeLessThan(patienceMs)
  })
})

describe('an article that was not drawn', () => {
  it('is not reopened at the next start, says why, and is drawn when asked to', async () => {
    await openOutlet(page, outletOf(0).name)
    await openArticle(page, titleOf(names[0] ?? ''))
    await untilDrawn()
    const id = await until('the place is kept', async () => {
      const { lastArticle } = await get(page, 'settings:read')
      return lastArticle === (await selectedRow(page))?.id ? lastArticle : null
    })
    await reader.close()
    await writeFile(join(reader.userData, 'drawing.json'), JSON.stringify({ drawing: id, undrawn: [] }))

    reader = await launchReader({ starter: familyOf(...outlets), userData: reader.userData })
    page = reader.page
    await page.getByText('the window stopped while it was drawing it').waitFor()
    expect(
      await articleFrame(page)
        .getByRole('heading', { name: titleOf(names[0] ?? '') })
        .count(),
    ).toBe(0)
    await photograph(page, 'undrawn')
    // Another one opens as ever.
    await openArticle(page, titleOf(names[1] ?? ''))
    await headlinesPane(page)
      .getByRole('option')
      .filter({ hasText: titleOf(names[0] ?? '') })
      .click()
    await page.getByRole('button', { name: 'Show it all the same' }).click()
    await articleFrame(page)
      .getByRole('heading', { name: titleOf(names[0] ?? '') })
      .waitFor()
    await until('it is trusted again', async () => (await marks())?.undrawn.length === 0)
  })
})
