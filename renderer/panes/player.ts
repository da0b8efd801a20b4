/**
 * player.ts — sound or film that came with an article, with the system's own controls, above the link to it.
 *
 * Room:     renderer/panes.
 * Promises: nothing is fetched before the reader presses play, and nothing but what main hands on under our own scheme.
 * Knows:    - the frame runs no scripts; Chromium's controls are no script and work all the same (tests/e2e/media.test.ts).
 *           - Chromium does not ask again for an address that once failed; the number of the try makes it another one.
 */
import type { Player } from '../../preload/contract/model.ts'

const keysOfPlayers = new Set([
  ' ',
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
])

/** @param label What the player is called for who cannot see it. */
export function playerElement(page: Document, { kind, source }: Player, label: string): HTMLMediaElement {
  const element = page.createElement(kind === 'sound' ? 'audio' : 'video')
  element.controls = true
  element.preload = 'none'
  element.setAttribute('controlslist', 'nodownload noremoteplayback')
  element.setAttribute('disableremoteplayback', '')
  element.setAttribute('aria-label', label)
  element.className = 'player'
  element.src = source
  return element
}

/** Whether a key belongs to the player that has the focus, and is no command of the reader's. */
export function isForPlayer({ target, key }: Pick<KeyboardEvent, 'target' | 'key'>): boolean {
  return isPlayer(target) && keysOfPlayers.has(key)
}

/** Says beneath a player that it could not be played, and makes it ready for another try. Anything else is left alone. */
export function tellUnplayable(target: EventTarget | null, words: string): void {
  if (!isPlayer(target)) return
  untellUnplayable(target)
  const note = target.ownerDocument.createElement('p')
  note.className = 'unplayable'
  note.setAttribute('role', 'status')
  note.textContent = words
  target.after(note)
  const [address = '', times = '0'] = (target.getAttribute('src') ?? '').split('?')
  target.setAttribute('src', `${address}?${String(Number(times) + 1)}`)
}

/** It plays: what was said of it is over. */
export function untellUnplayable(target: EventTarget | null): void {
  if (!isPlayer(target)) return
  const next = target.nextElementSibling
  if (next?.classList.contains('unplayable') === true) next.remove()
}

/** By name: elements of the frame are of another window's classes. */
function isPlayer(target: EventTarget | null): target is HTMLMediaElement {
  const name = (target as Partial<Element> | null)?.tagName
  return name === 'AUDIO' || name === 'VIDEO'
}
