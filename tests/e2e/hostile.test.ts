/**
 * Hostile articles (tests/fixtures/hostile) run nothing, ask nobody and go nowhere (safety.md tests 21–52). The canary
 * is a server that nobody may ask. Every article is opened, clicked all over, and its text must still be there.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startCanary } from '../helpers/canary.ts'
import type { Canary } from '../helpers/canary.ts'
import { endReaders, launchReader, repository } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import {
  articleFrame,
  familyOf,
  get,
  openArticle,
  openOutlet,
  photograph,
  rows,
  untilFetched,
} from '../helpers/readerWindow.ts'

const folder = join(repository, 'tests/fixtures/hostile')
const names = readdirSync(folder).map((file) => file.replace('.html', ''))
const titleOf = (name: string) => `Hostile ${name.replaceAll('-', ' ')}`

let outlet: Outlet
let canary: Canary
let reader: Reader
let page: Page
beforeAll(async () => {
  canary = await startCanary()
  outlet = await startOutlet({
    articles: 0,
    itemsInFeed: 50,
    name: 'The <img src=x onerror=top.hit=1> Times',
  })
  for (const name of names) {
    outlet.publish({
      title: titleOf(name),
      slug: name,
      html: hostileHtml(name),
      pictures: [],
      categories: ['<script>top.hit=1</script>'],
    })
  }
  reader = await launchReader({ starter: familyOf(outlet) })
  page = reader.page
  await untilFetched(page, outlet, names.length)
  await openOutlet(page, outlet.name)
})
afterAll(async () => {
  await endReaders()
  await outlet.stop()
  await canary.stop()
})

const hostileHtml = (name: string) =>
  readFileSync(join(folder, `${name}.html`), 'utf8').replaceAll('{canary}', canary.origin)

/** What a script that ran would have left behind. */
const traces = () =>
  page.evaluate(() => ({ hit: (window as { hit?: unknown }).hit ?? null, title: document.title }))

/** Where a frame may be: with us, nowhere (yet), or at the page that Chromium shows for what was blocked. */
const harmless = /^app:\/\/kawaraban\/|^about:(blank|srcdoc)$|^chrome-error:|^$/

const unharmed = async () => {
  expect((await traces()).hit).toBeNull()
  expect(page.url()).toBe('app://kawaraban/index.html')
  expect(reader.app.windows()).toHaveLength(1)
  for (const frame of page.frames()) expect(frame.url()).toMatch(harmless)
  expect(canary.hits).toEqual([])
}

describe('a hostile article', () => {
  it.each(names)('%s: runs nothing, asks nobody, goes nowhere', async (name) => {
    const frame = await openArticle(page, titleOf(name))
    const text = await frame.locator('body').innerText()
    expect(text).toContain('Words before')
    if (name !== 'clobbering') expect(text).toContain('Words after') // <plaintext> swallows the rest in any browser
    expect(await leftovers()).toEqual([])

    for (const link of await frame.locator('a, summary, p').all()) {
      await link.click({ timeout: 1000, force: true, noWaitAfter: true }).catch(() => undefined)
    }
    await page.keyboard.press('Enter')
    await unharmed()
    for (const url of await reader.openedOutside()) {
      expect(url).toMatch(/^(https?|mailto):/)
      expect(url).not.toContain('secret')
    }
    if (name === 'styles') await photograph(page, 'hostile-styles')
  })

  it('all of them, walked through with the keyboard, leave the reader whole', async () => {
    for (let index = 0; index < names.length; index++) await page.keyboard.press('j')
    await articleFrame(page).locator('body').waitFor()
    await unharmed()
    expect(await get(page, 'settings:read')).toMatchObject({ workOffline: false })
  })

  it('as a headline, an outlet’s name or a category is plain text', async () => {
    expect((await rows(page)).length).toBeGreaterThan(0)
    await page.getByText(outlet.name).first().waitFor()
    expect(await page.locator('[role="tree"] img[src="x"], [role="listbox"] img[src="x"]').count()).toBe(0)
    await unharmed()
  })

  it('even past both cleanings finds a frame that runs nothing (the second wall)', async () => {
    await openArticle(page, titleOf('scripts'))
    for (const name of names) {
      const html = hostileHtml(name)
      await articleFrame(page)
        .locator('body')
        .evaluate((body, words) => {
          const raw = body.ownerDocument.createRange().createContextualFragment(words)
          body.append(raw)
          const script = body.ownerDocument.createElement('script')
          script.textContent = "top.hit = 'raw script'"
          body.append(script)
        }, html)
    }
    // Whatever was put there has had every chance to load once the next article is on screen.
    await page.keyboard.press('j')
    await unharmed()
  })
})

/** Elements and attributes in the open article that the policy does not allow (safety.md §3.2). */
function leftovers(): Promise<readonly string[]> {
  return articleFrame(page)
    .locator('body')
    .evaluate((body) => {
      const banned =
        'script, iframe, frame, frameset, object, embed, applet, portal, fencedframe, webview, form, input, button, select, ' +
        'textarea, svg, base, meta, link:not(head link), style, template, noscript, marquee, plaintext, xmp'
      const found = [...body.querySelectorAll(banned)].map((element) => element.localName)
      for (const element of body.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          if (/^on|^(style|srcdoc|ping|download|background|formaction|action|usemap|is|slot)$/.test(name)) {
            // Our own setting of the page may use none of these either: its CSP forbids inline styles.
            found.push(`${element.localName}[${name}]`)
          }
          if (/^(href|src|srcset|poster)$/.test(name) && !/^(https?:|mailto:|picture:|#|$)/i.test(value)) {
            found.push(`${element.localName}[${name}=${value.slice(0, 40)}]`)
          }
          if (/^(src|srcset|poster)$/.test(name) && !/^(picture:|$)/i.test(value)) {
            found.push(`${element.localName}[${name}=${value.slice(0, 40)}]`)
          }
        }
      }
      return found
    })
}
