/**
 * The window as axe-core sees it: every state and every dialog, light and dark, in both languages, with nothing found.
 *
 * One start: what is measured is added up and compared at the end, so that a failure names all of it.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Frame, Page } from 'playwright-core'
import { violations } from '../helpers/axe.ts'
import { startAxeRound } from '../helpers/axeRound.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { familyOf, feedOf, get, photograph, tree, untilFetched } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlets: readonly Outlet[] = []
beforeEach(async () => {
  const [good, locked, near] = await Promise.all([
    startOutlet({ name: 'Harbour Lantern' }),
    startOutlet({ name: 'Locked Gazette' }),
    startOutlet({ name: 'Cellar News' }),
  ])
  locked.fault('/feed/', { kind: 'login', user: 'ann', password: 'lantern-7' })
  outlets = [good, locked, near]
})
afterEach(async () => {
  await endReaders()
  for (const outlet of outlets) await outlet.stop()
})

const list = '[role=listbox]'
const line = (name: string) => `[role=treeitem]:has-text("${name}")`

/** States of the window, each with the way into it and out of it again; by keys and places, since names are translated. */
const states: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  paper: (page) => page.click(line('Harbour Lantern')),
  article: async (page) => {
    await page.click(`${list} [role=option] >> nth=2`)
    await articleOf(page).waitForSelector('h1')
    await page.keyboard.press('s')
    await page.keyboard.press('j')
    await page.keyboard.press('m')
  },
  'the list with the focus': (page) => page.focus(list),
  'the tree with the focus': (page) => page.focus('[role=tree]'),
  search: async (page) => {
    await page.keyboard.press('/')
    await page.keyboard.type('the')
    await page.waitForTimeout(0)
  },
  'nothing found': async (page) => {
    await page.keyboard.type('xyzzy')
    await page.waitForSelector('.empty, .empty-mark')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  },
  today: (page) => page.keyboard.press('1'),
  starred: (page) => page.keyboard.press('3'),
  everything: (page) => page.keyboard.press('4'),
  'a paper that wants a password': (page) => page.click(line('Locked Gazette')),
  'a paper that was refused': (page) => page.click(line('Cellar News')),
  'menu of the papers': (page) => page.click('.outlets-pane .pane-head [aria-haspopup=menu]'),
  'menu of a paper': async (page) => {
    await page.keyboard.press('Escape')
    await page.click(line('Harbour Lantern'), { button: 'right' })
  },
  'menu of a headline': async (page) => {
    await page.keyboard.press('Escape')
    await page.click(line('Harbour Lantern'))
    await page.click(`${list} [role=option] >> nth=1`, { button: 'right' })
  },
  keys: async (page) => {
    await page.keyboard.press('Escape')
    await page.focus(list)
    await page.keyboard.press('?')
    await page.waitForSelector('dialog[open]')
  },
  activity: byKey('Control+Shift+A'),
  settings: byKey('Control+,'),
  data: byKey('Control+Shift+D'),
  catalogue: byKey('Control+K'),
  'new folder': byKey('Control+Shift+N'),
  'add a paper': byKey('Control+N'),
  'papers found': async (page) => {
    await page.fill('dialog[open] input', outlets[0]?.siteUrl ?? '')
    await page.keyboard.press('Enter')
    await page.waitForSelector('dialog[open] .candidate, dialog[open] .failure')
  },
  keep: byMenu('Harbour Lantern', -2),
  move: byMenu('Harbour Lantern', -4),
  'sign in': byMenu('Locked Gazette', 2),
  'allow an address': byMenu('Cellar News', 2),
  'renaming a paper': async (page) => {
    await closeAll(page)
    await page.click(line('Harbour Lantern'))
    await page.focus('[role=tree]')
    await page.keyboard.press('F2')
    await page.waitForSelector('[role=tree] input')
  },
  'something to take back': async (page) => {
    await page.keyboard.press('Escape')
    await page.focus(list)
    await page.keyboard.press('Shift+A')
    await page.waitForSelector('.bars .bar')
  },
  'two panes': async (page) => {
    await page.keyboard.press('Control+Z')
    await page.setViewportSize({ width: 800, height: 600 })
  },
  'one pane': (page) => page.setViewportSize({ width: 500, height: 600 }),
  'three panes': (page) => page.setViewportSize({ width: 1280, height: 800 }),
}

function byKey(key: string) {
  return async (page: Page) => {
    await closeAll(page)
    await page.focus(list)
    await page.keyboard.press(key)
    await page.waitForSelector('dialog[open]')
  }
}

/** @param at Which line of the menu, from its end when negative. */
function byMenu(paper: string, at: number) {
  return async (page: Page) => {
    await closeAll(page)
    await page.click(line(paper), { button: 'right' })
    const items = page.locator('[role=menuitem], [role=menuitemcheckbox]')
    await items.nth(at < 0 ? (await items.count()) + at : at).click()
    await page.waitForSelector('dialog[open]')
  }
}

async function closeAll(page: Page): Promise<void> {
  await until('no dialog is open', async () => {
    if ((await page.locator('dialog[open], [role=menu]').count()) === 0) return true
    await page.keyboard.press('Escape')
    return false
  })
}

function articleOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().endsWith('article.html'))
  if (frame === undefined) throw new Error('There is no article frame.')
  return frame
}

it('has nothing to stumble over, in any state, light or dark, in English or Japanese', async () => {
  const { page } = await launchReader({ starter: familyOf(...outlets), isAllowing: false })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  page.setDefaultTimeout(8000)
  await page.setViewportSize({ width: 1280, height: 800 })
  const [good, locked, near] = outlets as [Outlet, Outlet, Outlet]
  for (const outlet of [good, locked]) {
    const feed = await until('it was refused', async () => {
      const found = await feedOf(page, outlet)
      return found?.state.phase === 'failed' ? found : null
    })
    await get(page, 'feeds:allow', feed.id, { url: feed.url, class: 'loopback' })
  }
  await untilFetched(page, good, 10)
  await until('all have answered', async () => {
    const [one, other] = [await feedOf(page, locked), await feedOf(page, near)]
    return one?.state.phase === 'failed' && other?.state.phase === 'failed'
  })
  expect((await tree(page)).feeds.length).toBeGreaterThan(2)

  const round = startAxeRound()
  for (const language of ['en', 'ja'] as const) {
    await get(page, 'settings:change', { language })
    await until('it speaks', async () => (await page.locator('html').getAttribute('lang')) === language)
    for (const [name, enter] of Object.entries(states)) {
      const trouble = await enter(page).then(
        () => null,
        (error: unknown) => String(error).split('\n')[0] ?? '',
      )
      if (trouble !== null) round.add(`not reached: ${trouble}`, name)
      await round.measure(page, `${name}, ${language}`, name.startsWith('article'))
    }
  }
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  for (const one of await violations(page, 'no-colours')) round.add(one, 'forced colours')
  await photograph(page, 'accessibility-forced')
  expect(round.told()).toEqual([])
}, 600_000)
