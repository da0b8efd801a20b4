/** What the window is told of changes, and what it asks for then, in the real program. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ElectronApplication, Page } from 'playwright-core'
import type { OutletTree } from '../../preload/contract/model.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { familyOf, get, openArticle, openOutlet, outletRow, untilFetched } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
beforeEach(async () => {
  outlet = await startOutlet({ itemsInFeed: 30 })
})
afterEach(async () => {
  await endReaders()
  await outlet.stop()
})

const eventNames = [
  'library:changed',
  'articles:marked',
  'counts:changed',
  'feeds:changed',
  'outlets:changed',
  'settings:changed',
]

type Heard = (readonly [string, Record<string, unknown>])[]

/** From now on. Whoever drives the window from outside listens like this. */
const listen = (page: Page) =>
  page.evaluate((names) => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    const { kawaraban } = window as unknown as {
      kawaraban: { on: (name: string, listener: (news: unknown) => void) => void }
    }
    for (const name of names) kawaraban.on(name, (news) => heard.push([name, news]))
  }, eventNames)

const heard = (page: Page): Promise<Heard> =>
  page.evaluate(() => (window as unknown as { heard: Heard }).heard.splice(0))

/** Counts the requests that reach main, from now on. */
const countRequests = (app: ElectronApplication) =>
  app.evaluate(({ ipcMain }) => {
    const counts: Record<string, number> = {}
    Object.assign(globalThis, { counts })
    const { _invokeHandlers: handlers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, (...args: unknown[]) => unknown>
    }
    for (const [name, handler] of handlers)
      handlers.set(name, (...args) => {
        counts[name] = (counts[name] ?? 0) + 1
        return handler(...args)
      })
  })

const requests = (app: ElectronApplication): Promise<Record<string, number>> =>
  app.evaluate(() => (globalThis as unknown as { counts: Record<string, number> }).counts)

const unreadShown = async (page: Page) => {
  const text = await outletRow(page, outlet.name).textContent()
  return Number(/\d+$/.exec((text ?? '').trim())?.[0] ?? 0)
}

describe('a mark', () => {
  it('is told with its article and its counts, and the window asks for no tree', async () => {
    const { app, page } = await launchReader({ starter: familyOf(outlet) })
    const { id: feedId } = await untilFetched(page, outlet, 12)
    await get(page, 'settings:change', { readAfterMs: null })
    await openOutlet(page, outlet.name)
    await openArticle(page, outlet.articles[1]?.title ?? '')
    await until('all twelve are shown as unread', async () => (await unreadShown(page)) === 12)
    await listen(page)
    await countRequests(app)
    await page.keyboard.press('m')
    await until('the paper has one fewer', async () => (await unreadShown(page)) === 11)
    await page.keyboard.press('s')
    await until('both marks are told', async () => {
      const told = await page.evaluate(() => (window as unknown as { heard: Heard }).heard)
      return told.filter(([name]) => name === 'articles:marked').length >= 2
    })
    const news = await heard(page)
    const of = (event: string) => news.filter(([name]) => name === event).map(([, what]) => what)
    expect(of('articles:marked')).toEqual([
      { marks: [expect.objectContaining({ isRead: true, isStarred: false })] },
      { marks: [expect.objectContaining({ isRead: true, isStarred: true })] },
    ])
    expect(of('counts:changed')).toMatchObject([
      { feeds: [{ feedId, unread: 11, total: 12 }], counts: { starred: 0 } },
      { feeds: [{ feedId, unread: 11, total: 12 }], counts: { starred: 1 } },
    ])
    expect(of('outlets:changed')).toContainEqual({ isWhole: false })
    expect((await requests(app))['articles:mark']).toBe(2)
    expect((await requests(app))['outlets:tree']).toBeUndefined()
    const tree: OutletTree = await get(page, 'outlets:tree')
    expect(tree.feeds.find(({ id }) => id === feedId)).toMatchObject({ unread: 11, total: 12 })
  })
})

describe('a refresh', () => {
  it('tells which articles came, and of the paper its line: no tree is asked for', async () => {
    const { app, page } = await launchReader({ starter: familyOf(outlet) })
    const { id: feedId } = await untilFetched(page, outlet, 12)
    await openOutlet(page, outlet.name)
    await listen(page)
    await countRequests(app)
    outlet.publish()
    outlet.publish()
    await page.keyboard.press('r')
    await until('the new ones are shown', async () => (await unreadShown(page)) === 14)
    await until('it is at rest again', async () => {
      const told = await page.evaluate(() => (window as unknown as { heard: Heard }).heard)
      const lines = told.flatMap(([name, what]) => (name === 'feeds:changed' ? [what['feeds']] : []))
      return JSON.stringify(lines.at(-1) ?? null).includes('"idle"')
    })
    const news = await heard(page)
    const came = news.flatMap(([name, what]) => (name === 'library:changed' ? [what] : []))
    expect(came).toHaveLength(1)
    expect(came[0]).toMatchObject({
      feedIds: [feedId],
      newArticles: 2,
      articles: { changed: [], removed: [] },
    })
    expect((came[0]?.['articles'] as { added: unknown[] }).added).toHaveLength(2)
    expect(news.filter(([name, what]) => name === 'outlets:changed' && what['isWhole'] === true)).toEqual([])
    expect((await requests(app))['outlets:tree']).toBeUndefined()
  })
})
