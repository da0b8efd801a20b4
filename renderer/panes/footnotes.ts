/**
 * footnotes.ts — which link is a footnote's sign, what its note is, and the note as a box of its own.
 *
 * Room:     renderer/panes. Builds elements; puts none into the page.
 */
const longest = 2000
/** `1`, `[12]`, `(a)`, `*`, `†`, `注3`, without blanks. */
const sign = /^[[(（【〔]?(?:注|註|※|note)?(?:\p{N}{1,4}|[a-z]|[ivx]{2,5}|[*†‡§¶#]{1,4})?[\])）】〕]?$/iu
const wayBack = /^(?:back|return|戻る)?$/i
const arrows = /[\s\ufe0e\ufe0f↩↑⇑⤴←⏎^[\]]/gu

/** A short sign that leads on to a short text: not a table of contents, not the way back. */
export function isNoteSign(link: HTMLElement, place: HTMLElement): boolean {
  const text = link.textContent.replace(/\s+/g, '')
  if (text === '' || text.length > 12 || !sign.test(text)) return false
  const isBehind = (link.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const note = noteOf(place)
  return isBehind && note !== null && !note.contains(link)
}

/** The block that the place stands in, or is; null for a heading and for what is too long to be a note. */
export function noteOf(place: HTMLElement): HTMLElement | null {
  if (/^H[1-6]$/.test(place.tagName) || place.querySelector('h1, h2, h3, h4, h5, h6') !== null) return null
  const block = place.closest<HTMLElement>('li, p, dd, dt, td, aside, blockquote, div')
  const note = block?.tagName === 'DT' ? (block.nextElementSibling as HTMLElement | null) : block
  const text = note?.textContent.trim() ?? ''
  const isWhole = note === null || note.className === 'body' || note.className === 'notes'
  return isWhole || text === '' || text.length > longest ? null : note
}

interface Said {
  readonly name: string
  readonly go: string
}

/** A copy of the note without its way back, and a link to where it stands. */
export function copyOfNote(
  page: Document,
  note: HTMLElement,
  link: HTMLElement,
  { name, go }: Said,
): HTMLElement {
  const box = page.createElement('div')
  box.className = 'note'
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-label', name)
  box.tabIndex = -1
  const text = page.createElement('div')
  text.className = 'note-text'
  for (const child of note.childNodes) text.append(child.cloneNode(true))
  for (const named of text.querySelectorAll('[id]')) named.removeAttribute('id')
  for (const back of text.querySelectorAll('a[href^="#"]'))
    if (wayBack.test(back.textContent.replace(arrows, ''))) back.remove()
  const on = page.createElement('a')
  on.className = 'note-go'
  on.setAttribute('href', link.getAttribute('href') ?? '')
  on.textContent = go
  box.append(text, on)
  return box
}
