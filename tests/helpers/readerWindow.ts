/**
 * readerWindow.ts — the reader's window as a test sees it: outlets, headlines, the article, the bridge.
 *
 * Knows: the accessible names that the window promises; nothing of its classes or components.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Feed, OutletTree } from '../../preload/contract/model.ts'
import type { ArgsOf, ReplyOf, RequestName } from '../../preload/contract/requests.ts'
import { repository } from './electron.ts'
import type { StarterFile } from './electron.ts'
import type { Outlet } from './outlets/outlet.ts'
import { until } from './until.ts'

export interface Row {
  readonly id: string
  readonly text: string
  readonly isUnread: boolean
  readonly isSelected: boolean
}

export const outletsPane = (page: Page): Locator => page.getByRole('tree', { name: 'Papers' })
export const headlinesPane = (page: Page): Locator => page.getByRole('listbox', { name: 'Headlines' })
export const articleFrame = (page: Page): FrameLocator => page.frameLocator('iframe[title="Article"]')
export const addressBox = (page: Page): Locator => page.getByLabel('Address of a paper')

export const outletRow = (page: Page, name: string): Locator =>
  outletsPane(page)
    .getByRole('treeitem')
    .filter({ has: page.getByText(name, { exact: true }) })
    .last()

/** The headlines that are drawn now, from the top. */
export function rows(page: Page): Promise<readonly Row[]> {
  return headlinesPane(page)
    .getByRole('option')
    .evaluateAll((options) =>
      options
        .map((option) => ({
          id: option.getAttribute('data-article') ?? '',
          text: option.textContent,
          isUnread: option.getAttribute('data-unread') === 'true',
          isSelected: option.getAttribute('aria-selected') === 'true',
          top: option.getBoundingClientRect().top,
        }))
        .sort((a, b) => a.top - b.top)
        .map(({ id, text, isUnread, isSelected }) => ({ id, text, isUnread, isSelected })),
    )
}

export async function selectedRow(page: Page): Promise<Row | null> {
  return (await rows(page)).find((row) => row.isSelected) ?? null
}

/** Asks main through the bridge, as the window itself does. */
export function ask<N extends RequestName>(
  page: Page,
  name: N,
  ...args: ArgsOf<N>
): Promise<Outcome<ReplyOf<N>>> {
  return page.evaluate(
    ([request, given]) =>
      (window as unknown as { kawaraban: { ask: (...a: unknown[]) => Promise<never> } }).kawaraban.ask(
        request,
        ...given,
      ),
    [name, args] as const,
  )
}

/** As `ask`, for what must succeed. */
export async function get<N extends RequestName>(
  page: Page,
  name: N,
  ...args: ArgsOf<N>
): Promise<ReplyOf<N>> {
  const reply = await ask(page, name, ...args)
  if (!reply.ok) throw new Error(`${name} failed: ${JSON.stringify(reply.failure)}`)
  return reply.value
}

export const tree = (page: Page): Promise<OutletTree> => get(page, 'outlets:tree')

export async function feedOf(page: Page, outlet: Outlet): Promise<Feed | null> {
  return (await tree(page)).feeds.find((feed) => feed.url.startsWith(outlet.origin)) ?? null
}

/** Waits until an outlet has this many articles and nothing of it is under way. */
export function untilFetched(page: Page, outlet: Outlet, articles: number): Promise<Feed> {
  return until(`${outlet.name} has ${String(articles)} articles`, async () => {
    const feed = await feedOf(page, outlet)
    return feed !== null && feed.total >= articles && feed.state.phase === 'idle' ? feed : null
  })
}

/** Waits until every picture of an outlet has been asked for and answered. */
export function untilPicturesKept(outlet: Outlet): Promise<boolean> {
  return until(`the pictures of ${outlet.name} are kept`, () => {
    const wanted = outlet.articles.slice(0, 10).flatMap((article) => article.pictures)
    return wanted.every((path) => outlet.requestsTo(path).some((request) => request.status === 200))
  })
}

/** Shows an outlet's headlines by a click. */
export async function openOutlet(page: Page, name: string): Promise<void> {
  await outletRow(page, name).click()
  await until(`${name} is shown`, async () => (await rows(page)).length > 0)
}

/** Opens an article by a click on its headline and waits until its title is in the article's frame. */
export async function openArticle(page: Page, title: string): Promise<FrameLocator> {
  // At its left end: a notice may lie over the middle of the lowest rows for a while.
  const row = headlinesPane(page).getByRole('option').filter({ hasText: title }).first()
  await row.click({ position: { x: 40, y: 20 } })
  const frame = articleFrame(page)
  await frame.getByRole('heading', { name: title }).first().waitFor()
  return frame
}

/** Widths of all pictures in the open article, once every one has loaded or failed. */
export function pictureWidths(page: Page): Promise<readonly number[]> {
  return until('the pictures of the article have loaded', async () => {
    return articleFrame(page)
      .locator('img')
      .evaluateAll((all) => {
        const images = all as HTMLImageElement[]
        for (const image of images) image.loading = 'eager'
        return images.every((image) => image.complete) ? images.map((image) => image.naturalWidth) : null
      })
  })
}

/** A starter file with these outlets as one family. */
export function familyOf(...outlets: readonly Outlet[]): StarterFile {
  return {
    families: [{ key: 'lantern', title: 'The Lantern group' }],
    outlets: outlets.map((outlet) => ({
      name: outlet.name,
      siteUrl: outlet.siteUrl,
      feedUrl: outlet.feedUrl,
      language: 'en',
      family: 'lantern',
      follow: [],
    })),
  }
}

/** Saves what is on screen as out/screenshots/<name>.png. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = join(repository, 'out/screenshots')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
