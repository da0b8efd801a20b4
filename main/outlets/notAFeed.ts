/**
 * notAFeed.ts — a page where a feed was: what it is, and where it sends us.
 *
 * Room: main/outlets. Runs in a worker thread. For what a followed feed answered; a typed address is discovered.
 */
import type { Failure, NotAFeed } from '../../preload/contract/failure.ts'
import { decodeDocument } from '../parse/decode.ts'
import { readPage } from './pageFacts.ts'
import { refreshTarget } from './refresh.ts'
import type { DiscoveryInput } from '../model/discovery.ts'
import { findWall } from './walls.ts'

const pages: ReadonlySet<NotAFeed> = new Set(['html', 'challenge', 'login', 'xml', 'text'])

export function explain(failure: Failure, input: Omit<DiscoveryInput, 'link'>): Failure {
  if (failure.kind !== 'not-a-feed' || !pages.has(failure.found)) return failure
  const { text } = decodeDocument(input.bytes, input.contentType)
  const facts = readPage(text)
  const wall = findWall(facts, text, input.url)
  if (wall !== null) return { ...failure, found: wall }
  const leadsTo = refreshTarget(facts, input.url)
  // The first look goes by single words, which ordinary pages have too.
  const found = failure.found === 'challenge' || failure.found === 'login' ? 'html' : failure.found
  return { ...failure, found, ...(leadsTo === null ? {} : { leadsTo }) }
}
