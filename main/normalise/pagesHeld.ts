/**
 * pagesHeld.ts — the known articles of a page, found by their address and by their words. Room: main/normalise. Pure.
 *
 * Knows: some papers have one page for all: 50,000 known articles on it, and 500 items that each ask which of them they are. So
 *        the page is sorted once, and what is compared in one document has an end.
 */
import { canonicalAddress } from './identity.ts'
import type { Piece } from './samePiece.ts'
import type { KnownArticle } from '../model/ingest.ts'

/** One key of matchKnown: a path, on whatever host. */
export interface HeldPage {
  /** By address (`placeOf`). */
  readonly all: Map<string, KnownArticle[]>
  /** By address, title and text. */
  readonly byText: Map<string, KnownArticle[]>
  /** By address, title, text and date. */
  readonly byDate: Map<string, KnownArticle[]>
}

/** Each comparison takes some 20 µs: more than these take seconds. */
const comparedAtMost = 200_000
/** Without a page, and in one of more articles than this, only the same words are looked for. */
const lookedAtMost = 200

/** With how many articles of its page each of so many items may be compared. */
export function comparedIn(items: number): number {
  return Math.max(1, Math.min(lookedAtMost, Math.floor(comparedAtMost / Math.max(1, items))))
}

/** @param asked The keys of the pages that are wanted. */
export function heldOnPages(
  known: readonly KnownArticle[],
  keyOf: (one: KnownArticle) => string,
  asked: ReadonlySet<string>,
): ReadonlyMap<string, HeldPage> {
  const pages = new Map<string, HeldPage>()
  const addresses = new Map<string, string | null>()
  for (const one of known) {
    const key = keyOf(one)
    if (!asked.has(key)) continue
    const page = pages.get(key) ?? { all: new Map(), byText: new Map(), byDate: new Map() }
    pages.set(key, page)
    const url = one.told?.url ?? ''
    const address = addresses.get(url) ?? canonicalAddress(url)
    addresses.set(url, address)
    const place = one.told === undefined ? untold : placeOf(address)
    const text = `${one.contentHash} ${place}`
    put(page.all, place, one)
    put(page.byText, text, one)
    put(page.byDate, `${String(one.publishedAt ?? null)} ${text}`, one)
  }
  return pages
}

/** How many articles are held there, and those that `item` may be. */
export function onPage(
  page: HeldPage,
  item: Pick<Piece, 'contentHash' | 'publishedAt' | 'link'> & {
    readonly guid: string | null
    readonly identity: { readonly isOwn: boolean }
  },
  most: number,
): { readonly count: number; readonly near: readonly KnownArticle[] } {
  const address = canonicalAddress(item.link ?? item.guid ?? '')
  const places = [untold, placeOf(address)]
  const all = new Lists(places.map((place) => page.all.get(place)))
  // Under a guid of its own, and at a page that others share, only the same words make it the same (samePiece.ts).
  const isCompared = address !== null && all.count <= (item.identity.isOwn ? 1 : most)
  if (isCompared) return { count: all.count, near: all.first(most) }
  const texts = places.map((place) => `${item.contentHash} ${place}`)
  const alike = new Lists(texts.map((text) => page.byText.get(text)))
  if (alike.count <= most) return { count: all.count, near: alike.first(most) }
  // Hundreds that say the same: the date says which.
  const dated = new Lists(texts.map((text) => page.byDate.get(`${String(item.publishedAt)} ${text}`)))
  return { count: all.count, near: (dated.count > 0 ? dated : alike).first(most) }
}

/** Those of which nothing but the keys is known any more. */
export function untoldOn(page: HeldPage): readonly KnownArticle[] {
  return page.all.get(untold) ?? []
}

/** Where an article stands of which no address is told any more: it may be anywhere. */
const untold = 'untold'
const placeOf = (address: string | null): string => address ?? 'none'

/** Lists of thousands, of which the first few are wanted. */
class Lists {
  readonly #lists: readonly (readonly KnownArticle[])[]

  constructor(lists: readonly (readonly KnownArticle[] | undefined)[]) {
    this.#lists = lists.map((list) => list ?? [])
  }

  get count(): number {
    return this.#lists.reduce((sum, list) => sum + list.length, 0)
  }

  first(most: number): readonly KnownArticle[] {
    return this.#lists.flatMap((list) => list.slice(0, most)).slice(0, most)
  }
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
