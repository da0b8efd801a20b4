/**
 * samePiece.ts — whether an item of today and an article that we know are one piece, by what they say.
 *
 * Room:     main/normalise. Pure. Asked only where guids do not answer (matchKnown.ts).
 * Rule:     in doubt they are two: an article shown twice is a nuisance, one that is swallowed is lost.
 * Knows:    - of an old article only address, title, date and first words are at hand; of very old and of removed ones only
 *             the hash of title and text.
 *           - a page that several articles share is no evidence. Episodes and bulletins share their descriptions too: where
 *             the title is another, the date must not be.
 */
import type { Millis } from '../../preload/contract/model.ts'
import { canonicalAddress } from './identity.ts'
import { haveShinglesInCommon, wordsOf } from './story.ts'
import { titleKey } from './titles.ts'
import type { KnownArticle, Told } from '../model/ingest.ts'

/** What an item of today says. */
export interface Piece {
  readonly link: string | null
  readonly title: string
  /** It has neither title nor text: its title stands in for it and says nothing. */
  readonly isSilent: boolean
  readonly snippet: string
  readonly publishedAt: Millis | null
  readonly contentHash: string
}

type Dates = 'same' | 'other' | 'unknown'

/**
 * What a page says of the articles that link to it.
 *   own     each item of the document has a page of its own: so has this one
 *   shared  other articles have this page as well
 *   unsure  neither is certain: a document of one item; a home page
 */
export type Page = 'own' | 'shared' | 'unsure'

/** Its guid is another, its page is not. */
export function isSamePieceOfPage(piece: Piece, known: KnownArticle, page: Page): boolean {
  const { told } = known
  const dates = datesOf(piece, known)
  const places = placesOf(piece.link, told?.url ?? null)
  if (isSameText(piece, known)) {
    const isEvidence = page !== 'shared' && told !== undefined && piece.snippet !== '' && places === 'same'
    return places !== 'numbered' && (isEvidence || dates !== 'other')
  }
  if (told === undefined || page === 'shared' || places !== 'same') return false
  const texts = textsOf(piece.snippet, told.snippet)
  if (isSameTitle(piece, told)) {
    if (texts.isSame) return true
    return dates !== 'other' && (page === 'own' || texts.isSilent || texts.isAlike)
  }
  return texts.isSame && texts.isLong && dates !== 'other'
}

/** Neither has a guid that says anything, and they share the page or have none. */
export function isSamePieceWithoutGuid(piece: Piece, known: KnownArticle, page: Page): boolean {
  const { told } = known
  const dates = datesOf(piece, known)
  const places = placesOf(piece.link, told?.url ?? null)
  if (isSameText(piece, known)) return places !== 'numbered' && (page !== 'shared' || dates !== 'other')
  if (told === undefined || places !== 'same') return false
  const isTitled = isSameTitle(piece, told)
  // Of a page that hundreds share most end here, before their words are looked at.
  if (page === 'shared' && !isTitled) return false
  const texts = textsOf(piece.snippet, told.snippet)
  if (isTitled) {
    if (page === 'shared') {
      return dates !== 'other' && (texts.isSame || texts.isAlike || (dates === 'same' && texts.isSilent))
    }
    if (dates === 'same' || page === 'own') return true
    return dates === 'unknown' || texts.isSame || texts.isAlike
  }
  if (page === 'own') return dates !== 'other' || texts.isSame || texts.isAlike
  if (dates === 'same') return texts.isSame || texts.isAlike || texts.isSilent
  return texts.isSame && (texts.isLong || (texts.isEqual && dates === 'unknown'))
}

/** The same guid, which may be one for all that come one after the other. */
export function isSamePieceOfGuid(piece: Piece, known: KnownArticle): boolean {
  const { told } = known
  if (told === undefined || isSameText(piece, known)) return true
  if (isSamePage(piece.link, told.url)) return isSamePieceWithoutGuid(piece, known, 'unsure')
  const texts = textsOf(piece.snippet, told.snippet)
  if (texts.isSame && texts.isLong) return true
  const isSameDate = datesOf(piece, known) === 'same'
  return isSameTitle(piece, told) && (isSameDate || texts.isSame || texts.isSilent)
}

/** Same host as well; also true when neither has an address. */
export function isSamePage(a: string | null, b: string | null): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  const page = canonicalAddress(a)
  return page !== null && page === canonicalAddress(b)
}

/** Title and text, by their hash. */
function isSameText(piece: Piece, known: KnownArticle): boolean {
  return known.contentHash !== '' && known.contentHash === piece.contentHash
}

function datesOf({ publishedAt }: Piece, known: KnownArticle): Dates {
  const before = known.publishedAt ?? null
  if (publishedAt === null || before === null) return 'unknown'
  return publishedAt === before ? 'same' : 'other'
}

function isSameTitle(piece: Piece, told: Told): boolean {
  if (piece.isSilent || piece.title === told.title) return true
  const key = keyOfTitle(piece)
  return key !== '' && key === keyOfTitle(told)
}

/** At a page that hundreds share each title is compared with hundreds: its letters are read once. */
const keys = new WeakMap<{ readonly title: string }, string>()

function keyOfTitle(said: { readonly title: string }): string {
  const key = keys.get(said) ?? titleKey(said.title)
  keys.set(said, key)
  return key
}

/** `numbered`: both name a place within the page that says which: `#v1` and `#v2`, `#/a` and `#/b`. */
function placesOf(a: string | null, b: string | null): 'same' | 'other' | 'numbered' {
  const [first, second] = [fragmentOf(a), fragmentOf(b)]
  if (first === '' || second === '' || first === second) return 'same'
  const tells = (place: string) => /^[/!]|\d/.test(place) && !place.includes('=')
  return tells(first) && tells(second) ? 'numbered' : 'other'
}

function fragmentOf(address: string | null): string {
  const at = address?.indexOf('#') ?? -1
  return at < 0 ? '' : (address?.slice(at + 1) ?? '')
}

/** As many words as ten shingles need. */
const longText = 14

function textsOf(a: string, b: string | null) {
  const [first, second] = [wordsOf(a), wordsOf(b ?? '')]
  const shorter = Math.min(first.length, second.length)
  const isSilent = b !== null && shorter === 0
  const isEqual = shorter > 0 && first.length === second.length && beginAlike(first, second, shorter)
  // First words are cut, perhaps within a word.
  const isBeginning = shorter > 0 && beginAlike(first, second, shorter >= longText ? shorter - 1 : shorter)
  const isSame = isEqual || isBeginning || haveShinglesInCommon(first, second)
  const isLong = shorter >= longText
  return { isSilent, isEqual, isSame, isLong, isAlike: isLong && shareOf(first, second) >= 0.6 }
}

function beginAlike(a: readonly string[], b: readonly string[], count: number): boolean {
  for (let at = 0; at < count; at++) if (a[at] !== b[at]) return false
  return true
}

/** Words in common, of all words. */
function shareOf(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of b) {
    const count = left.get(word) ?? 0
    if (count > 0) shared += 1
    left.set(word, count - 1)
  }
  return (2 * shared) / (a.length + b.length)
}
