/** The library's folder is taken away while the program runs; the next round brings back what papers still have. */
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { View } from '../../preload/contract/model.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import {
  familyOf,
  get,
  headlinesPane,
  openArticle,
  openOutlet,
  tree,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

afterEach(endReaders)

it.skipIf(process.platform === 'win32')(
  'asks its papers for everything again although they answer 304, and tells what was lost',
  async () => {
    const outlet = await startOutlet({ articles: 6, itemsInFeed: 6, name: 'The Lantern' })
    const { page, userData, relaunch } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 6)
    await openOutlet(page, outlet.name)
    await rename(join(userData, 'library'), join(userData, 'elsewhere'))

    await headlinesPane(page).focus()
    await page.keyboard.press('r')
    await until('the loss is told', async () => {
      const { repaired } = await get(page, 'library:health')
      return repaired.some(({ kind }) => kind === 'articles-damaged')
    })
    const second = await until('all texts are there again after a restart', async () => {
      const { feeds } = await tree(page)
      return feeds.every(({ state }) => state.phase === 'idle' || state.phase === 'failed') ? true : null
    }).then(() => relaunch())
    const views: readonly View[] = [{ kind: 'all' }]
    for (const view of views) {
      const list = await get(second.page, 'lists:open', {
        view,
        unreadOnly: false,
        oldestFirst: false,
        search: '',
      })
      expect(list.rows.length).toBeGreaterThanOrEqual(12)
      for (const { id } of list.rows) {
        const article = await get(second.page, 'articles:open', id)
        expect(article.bodyHtml.length).toBeGreaterThan(20)
      }
    }
    await openOutlet(second.page, outlet.name)
    await openArticle(second.page, outlet.articles[0]?.title ?? '')
    await outlet.stop()
  },
)
