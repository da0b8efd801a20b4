/** Jumps and formulas in the real window: places, the way back, a footnote's box, and what Chromium makes of a formula. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Frame, Page } from 'playwright-core'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { until } from '../helpers/until.ts'
import { familyOf, openArticle, openOutlet, photograph, untilFetched } from '../helpers/readerWindow.ts'

const filling = '<p>Words between the claim and its note, as many as a page needs.</p>'.repeat(80)
const html =
  '<p>Words before.<sup id="r1"><a href="#body">1</a></sup> So <math><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mn>32</mn></mfrac></math>.</p>' +
  `${filling}<ol><li id="body" name="attributes">The note itself. <a href="#r1">↩</a></li></ol><p id="__proto__">Words after.</p>`

let outlet: Outlet
let reader: Reader
let page: Page
let frame: Frame
beforeAll(async () => {
  outlet = await startOutlet({ articles: 0, name: 'The Footnote' })
  outlet.publish({ title: 'A claim', slug: 'claim', html, pictures: [], categories: [] })
  reader = await launchReader({ starter: familyOf(outlet) })
  page = reader.page
  await untilFetched(page, outlet, 1)
  await openOutlet(page, outlet.name)
  await openArticle(page, 'A claim')
  const found = page.frames().find((one) => one.url().endsWith('article.html'))
  if (found === undefined) throw new Error('no frame')
  frame = found
  await frame.getByText('Words after.').waitFor({ state: 'attached' })
})
afterAll(async () => {
  await endReaders()
  await outlet.stop()
})

const body = () => frame.locator('body')
const scrolled = () => body().evaluate(({ ownerDocument }) => ownerDocument.scrollingElement?.scrollTop ?? 0)
const focused = () => body().evaluate(({ ownerDocument }) => ownerDocument.activeElement?.textContent ?? '')
const sign = () => frame.locator('sup a')

describe('a jump', () => {
  it('scrolls to its place, and Esc comes back to where one was; nothing navigates', async () => {
    const address = frame.url()
    await sign().click()
    await until('the note is in view', async () => (await scrolled()) > 500)
    expect(await focused()).toContain('The note itself.')
    await page.keyboard.press('Escape')
    await until('the sign is in view', async () => (await scrolled()) < 50)
    expect(await focused()).toBe('1')
    expect(frame.url()).toBe(address)
    expect(await reader.openedOutside()).toEqual([])
    expect(await body().evaluate(({ ownerDocument }) => ownerDocument.body.tagName)).toBe('BODY')
  })
})

describe('a footnote', () => {
  it('opens on Enter where one reads, and closes with Esc', async () => {
    await sign().focus()
    await page.keyboard.press('Enter')
    const box = frame.getByRole('dialog', { name: 'Note 1' })
    await box.waitFor()
    await photograph(page, 'footnote')
    const place = await box.boundingBox()
    expect(place?.height).toBeGreaterThan(20)
    // The line of its sign stays to be read, to the foot of its fraction.
    const below = await frame.locator('mfrac').boundingBox()
    expect(place?.y ?? 0).toBeGreaterThanOrEqual((below?.y ?? 0) + (below?.height ?? 0))
    expect(await box.innerText()).toContain('The note itself.')
    expect(await scrolled()).toBeLessThan(50)
    await page.keyboard.press('Escape')
    await box.waitFor({ state: 'detached' })
    expect(await focused()).toBe('1')
  })

  it('opens under the pointer, and goes when one scrolls', async () => {
    // The pointer is still where it clicked.
    await frame.getByRole('heading').first().hover()
    await sign().hover()
    const box = frame.getByRole('dialog', { name: 'Note 1' })
    await box.waitFor()
    await page.mouse.wheel(0, 300)
    await box.waitFor({ state: 'detached' })
  })
})

describe('a formula', () => {
  it('is drawn as one: the denominator below the numerator', async () => {
    const [upper, lower] = await frame.locator('mfrac > mn').all()
    const [above, below] = [await upper?.boundingBox(), await lower?.boundingBox()]
    expect(below?.y ?? 0).toBeGreaterThan((above?.y ?? 0) + 3)
  })
})
