/** axeRound.ts — one state of the window after the other, measured in both palettes; what was found is told at the end. */
import type { Page } from 'playwright-core'
import { articleViolations, violations } from './axe.ts'
import { get } from './readerWindow.ts'
import { until } from './until.ts'

export type Theme = 'light' | 'dark'

export interface AxeRound {
  /** @param hasArticle Whether the open article is measured too. */
  readonly measure: (page: Page, state: string, hasArticle?: boolean) => Promise<void>
  readonly add: (what: string, state: string) => void
  /** One line for each fault, with how often and where first. */
  readonly told: () => readonly string[]
}

/** By the reader's own setting. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await get(page, 'settings:change', { theme })
  await untilWorn(page, theme)
}

/** As the system says it, where no setting can be changed. */
export async function wearAsSystem(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await untilWorn(page, theme)
}

async function untilWorn(page: Page, theme: Theme): Promise<void> {
  const paper = theme === 'light' ? 'rgb(251, 247, 238)' : 'rgb(34, 30, 26)'
  await until('it wears the palette', () =>
    page.evaluate((wanted) => getComputedStyle(document.body).backgroundColor === wanted, paper),
  )
}

export function startAxeRound(dress = wear): AxeRound {
  const found = new Map<string, string[]>()
  const add = (what: string, state: string) => {
    found.set(what, [...(found.get(what) ?? []), state])
  }
  return {
    add,
    measure: async (page, state, hasArticle = false) => {
      for (const theme of ['light', 'dark'] as const) {
        await dress(page, theme)
        const all = await violations(page, theme === 'light' ? 'all' : 'colours')
        const inside = hasArticle ? await articleViolations(page) : []
        for (const one of [...all, ...inside.map((each) => `article: ${each}`)])
          add(one, `${state}, ${theme}`)
      }
    },
    told: () => Array.from(found, ([one, where]) => `${one} (${String(where.length)}: ${where[0] ?? ''})`),
  }
}
