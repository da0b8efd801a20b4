/** keyLabel.ts — keys as they are printed: on the sheet, in tooltips, and for assistive technology. */
import type { Words } from '../text/en.ts'
import { keyMap } from './keyMap.ts'
import type { Command, Key } from './keyMap.ts'

const signs: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  '-': '−',
}

export function keyLabel(key: Key, words: Words, isMac: boolean): string {
  const name = key.key === ' ' ? words.keys.space : (signs[key.key] ?? key.key.toUpperCase())
  const shift = key.shift ? (isMac ? '⇧' : 'Shift+') : ''
  const mod = key.mod ? (isMac ? '⌘' : 'Ctrl+') : ''
  return `${mod}${shift}${key.key.length > 1 ? (signs[key.key] ?? key.key) : name}`
}

export function keysOf(command: Command): readonly Key[] {
  return keyMap.find((binding) => binding.command === command)?.keys ?? []
}

/** `Star (S)`: a name with its first key, for a tooltip. */
export function hint(name: string, command: Command, words: Words, isMac: boolean): string {
  const [key] = keysOf(command)
  return key === undefined ? name : `${name} (${keyLabel(key, words, isMac)})`
}

/** What a menu prints at the right of an item; nothing for a command without a key. */
export function firstKey(command: Command, words: Words, isMac: boolean): { readonly key?: string } {
  const [first] = keysOf(command)
  return first === undefined ? {} : { key: keyLabel(first, words, isMac) }
}
