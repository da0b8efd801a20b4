/**
 * jumps.ts — jumps inside the open article: to a place and back, and a footnote shown where one reads.
 *
 * Room:     renderer/panes.
 * Promises: - nothing is navigated: the window moves the focus and scrolls. A place is looked for in the same text only.
 *           - the note is a copy of what stands in the article already, made node by node, without names of places.
 * Knows:    - elements of the frame are of another window's classes, so `instanceof` says nothing here.
 *           - whoever jumped and then read on does not expect Esc or ← to take that back: they do while the place that was
 *             jumped to can be seen, Alt+← always does.
 */
import type { Words } from '../text/en.ts'
import { copyOfNote, isNoteSign, noteOf } from './footnotes.ts'

export interface Jumps {
  /** Follows a link inside the article; false when it leads elsewhere. */
  readonly follow: (event: MouseEvent) => boolean
  /** True when the key closed a note or led back. */
  readonly press: (event: KeyboardEvent) => boolean
  readonly hover: (event: MouseEvent) => void
  /** Closes the note: the reader scrolled, or went elsewhere. */
  readonly leave: () => void
  /** Another article. */
  readonly forget: () => void
}

interface Way {
  readonly from: HTMLElement
  readonly to: HTMLElement
  readonly top: number
}

interface Note {
  readonly sign: HTMLElement
  readonly box: HTMLElement
  readonly isHovered: boolean
}

const texts = '.body, .notes'
/** Between a sign and its note, in CSS pixels: the line stays to be read. The styles bridge it for the pointer. */
const gap = 10

/** @param wordsNow The words of the language that is chosen when it is asked. */
export function jumpsIn(page: Document, wordsNow: () => Words['article']): Jumps {
  let ways: Way[] = []
  let note: Note | null = null

  return { follow, press, hover, leave, forget }

  function follow(event: MouseEvent): boolean {
    const link = jumpAt(event.target)
    if (link === null) return false
    const isFromNote = note?.box.contains(link) === true
    const from = isFromNote && note !== null ? note.sign : link
    const to = placeOf(link, from)
    if (to === null) return true
    // What a key pressed has no clicks; a modified click is a click.
    const isKey = event.detail === 0
    if (isKey && !isFromNote && isNoteSign(link, to)) show(link, to, false)
    else if (event.type === 'click') jump(from, to)
    return true
  }

  function jump(from: HTMLElement, to: HTMLElement): void {
    close(false)
    const last = ways.at(-1)
    if (last !== undefined && (last.from === to || to.contains(last.from))) {
      back()
      return
    }
    ways.push({ from, to, top: scrollTop() })
    for (
      let fold = to.closest('details');
      fold !== null;
      fold = fold.parentElement?.closest('details') ?? null
    )
      fold.open = true
    if (to.tabIndex < 0) to.tabIndex = -1
    to.focus({ preventScroll: true })
    to.scrollIntoView({ block: 'start' })
  }

  function back(): void {
    const way = ways.pop()
    if (way === undefined) return
    way.from.focus({ preventScroll: true })
    page.defaultView?.scrollTo({ top: way.top, behavior: 'instant' })
  }

  function press(event: KeyboardEvent): boolean {
    const { key, altKey } = event
    if (event.ctrlKey || event.metaKey || event.shiftKey) return false
    if (key === 'Escape' && !altKey && note !== null) {
      close(true)
      return true
    }
    const last = ways.at(-1)
    if (last === undefined || !last.from.isConnected) return false
    const leadsBack =
      key === 'ArrowLeft' ? altKey || isInView(last.to) : key === 'Escape' && !altKey && isInView(last.to)
    if (leadsBack) {
      close(false)
      back()
    }
    return leadsBack
  }

  function hover(event: MouseEvent): void {
    const target = event.target as Node | null
    if (note !== null && (note.box.contains(target) || note.sign.contains(target))) return
    if (note?.isHovered === true) close(false)
    const link = note === null ? jumpAt(event.target) : null
    const to = link === null ? null : placeOf(link, link)
    if (link !== null && to !== null && isNoteSign(link, to)) show(link, to, true)
  }

  function leave(): void {
    close(false)
  }

  function forget(): void {
    ways = []
    close(false)
  }

  function show(sign: HTMLElement, to: HTMLElement, isHovered: boolean): void {
    close(false)
    const text = noteOf(to)
    if (text === null) return
    const words = wordsNow()
    const box = copyOfNote(page, text, sign, {
      name: words.note(sign.textContent.trim()),
      go: words.toNote,
    })
    const { top, bottom } = lineOf(sign, page)
    ;(sign.closest('main') ?? page.body).append(box)
    const height = box.offsetHeight
    const isBelow = bottom + gap + height <= page.documentElement.clientHeight || top < height + gap
    const at = scrollTop() + (isBelow ? bottom + gap : top - height - gap)
    // A style attribute would be refused by the frame's policy, and an element of the article has none.
    page.documentElement.style.setProperty('--note-top', `${String(Math.max(0, at))}px`)
    note = { sign, box, isHovered }
    if (isHovered) return
    box.addEventListener('focusout', ({ relatedTarget }) => {
      if (note?.box === box && !box.contains(relatedTarget as Node | null)) close(false)
    })
    box.focus({ preventScroll: true })
  }

  function close(isFocusBack: boolean): void {
    if (note === null) return
    const { sign, box } = note
    note = null
    box.remove()
    if (isFocusBack) sign.focus({ preventScroll: true })
  }

  function isInView(element: HTMLElement): boolean {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom >= 0 && top <= page.documentElement.clientHeight
  }

  function scrollTop(): number {
    return page.scrollingElement?.scrollTop ?? 0
  }
}

/** The line that a sign stands in, from its highest to its lowest: it is raised, and fractions hang below the letters. */
function lineOf(sign: HTMLElement, page: Document): { readonly top: number; readonly bottom: number } {
  const own = sign.getBoundingClientRect()
  const block = sign.closest('p, li, dd, td, th, blockquote, figcaption, h1, h2, h3, h4, h5, h6')
  if (block === null) return own
  const all = page.createRange()
  all.selectNodeContents(block)
  let { top, bottom } = own
  const middle = (own.top + own.bottom) / 2
  for (const part of all.getClientRects()) {
    // What holds several lines is no part of one.
    const isHere = part.top <= middle && part.bottom >= middle && part.height < own.height * 4
    if (!isHere) continue
    top = Math.min(top, part.top)
    bottom = Math.max(bottom, part.bottom)
  }
  return { top, bottom }
}

/** The link to a place in the article at an event's target. */
export function jumpAt(target: EventTarget | null): HTMLElement | null {
  const link =
    target !== null && 'closest' in target ? (target as Element).closest<HTMLElement>('a[href^="#"]') : null
  return link
}

/** By comparing, never by a selector or a property: a name is the outlet's. */
function placeOf(link: HTMLElement, from: HTMLElement): HTMLElement | null {
  const name = link.getAttribute('href')?.slice(1)
  const text = from.closest(texts)
  const found = Array.from(text?.querySelectorAll<HTMLElement>('[id]') ?? []).find(
    (one) => one.getAttribute('id') === name,
  )
  return found ?? null
}
