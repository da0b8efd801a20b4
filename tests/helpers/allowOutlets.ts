/**
 * allowOutlets.ts — the reader's consent to outlets on this machine, given as the window gives it: each is refused first,
 * and then allowed for what it was said to lead to.
 *
 * Knows: in one call to the page, so that a test with many outlets waits no longer than for one.
 */
import type { Page } from 'playwright-core'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { OutletTree } from '../../preload/contract/model.ts'
import { until } from './until.ts'

/** Resolves when `count` outlets were refused and allowed; their first answers come after that. */
export async function allowOutlets(page: Page, count: number): Promise<void> {
  const allowed = new Set<string>()
  if (count > 0) {
    await until(`${String(count)} outlets are allowed`, async () => {
      for (const id of await page.evaluate(allowRefused)) allowed.add(id)
      return allowed.size >= count
    })
  }
}

/* In the page. */
async function allowRefused(): Promise<readonly string[]> {
  type Ask = (name: string, ...args: readonly unknown[]) => Promise<Outcome<never>>
  const { ask } = (window as unknown as { readonly kawaraban: { readonly ask: Ask } }).kawaraban
  const tree: Outcome<OutletTree> = await ask('outlets:tree')
  if (!tree.ok) return []
  const ids: string[] = []
  for (const { id, url, state } of tree.value.feeds) {
    if (state.phase !== 'failed' || state.failure.kind !== 'private-address') continue
    const reply = await ask('feeds:allow', id, { url, class: state.failure.where })
    if (reply.ok) ids.push(id)
  }
  return ids
}
