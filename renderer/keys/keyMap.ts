/**
 * keyMap.ts — the one table of keys. To give a command another key, change its line here.
 *
 * Room:     renderer/keys. Imports: text (the names of the commands are the keys of its table).
 * Promises: data only; no key stands twice (tests/unit/renderer/keyMap.test.ts). No bare letter deletes.
 * Knows:    what other readers do, and that J/K, M, S, V and ? are agreed among most of them.
 */
import type { Words } from '../text/en.ts'

export type Command = keyof Words['commands']
export type KeyGroup = keyof Words['keys']['groups']

export interface Key {
  /** As `KeyboardEvent.key` has it; letters in lower case. */
  readonly key: string
  readonly shift?: true
  /** Ctrl, or ⌘ on macOS. */
  readonly mod?: true
}

interface Binding {
  readonly command: Command
  readonly group: KeyGroup
  readonly keys: readonly Key[]
}

export const keyMap: readonly Binding[] = [
  { command: 'next', group: 'daily', keys: [{ key: 'j' }, { key: 'ArrowDown' }] },
  { command: 'previous', group: 'daily', keys: [{ key: 'k' }, { key: 'ArrowUp' }] },
  { command: 'nextUnread', group: 'daily', keys: [{ key: 'n' }] },
  { command: 'readOn', group: 'daily', keys: [{ key: ' ' }] },
  { command: 'toggleRead', group: 'daily', keys: [{ key: 'm' }] },
  { command: 'toggleStar', group: 'daily', keys: [{ key: 's' }] },

  { command: 'previousUnread', group: 'read', keys: [{ key: 'n', shift: true }] },
  { command: 'readBack', group: 'read', keys: [{ key: ' ', shift: true }] },
  { command: 'openArticle', group: 'read', keys: [{ key: 'Enter' }, { key: 'o' }] },
  { command: 'deleteArticle', group: 'read', keys: [{ key: 'Delete' }] },
  { command: 'openOriginal', group: 'read', keys: [{ key: 'v' }, { key: 'b' }] },

  { command: 'viewToday', group: 'move', keys: [{ key: '1' }] },
  { command: 'viewUnread', group: 'move', keys: [{ key: '2' }] },
  { command: 'viewStarred', group: 'move', keys: [{ key: '3' }] },
  { command: 'viewAll', group: 'move', keys: [{ key: '4' }] },
  { command: 'paneLeft', group: 'move', keys: [{ key: 'ArrowLeft' }] },
  { command: 'paneRight', group: 'move', keys: [{ key: 'ArrowRight' }] },
  { command: 'search', group: 'move', keys: [{ key: '/' }, { key: 'f', mod: true }] },
  { command: 'unreadOnly', group: 'move', keys: [{ key: 'u' }] },
  { command: 'oldestFirst', group: 'move', keys: [{ key: 'u', shift: true }] },
  { command: 'back', group: 'move', keys: [{ key: 'Escape' }] },

  { command: 'markAllRead', group: 'papers', keys: [{ key: 'a', shift: true }] },
  { command: 'undo', group: 'papers', keys: [{ key: 'z', mod: true }] },
  { command: 'refresh', group: 'papers', keys: [{ key: 'r' }, { key: 'F5' }] },
  { command: 'addPaper', group: 'papers', keys: [{ key: 'n', mod: true }] },
  { command: 'catalogue', group: 'papers', keys: [{ key: 'k', mod: true }] },
  { command: 'newFolder', group: 'papers', keys: [{ key: 'n', shift: true, mod: true }] },
  { command: 'openPage', group: 'papers', keys: [{ key: 'o', mod: true }] },

  { command: 'bigger', group: 'window', keys: [{ key: '+' }, { key: '+', mod: true }] },
  { command: 'smaller', group: 'window', keys: [{ key: '-' }, { key: '-', mod: true }] },
  { command: 'workOffline', group: 'window', keys: [{ key: 'o', shift: true, mod: true }] },
  { command: 'activity', group: 'window', keys: [{ key: 'a', shift: true, mod: true }] },
  { command: 'settings', group: 'window', keys: [{ key: ',', mod: true }] },
  { command: 'data', group: 'window', keys: [{ key: 'd', mod: true, shift: true }] },
  { command: 'checkLibrary', group: 'window', keys: [{ key: 'l', mod: true, shift: true }] },
  { command: 'help', group: 'window', keys: [{ key: '?' }] },
]

/** Two spellings of one wish: `=` is where + is without Shift, on many keyboards. */
const spellings: Readonly<Record<string, string>> = { '=': '+', _: '-' }

/** What a pressed key is called in the table. */
export function tableKey(key: string): string {
  return spellings[key] ?? (key.length === 1 ? key.toLowerCase() : key)
}
