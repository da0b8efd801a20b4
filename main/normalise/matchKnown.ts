/**
 * matchKnown.ts — which article of today is one that we know.
 *
 * Room:     main/normalise. Pure.
 * Promises: no known article is given out twice; an article that stands in the document under its own guid is nobody
 *           else's; the order of the document decides nothing; a new item gets an id that nothing has.
 * Rule:     the id; without a guid title, date and text as well; then another spelling of the guid; then the same page
 *           together with what the two say (samePiece.ts). Reasons: docs/notes/identity.md.
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import { countersOf, isDoubtfulGuid, isUsableGuid, spellingsOf, stemOf } from './guids.ts'
import { canonicalAddress, idOfGuid, secondKeyOf } from './identity.ts'
import type { Identity } from './identity.ts'
import { comparedIn, heldOnPages, onPage, untoldOn } from './pagesHeld.ts'
import type { HeldPage } from './pagesHeld.ts'
import { isSamePage, isSamePieceOfGuid, isSamePieceOfPage, isSamePieceWithoutGuid } from './samePiece.ts'
import type { Page, Piece } from './samePiece.ts'
import type { KnownArticle } from '../model/ingest.ts'

export interface Fresh extends Piece {
  readonly guid: string | null
  readonly identity: Identity
}

export interface Match {
  /** What it is kept under. */
  readonly id: ArticleId
  /** Null for an article never seen before. */
  readonly known: KnownArticle | null
  /** Known by its page and its words alone: nothing of its ids says so. */
  readonly isByWords: boolean
}

interface Pair {
  readonly index: number
  readonly known: KnownArticle
  readonly agreement: number
}

/**
 * @returns Same length and order as `fresh`.
 * Cost:    two maps of what is known; then each item that no id answers for: up to 80 SHA-256, and a look at the articles of
 *          its page (in a page that hundreds share, at those with the same title and text).
 */
export function matchKnown(
  feedId: string,
  fresh: readonly Fresh[],
  known: readonly KnownArticle[],
): readonly Match[] {
  const byId = new Map<ArticleId, KnownArticle>()
  for (const one of known) if (one.alias !== undefined) byId.set(one.alias, one)
  for (const one of known) byId.set(one.id, one)
  const found = new Array<KnownArticle | null>(fresh.length).fill(null)
  const taken = new Set<KnownArticle>()

  /** Each rule says which known articles an item may be; the pairs that agree most are made first. */
  const settle = (rule: (item: Fresh) => readonly (KnownArticle | undefined)[]) => {
    // A feed that is read for the first time.
    if (known.length === 0) return
    const pairs: Pair[] = []
    fresh.forEach((item, index) => {
      if (found[index] !== null) return
      for (const one of rule(item)) {
        if (one !== undefined && !taken.has(one)) {
          pairs.push({ index, known: one, agreement: agreementOf(item, one) })
        }
      }
    })
    pairs.sort((a, b) => b.agreement - a.agreement || compareIds(fresh, a, b))
    for (const { index, known: one } of pairs) {
      if (found[index] !== null || taken.has(one)) continue
      found[index] = one
      taken.add(one)
    }
  }

  const isAlone = fresh.length === 1
  settle((item) => ownId(item, isAlone, byId))
  settle(({ identity: { steps } }) => [byId.get(steps()[2])])
  const pageOf = readPages(fresh)
  const asPiece = (item: Fresh, one: KnownArticle | undefined) =>
    one !== undefined && isSamePieceWithoutGuid(item, one, pageOf(item)) ? one : undefined
  settle((item) => [asPiece(item, byId.get(item.identity.steps()[1]))])
  settle((item) => {
    const { guidId, steps } = item.identity
    const byGuid = item.identity.isOwn || guidId === null ? undefined : byId.get(guidId)
    return [
      asPiece(item, byId.get(steps()[0])),
      byGuid !== undefined && isSamePieceOfGuid(item, byGuid) ? byGuid : undefined,
    ]
  })
  settle((item) => otherSpelling(feedId, item, isAlone, byId))
  const byIds = [...found]
  const pages = pagesOf(known, taken, fresh, found)
  const most = comparedIn(fresh.length)
  settle((item) => ofSamePage(item, pages.get(keyOf(item)), pageOf(item), most))
  const isOneHost = new Set(fresh.map(({ link, guid }) => hostOf(link ?? guid ?? ''))).size === 1
  if (isOneHost) settle((item) => removedLongAgo(item, pages.get(keyOf(item)), pageOf(item)))

  const used = new Set<ArticleId>(byId.keys())
  return fresh.map(({ identity }, index) => {
    const one = found[index] ?? null
    if (one !== null) return { id: one.id, known: one, isByWords: byIds[index] === null }
    const id = used.has(identity.id)
      ? (identity.steps().find((each) => !used.has(each)) ?? identity.id)
      : identity.id
    used.add(id)
    return { id, known: null, isByWords: false }
  })
}

/** Whether the guid may name one piece after the other: a mere word; the address of the only item that there ever is. */
function mayNameMany({ guid, link }: Fresh, isAlone: boolean): boolean {
  if (guid === null) return true
  return isDoubtfulGuid(guid) || (isAlone && isSamePage(link ?? guid, stemOf(guid)))
}

