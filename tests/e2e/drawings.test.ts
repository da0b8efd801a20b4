/** Hostile drawings (tests/fixtures/drawings.ts), shown in an article: nothing in them runs or loads, and the window answers. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { aDrawing, drawingBombs, hostileDrawings } from '../fixtures/drawings.ts'
import { startCanary } from '../helpers/canary.ts'
import type { Canary } from '../helpers/canary.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { feelPulse } from '../helpers/pulse.ts'
import {
  articleFrame,
  familyOf,
  openArticle,
  openOutlet,
  photograph,
  untilFetched,
} from '../helpers/readerWindow.ts'

const drawings = Object.values({ ...hostileDrawings, ...drawingBombs })
const title = 'A page of hostile drawings'
const plain = '/wp-content/uploads/plain.svg'
const path = (index: number) => `/wp-content/uploads/drawing-${String(index)}.svg`

let outlet: Outlet
let canary: Canary
let reader: Reader
let page: Page
beforeAll(async () => {
  canary = await startCanary()
  outlet = await startOutlet({ articles: 0, name: 'The Draughtsman' })
  const svg = { kind: 'body', type: 'image/svg+xml' } as const
  outlet.fault(plain, { ...svg, body: aDrawing })
  drawings.forEach((source, index) => {
    const body = source.replaceAll('{origin}', canary.origin)
    outlet.fault(path(index), { ...svg, body })
  })
  const pictures = [plain, ...drawings.map((_, index) => path(index))]
  const html = pictures.map(
    (each, index) => `<p>${String(index)} <img src="${outlet.origin}${each}" alt="drawing"></p>`,
  )
  outlet.publish({ title, slug: 'drawings', html: html.join(''), pictures: [] })
  reader = await launchReader({ starter: familyOf(outlet) })
  page = reader.page
  await untilFetched(page, outlet, 1)
})
afterAll(async () => {
  await endReaders()
  await outlet.stop()
  await canary.stop()
})

it('show what is harmless of them; nothing runs, nobody is asked, and the window answers', async () => {
  const pulse = await feelPulse(reader.app, page)
  await openOutlet(page, outlet.name)
  await openArticle(page, title)
  const settled = await articleFrame(page)
    .locator('body')
    .evaluate(async (body) => {
      const images = Array.from(body.querySelectorAll<HTMLImageElement>('.body img'))
      for (const image of images) image.loading = 'eager'
      await Promise.all(images.map((image) => image.decode().catch(() => undefined)))
      return { tried: images.length, shown: images.filter(({ naturalWidth }) => naturalWidth > 0).length }
    })
  expect(settled.tried).toBeGreaterThan(0)
  expect(settled.shown).toBeGreaterThan(0)
  expect(canary.hits).toEqual([])
  expect(await page.title()).not.toContain('ran')
  const { page: window, main } = await pulse.longest()
  expect(Math.max(window, main)).toBeLessThan(2000)
  await photograph(page, 'hostile-drawings')
})

it('cannot be gone to as pages', async () => {
  const source = await articleFrame(page).locator('.body img').first().getAttribute('src')
  await page.evaluate((url) => {
    window.location.href = url
  }, source ?? '')
  expect(page.url()).toBe('app://kawaraban/index.html')
  expect(canary.hits).toEqual([])
})
