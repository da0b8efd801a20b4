/**
 * axe.ts — what a screen reader, a keyboard or weak eyes would stumble over, measured by axe-core in the real window.
 *
 * Knows: - the program's policy lets no page run foreign code; the debugger that tests hold may.
 *        - nothing runs in the article's frame, no timer and no promise: what stands in it is measured in a copy of the
 *          frame beside it, with the same page and the same styles, and without the sandbox.
 */
import axe from 'axe-core'
import type { Frame, Page } from 'playwright-core'
import { until } from './until.ts'

/** In another palette nothing but the colours is other. */
export type Rules = 'all' | 'colours' | 'no-colours'

const options: axe.RunOptions = {
  iframes: false,
  resultTypes: ['violations'],
  // What is seen and what is heard are the same words; not on by itself.
  rules: { 'label-content-name-mismatch': { enabled: true } },
}

/** Where the system draws the colours itself, the page does not know them. */
const noColours: axe.RunOptions = {
  ...options,
  rules: { ...options.rules, 'color-contrast': { enabled: false } },
}
const colours: axe.RunOptions = { ...options, runOnly: ['color-contrast'] }

/** One line for each element that breaks a rule: rule, place, why. */
export async function violations(root: Page | Frame, rules: Rules = 'all'): Promise<readonly string[]> {
  if (!(await root.evaluate(() => 'axe' in globalThis))) await root.evaluate(axe.source)
  const found = await root.evaluate(async (given) => {
    // A colour on its way to another is none of either palette.
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))
    const tool = (globalThis as unknown as { readonly axe: typeof axe }).axe
    return (await tool.run(document, given)).violations
  }, { all: options, colours, 'no-colours': noColours }[rules])
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join(' ')
      return `${id} at ${target.join(' ')} ${html.slice(0, 120)}: ${why}`
    }),
  )
}

/** The same for the open article; nothing when none is open. */
export async function articleViolations(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(copyArticle))) return []
  try {
    const frame = await until('the copy is there', () => page.frame({ name: 'measured' }))
    await until('it holds the article', () => frame.evaluate(() => document.querySelector('h1') !== null))
    return await violations(frame)
  } finally {
    await page.evaluate(() => {
      document.querySelector('iframe[name=measured]')?.remove()
    })
  }
}

/* In the page. */
function copyArticle(): boolean {
  const article = document.querySelector('iframe')
  const page = article?.contentDocument ?? null
  if (article === null || article.hidden || page?.querySelector('h1') === null || page === null) return false
  const copy = document.createElement('iframe')
  copy.name = 'measured'
  copy.src = 'article.html'
  Object.assign(copy.style, { position: 'fixed', inset: '0', width: '700px', height: '700px', border: '0' })
  copy.addEventListener('load', () => {
    const own = copy.contentDocument
    if (own === null) return
    for (const name of ['lang', 'data-theme']) {
      const value = page.documentElement.getAttribute(name)
      if (value !== null) own.documentElement.setAttribute(name, value)
    }
    own.title = page.title
    own.body.replaceWith(own.importNode(page.body, true))
  })
  document.body.append(copy)
  return true
}