function ownId(
  item: Fresh,
  isAlone: boolean,
  byId: ReadonlyMap<ArticleId, KnownArticle>,
): readonly KnownArticle[] {
  const one = item.identity.isOwn ? byId.get(item.identity.id) : undefined
  if (one === undefined) return []
  return mayNameMany(item, isAlone) && !isSamePieceOfGuid(item, one) ? [] : [one]
}

/** Scheme, `www.`, slash and tracking say nothing; a counter may be the number of a comment, so the page must be the guid's. */
function otherSpelling(
  feedId: string,
  item: Fresh,
  isAlone: boolean,
  byId: ReadonlyMap<ArticleId, KnownArticle>,
): readonly KnownArticle[] {
  const { guid, link } = item
  if (!isUsableGuid(guid) || !item.identity.isOwn) return []
  const knownUnder = (guids: readonly string[]) =>
    guids.flatMap((one) => byId.get(idOfGuid(feedId, one)) ?? [])
  const isMany = mayNameMany(item, isAlone)
  const spelled = knownUnder(spellingsOf(guid)).filter((one) => !isMany || isSamePieceOfGuid(item, one))
  if (spelled.length > 0) return spelled
  const isOfPage = !isMany && link !== null && !link.includes('#') && isSamePage(link, stemOf(guid))
  return knownUnder(countersOf(guid)).filter(
    (one) => isOfPage || (isMany && isSamePieceOfGuid(item, one)) || isSamePieceOfPage(item, one, 'unsure'),
  )
}

/** Address without host; also of a home page. */
function keyOf({ link, identity }: Fresh): string {
  return identity.secondKey === '' && link !== null ? '/' : identity.secondKey
}

function keyOfKnown({ secondKey, told }: KnownArticle, keys: Map<string, string>): string {
  if (secondKey !== '') return secondKey
  if (told?.url === undefined || told.url === null) return ''
  const key = keys.get(told.url) ?? (secondKeyOf(told.url) || '/')
  keys.set(told.url, key)
  return key
}

/** What the document says of the page of each item. */
function readPages(fresh: readonly Fresh[]): (item: Fresh) => Page {
  const crowds = new Map<string, number>()
  for (const item of fresh) crowds.set(keyOf(item), (crowds.get(keyOf(item)) ?? 0) + 1)
  const areOwn = fresh.length > 1 && crowds.size === fresh.length
  return (item) => {
    const key = keyOf(item)
    if ((crowds.get(key) ?? 0) > 1) return 'shared'
    return areOwn && key !== '' && key !== '/' ? 'own' : 'unsure'
  }
}

/** Articles that nobody has taken, by page, of those pages that are asked for. */
function pagesOf(
  known: readonly KnownArticle[],
  taken: ReadonlySet<KnownArticle>,
  fresh: readonly Fresh[],
  found: readonly (KnownArticle | null)[],
): ReadonlyMap<string, HeldPage> {
  const asked = new Set<string>()
  fresh.forEach((item, index) => {
    if (found[index] === null) asked.add(keyOf(item))
  })
  if (asked.size === 0) return new Map()
  const keys = new Map<string, string>()
  return heldOnPages(
    known.filter((one) => !taken.has(one)),
    (one) => keyOfKnown(one, keys),
    asked,
  )
}

/** @param most As many may be compared word by word; of more only those of the same words are looked at. */
function ofSamePage(
  item: Fresh,
  held: HeldPage | undefined,
  inDocument: Page,
  most: number,
): readonly KnownArticle[] {
  if (held === undefined) return []
  const { count, near } = onPage(held, item, most)
  const page = count > 1 ? 'shared' : inDocument
  const isSame = item.identity.isOwn ? isSamePieceOfPage : isSamePieceWithoutGuid
  return near.filter((one) => isSame(item, one, page))
}

/** An address that no other piece will have: the number of a day or an article, or the words of a title. */
const namesOne = (key: string) =>
  /\d{4}/.test(key) || key.split('/').some((part) => part.split('-').length > 3)

/**
 * What older versions removed is known by its path alone. Where all items have pages of their own on one host, an address that
 * names one piece is that piece; a page that is called otherwise may hold another one by now.
 */
function removedLongAgo(item: Fresh, held: HeldPage | undefined, page: Page): readonly KnownArticle[] {
  if (held === undefined || page !== 'own' || !namesOne(keyOf(item))) return []
  return untoldOn(held).filter(({ isRemoved, contentHash }) => isRemoved === true && contentHash === '')
}

const hostOf = (address: string) => {
  const canonical = canonicalAddress(address)
  return canonical === null ? '' : new URL(canonical).host
}

/** How much of what they say is the same, beyond what made them a pair. */
function agreementOf(item: Fresh, known: KnownArticle): number {
  const isSameText = known.contentHash !== '' && known.contentHash === item.contentHash
  const isSameDate = item.publishedAt !== null && known.publishedAt === item.publishedAt
  return (isSameText ? 4 : 0) + (isSameDate ? 2 : 0) + (known.told?.title === item.title ? 1 : 0)
}

function compareIds(fresh: readonly Fresh[], a: Pair, b: Pair): number {
  return compare(idOf(fresh, a), idOf(fresh, b)) || compare(a.known.id, b.known.id)
}

const idOf = (fresh: readonly Fresh[], { index }: Pair): string => fresh[index]?.identity.id ?? ''
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
