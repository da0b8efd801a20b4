/** Texts made to be slow: the window goes on answering while they are read, and the program ends when it is asked to. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { get } from '../helpers/readerWindow.ts'

let outlet: Outlet
afterEach(async () => {
  await endReaders()
  await outlet.stop()
})

/** Read by the old pattern this held the whole program for minutes; packed it is a few hundred bytes. */
const comments = `User-agent: *\nDisallow: /wp-admin/ ${'#'.repeat(500_000)}\u2028x`
/** Nobody waits for a window so long, however busy the machine. */
const longestMs = 5000

describe('a robots.txt that is a bomb', () => {
  it('is read beside a window that answers, and the program closes at once', async () => {
    outlet = await startOutlet({ articles: 1 })
    // It names no icon, so that its home page is asked for one.
    const feed = `<rss version="2.0"><channel><title>Slow Times</title><link>${outlet.siteUrl}</link><item><title>A</title></item></channel></rss>`
    outlet.fault('/feed/', { kind: 'body', type: 'application/rss+xml', body: feed })
    outlet.fault('/robots.txt', { kind: 'body', type: 'text/plain', body: comments })
    const reader = await launchReader()
    const pings = pinging(reader.page)

    await get(reader.page, 'outlets:probe', outlet.feedUrl)
    await get(reader.page, 'feeds:follow', { url: outlet.feedUrl, folderId: null, catalogueId: null })
    await outlet.waitForRequest('/robots.txt')
    expect(outlet.requestsTo('/robots.txt')[0]?.headers['accept-encoding']).toContain('gzip')
    // Once the file has been read.
    await outlet.waitForRequest('/')
    expect(await pings.end()).toBeLessThan(longestMs)

    const before = performance.now()
    await reader.close()
    expect(performance.now() - before).toBeLessThan(longestMs * 2)
  })
})

/** Asks main, through the bridge, and the page, again and again; tells the longest wait for an answer. */
function pinging(page: Page): { readonly end: () => Promise<number> } {
  const state = { isOver: false }
  const asking = (async () => {
    let longest = 0
    while (!state.isOver) {
      const before = performance.now()
      await get(page, 'settings:read')
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
      longest = Math.max(longest, performance.now() - before)
    }
    return longest
  })()
  // Told by `end`; where the test has failed before it, nobody waits.
  asking.catch(() => undefined)
  return {
    end: () => {
      state.isOver = true
      return asking
    },
  }
}
