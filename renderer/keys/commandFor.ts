/**
 * commandFor.ts — from a pressed key to a command, or to nothing.
 *
 * Room:     renderer/keys.
 * Promises: pure. Nothing while a text field has the focus, but Escape; nothing while an input method is
 *           composing; Space and Enter belong to the button that has the focus, Enter to the link.
 */
import { keyMap, tableKey } from './keyMap.ts'
import type { Command, Key } from './keyMap.ts'

export interface Press {
  readonly key: string
  /** The place on the keyboard, such as `KeyJ`: for keyboards whose letters are not Latin. */
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
}

/** What has the focus, as far as keys care. */
export type Focus = 'text' | 'control' | 'link' | 'elsewhere'

export function commandFor(press: Press, focus: Focus, isMac: boolean): Command | null {
  if (press.isComposing || press.altKey || press.key === 'Process') return null
  const mod = isMac ? press.metaKey : press.ctrlKey
  if (isMac ? press.ctrlKey : press.metaKey) return null
  if (focus === 'text') return press.key === 'Escape' && !mod ? 'back' : null
  const name = tableKey(latin(press))
  if (name === 'Enter' && focus !== 'elsewhere') return null
  if (name === ' ' && focus === 'control') return null
  const isSign = (key: Key) => !/^[a-z ]$/.test(key.key) && key.key.length === 1
  for (const { command, keys } of keyMap) {
    for (const key of keys) {
      // Shift is part of how signs are typed, and differs from keyboard to keyboard; it counts for letters only.
      const shift = isSign(key) || press.shiftKey === (key.shift ?? false)
      if (key.key === name && mod === (key.mod ?? false) && shift) return command
    }
  }
  return null
}

function latin({ key, code }: Press): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  const isForeignLetter = key.length === 1 && key.charCodeAt(0) > 127
  return isForeignLetter && letter !== undefined ? letter : key
}

export function focusKind(target: EventTarget | null): Focus {
  if (target === null || !('closest' in target)) return 'elsewhere'
  const element = target as Element
  const text = 'input:not([type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable=true]'
  if (element.closest(text) !== null) return 'text'
  if (element.closest('a[href]') !== null) return 'link'
  return element.closest('button,summary,[role=separator],[role=menuitem],input') === null
    ? 'elsewhere'
    : 'control'
}
