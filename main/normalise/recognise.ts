/**
 * recognise.ts — each article of a document with its place in it, and with the known article that it is.
 *
 * Room: main/normalise. Pure.
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import { withoutCopies } from './copies.ts'
import { toDraft } from './draft.ts'
import type { Understood } from './draft.ts'
import { identify } from './identity.ts'
import type { Identity } from './identity.ts'
import { matchKnown } from './matchKnown.ts'
import type { Fresh, Match } from './matchKnown.ts'
import type { ArticleDraft } from '../model/article.ts'
import type { IngestInput, KnownArticle } from '../model/ingest.ts'

export interface Recognised {
  readonly headline: Understood
  readonly identity: Identity
  readonly match: Match
}

/** In the order of the document. Copies are left out. */
export function recognise(
  { feedId, known, place = 0 }: IngestInput,
  understood: readonly Understood[],
): readonly Recognised[] {
  const items = withoutCopies(understood.map((one) => ({ ...one, publishedAt: one.headline.publishedAt })))
  const identities = identify(feedId, items)
  const found = items.flatMap((one, index) => {
    const identity = identities[index]
    const headline = { ...one.headline, place: place + items.length - 1 - index }
    return identity === undefined ? [] : [{ headline: { ...one, headline }, identity }]
  })
  const matches = matchKnown(feedId, found.map(freshOf), known)
  return found.flatMap((one, index) => {
    const match = matches[index]
    return match === undefined ? [] : [{ ...one, match }]
  })
}

function freshOf({ headline: one, identity }: Omit<Recognised, 'match'>): Fresh {
  const { guid, link, title, text, hasNoTitle } = one
  const { snippet, publishedAt, contentHash } = one.headline
  const isSilent = hasNoTitle && text === ''
  return { guid, link, title, isSilent, snippet, publishedAt, contentHash, identity }
}

/** An article goes out under the id that we know it by. */
export function draftOf({ headline, identity, match: { id, known } }: Recognised): ArticleDraft {
  const secondKey = identity.secondKey === '' ? (known?.secondKey ?? '') : identity.secondKey
  const alias = known === null ? undefined : aliasOf(identity, known)
  const draft = toDraft(headline, { id, secondKey })
  return alias === undefined ? draft : { ...draft, headline: { ...draft.headline, alias } }
}

/** The id of its present guid is remembered, so that it is known again when title and text change too. */
function aliasOf(identity: Identity, known: KnownArticle): ArticleId | undefined {
  return identity.isOwn && identity.id !== known.id ? identity.id : known.alias
}

/** Its words, or its guid for one that cannot be told from the old one. */
export function isChanged({ headline, identity, match: { known, isByWords } }: Recognised): boolean {
  if (known === null || known.isRemoved === true) return false
  const isNewGuid = isByWords && aliasOf(identity, known) !== known.alias
  return known.contentHash !== headline.headline.contentHash || isNewGuid
}
