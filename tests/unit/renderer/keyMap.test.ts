/** Covers renderer/keys: the table and what a pressed key means. Pure. */
import { describe, expect, it } from 'vitest'
import { commandFor } from '../../../renderer/keys/commandFor.ts'
import type { Press } from '../../../renderer/keys/commandFor.ts'
import { keyLabel } from '../../../renderer/keys/keyLabel.ts'
import { keyMap } from '../../../renderer/keys/keyMap.ts'
import { en } from '../../../renderer/text/en.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
})

describe('the key table', () => {
  it('has every command once and no key twice', () => {
    const keys = keyMap.flatMap((binding) => binding.keys.map((key) => keyLabel(key, en, false)))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keyMap.map((binding) => binding.command).sort()).toEqual(Object.keys(en.commands).sort())
  })
})

describe('commandFor', () => {
  it.each([
    ['j', 'next'],
    ['ArrowDown', 'next'],
    ['k', 'previous'],
    ['n', 'nextUnread'],
    [' ', 'readOn'],
    ['m', 'toggleRead'],
    ['s', 'toggleStar'],
    ['v', 'openOriginal'],
    ['b', 'openOriginal'],
    ['r', 'refresh'],
    ['u', 'unreadOnly'],
    ['/', 'search'],
    ['1', 'viewToday'],
    ['4', 'viewAll'],
    ['+', 'bigger'],
    ['-', 'smaller'],
    ['Escape', 'back'],
    ['o', 'openArticle'],
  ])('takes %s for %s', (key, command) => {
    expect(commandFor(press(key), 'elsewhere', false)).toBe(command)
  })

  it('minds Shift where it makes another command', () => {
    expect(commandFor(press('N', { shiftKey: true }), 'elsewhere', false)).toBe('previousUnread')
    expect(commandFor(press(' ', { shiftKey: true }), 'elsewhere', false)).toBe('readBack')
    expect(commandFor(press('A', { shiftKey: true }), 'elsewhere', false)).toBe('markAllRead')
    expect(commandFor(press('a'), 'elsewhere', false)).toBeNull()
    expect(commandFor(press('?', { shiftKey: true }), 'elsewhere', false)).toBe('help')
  })

  it('reads letters with Caps Lock on', () => {
    expect(commandFor(press('J'), 'elsewhere', false)).toBe('next')
  })

  it('takes Ctrl elsewhere and ⌘ on macOS, and not the other', () => {
    expect(commandFor(press('n', { ctrlKey: true }), 'elsewhere', false)).toBe('addPaper')
    expect(commandFor(press('n', { metaKey: true }), 'elsewhere', true)).toBe('addPaper')
    expect(commandFor(press('n', { metaKey: true }), 'elsewhere', false)).toBeNull()
    expect(commandFor(press('n', { ctrlKey: true }), 'elsewhere', true)).toBeNull()
    expect(commandFor(press('c', { ctrlKey: true }), 'elsewhere', false)).toBeNull()
    expect(commandFor(press('=', { ctrlKey: true }), 'elsewhere', false)).toBe('bigger')
  })

  it('never acts while a text field has the focus, but for Escape', () => {
    for (const { keys } of keyMap) {
      for (const { key, mod } of keys) {
        const command = commandFor(press(key, { ctrlKey: mod ?? false }), 'text', false)
        expect(command).toBe(key === 'Escape' ? 'back' : null)
      }
    }
  })

  it('leaves Space and Enter to a button and Enter to a link', () => {
    expect(commandFor(press(' '), 'control', false)).toBeNull()
    expect(commandFor(press('Enter'), 'control', false)).toBeNull()
    expect(commandFor(press('Enter'), 'link', false)).toBeNull()
    expect(commandFor(press(' '), 'link', false)).toBe('readOn')
    expect(commandFor(press('j'), 'control', false)).toBe('next')
  })

  it('waits while an input method is composing and leaves Alt alone', () => {
    expect(commandFor(press('j', { isComposing: true }), 'elsewhere', false)).toBeNull()
    expect(commandFor(press('ArrowLeft', { altKey: true }), 'elsewhere', false)).toBeNull()
  })

  it('goes by the place of the key where letters are not Latin', () => {
    expect(commandFor(press('о', { code: 'KeyJ' }), 'elsewhere', false)).toBe('next')
  })
})
