/**
 * settings.ts — the reader's choices.
 *
 * Room:     renderer/state, flows.
 * Promises: a choice is drawn at once; main's answer is the truth.
 */
import type { FolderId, View } from '../../../preload/contract/model.ts'
import type { SettingsChange } from '../../../preload/contract/requests.ts'
import { viewKey } from '../../../preload/contract/viewKey.ts'
import type { Context } from '../context.ts'
import { tell, tellFailure } from '../context.ts'
import { loading, ready } from '../loadable.ts'
import type { ListFlows } from './lists.ts'

export const textSizes = { least: 13, most: 30, usual: 18 } as const

export function makeSettingsFlows(context: Context, lists: ListFlows) {
  const { ask, get, change } = context

  async function set(choice: SettingsChange): Promise<void> {
    const { settings } = get()
    if (settings === null) return
    change({ kind: 'settings-came', settings: { ...settings, ...withoutUndefined(choice) } })
    const kept = await ask('settings:change', choice)
    if (kept.ok) return
    change({ kind: 'settings-came', settings })
    tellFailure(context, kept.failure)
  }

  async function toggleForView(name: 'unreadOnly' | 'oldestFirst'): Promise<void> {
    const { settings, list } = get()
    if (settings === null) return
    const kept = set({ [name]: toggled(settings[name], viewKey(list.view)) })
    await Promise.all([kept, lists.openList(list.view, list.search)])
  }

  /** Says so, because the line that shows it may be out of sight. */
  async function toggleOffline(): Promise<void> {
    const { settings } = get()
    if (settings === null) return
    const workOffline = !settings.workOffline
    await set({ workOffline })
    if (get().settings?.workOffline !== workOffline) return
    tell(context, workOffline ? { kind: 'works-offline', canGoOnline: true } : { kind: 'works-online' })
  }

  async function toggleFolder(folderId: FolderId): Promise<void> {
    const { settings } = get()
    if (settings !== null) await set({ closedFolders: toggled(settings.closedFolders, folderId) })
  }

  async function changeTextSize(by: number): Promise<void> {
    const { settings } = get()
    if (settings === null) return
    const textSize = Math.min(textSizes.most, Math.max(textSizes.least, settings.textSize + by))
    if (textSize !== settings.textSize) await set({ textSize })
  }

  /** So that the next start goes on where this one ended. */
  async function rememberPlace(view: View): Promise<void> {
    await set({ lastView: view, lastArticle: get().article.id })
  }

  async function loadFacts(): Promise<void> {
    change({ kind: 'facts-came', facts: loading })
    const came = await ask('library:facts')
    change({
      kind: 'facts-came',
      facts: came.ok ? ready(came.value) : { phase: 'failed', failure: came.failure },
    })
  }

  async function showLibrary(): Promise<void> {
    const shown = await ask('library:show')
    if (!shown.ok) tellFailure(context, shown.failure)
  }

  return {
    set,
    toggleForView,
    toggleOffline,
    toggleFolder,
    changeTextSize,
    rememberPlace,
    loadFacts,
    showLibrary,
  }
}

export type SettingsFlows = ReturnType<typeof makeSettingsFlows>

function toggled(keys: readonly string[], key: string): string[] {
  return keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]
}

/** `v.partial` allows a present `undefined`; a setting is never that. */
function withoutUndefined<T extends object>(choice: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
