/** The window as axe-core sees it where something is wrong or about to be changed: nothing is found there either. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startAxeRound, wearAsSystem } from '../helpers/axeRound.ts'
import { launchClosed, lockFromAfar } from '../helpers/closedReader.ts'
import { endReaders, launchReader, newFolder } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { familyOf, get, headlinesPane, untilFetched } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
beforeEach(async () => {
  outlet = await startOutlet({ name: 'Harbour Lantern' })
})
afterEach(async () => {
  await endReaders()
  await outlet.stop()
})

const languages = ['en', 'ja'] as const
type Ways = Readonly<Record<string, (page: Page) => Promise<unknown>>>

/** A library one of whose papers was damaged on the disk: the banner tells of it. */
async function launchRepaired(): Promise<Reader> {
  const first = await launchReader({ starter: familyOf(outlet) })
  const { id } = await untilFetched(first.page, outlet, 10)
  await first.close()
  await rm(join(first.userData, 'library/archive', id), { recursive: true })
  const again = await launchReader({ userData: first.userData, starter: familyOf(outlet) })
  await again.page.locator('.health').waitFor()
  return again
}

const feedLink = (href: string, title: string, more = '') =>
  `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}" ${more}>`
/** A site that names a feed, ten topics of which nobody answers for the first, another language, and its comments. */
const manyFeeds = () =>
  `<!doctype html><html lang="en"><head><title>The Many</title>${feedLink('/feed/', 'The Many')}` +
  Array.from({ length: 10 }, (_, n) => feedLink(`/tag/t${String(n)}/feed`, `Topic ${String(n)}`)).join('') +
  `${feedLink('/fr.xml', 'Le Grand Nombre', 'hreflang="fr"')}${feedLink('/comments/feed/', 'Comments')}</head></html>`

const open = async (page: Page, key: string) => {
  await until('no dialog is open', async () => {
    if ((await page.locator('dialog[open]').count()) === 0) return true
    await page.keyboard.press('Escape')
    return false
  })
  await page.focus('[role=listbox]')
  await page.keyboard.press(key)
  await page.waitForSelector('dialog[open]')
}

const ways: Ways = {
  'a library that was repaired': (page) => page.waitForSelector('.health'),
  'the data of such a library': (page) => open(page, 'Control+Shift+D'),
  'what a backup would do': async (page) => {
    await page.locator('.data-tools button', { hasText: /^(?:Restore…|控えから戻す…)$/ }).click()
    await page.waitForSelector('.data-look')
  },
  'what came of it': async (page) => {
    await page.locator('.data-look button').first().click()
    await page.waitForSelector('.data-said:not(:empty)')
  },
  'a limit, and what would go': async (page) => {
    await open(page, 'Control+Shift+D')
    await page.locator('.data-outlets button').first().click()
    const select = page.locator('dialog[open] select').last()
    await select.selectOption({ index: 1 })
  },
  'the feeds of a site': async (page) => {
    await open(page, 'Control+N')
    await page.fill('dialog[open] input', outlet.siteUrl)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.candidates-aside')
  },
  'all groups of them': async (page) => {
    for (const summary of await page.locator('.candidates-aside summary').all()) await summary.click()
  },
  'those that were searched': (page) => page.locator('.follow-found .search input').fill('topic 1'),
  'none that fits': async (page) => {
    await page.locator('.follow-found .search input').fill('zebra')
    await page.waitForSelector('.candidates-none')
  },
}

it('has nothing to stumble over where a library was repaired, a backup is looked into, and a site has many feeds', async () => {
  const reader = await launchRepaired()
  const { page } = reader
  page.setDefaultTimeout(8000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
  outlet.fault('/', { kind: 'body', type: 'text/html', body: manyFeeds() })
  const backup = join(await newFolder(), 'mine.backup.json')
  await reader.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, backup)
  await headlinesPane(page).focus()
  await get(page, 'library:backUp')
  await get(page, 'settings:change', { workOffline: false })
  const round = startAxeRound()
  for (const language of languages) {
    await get(page, 'settings:change', { language })
    await until('it speaks', async () => (await page.locator('html').getAttribute('lang')) === language)
    for (const [name, enter] of Object.entries(ways)) {
      await enter(page).catch((error: unknown) => {
        round.add(`not reached: ${String(error).split('\n')[0] ?? ''}`, name)
      })
      await round.measure(page, `${name}, ${language}`)
    }
    await page.keyboard.press('Escape')
  }
  expect(round.told()).toEqual([])
}, 600_000)

it.each(languages)(
  'has nothing to stumble over where the library cannot be opened: %s',
  async (language) => {
    const userData = await newFolder()
    await lockFromAfar(userData, 'lighthouse')
    const app = await launchClosed(userData, language)
    try {
      const page = await app.firstWindow()
      await page.waitForSelector('.closed-page')
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const round = startAxeRound(wearAsSystem)
      await round.measure(page, 'closed')
      await page.setViewportSize({ width: 420, height: 560 })
      await round.measure(page, 'closed, narrow')
      expect(round.told()).toEqual([])
    } finally {
      await app.close()
    }
  },
  120_000,
)
