/**
 * ports.ts — what jobs need from worker threads and from the window, as plain functions. index.ts plugs in the
 * real ones; tests plug in their own.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { Rest } from '../fetch/polite.ts'
import type { Credentials, Exchange, FetchRequest } from '../fetch/types.ts'
import type { ArticleDraft, Ingest, IngestInput, StoredBody } from '../normalise/types.ts'
import type { Discovery, DiscoveryInput } from '../outlets/types.ts'

/** The network thread: every byte from outside comes through `exchange`. */
export interface Network {
  /** @param onHeld Told when the request waits for others at the address of its server. */
  readonly exchange: (request: FetchRequest, onHeld?: () => void) => Promise<Outcome<Exchange>>
}

/** The threads that read documents; none of it runs on the main thread. */
export interface Press {
  /** A document that is no feed is a `not-a-feed` (or damaged, empty) failure. */
  readonly ingest: (input: IngestInput) => Promise<Outcome<Ingest>>
  /** First cleaning of bodies kept raw. */
  readonly clean: (bodies: readonly StoredBody[]) => Promise<Outcome<readonly StoredBody[]>>
  /** What a page says about its feeds and its icon. */
  readonly discover: (input: DiscoveryInput) => Promise<Outcome<Discovery>>
  /** A saved page (.txt or .html) as an article. */
  readonly readSavedPage: (input: SavedPageInput) => Promise<Outcome<ArticleDraft>>
}

export interface SavedPageInput {
  readonly feedId: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly now: number
}

/** Names and passwords of feeds: encrypted by the system where it really can, else in memory only. */
export interface Secrets {
  readonly of: (feedId: FeedId) => Credentials | null
  /** @returns True when it outlives this run of the program. */
  readonly keep: (feedId: FeedId, credentials: Credentials) => Promise<boolean>
}

/** Hosts that asked to be left alone, kept over restarts. */
export interface Rests {
  readonly list: () => readonly Rest[]
  readonly note: (rest: Rest) => void
  readonly written: () => Promise<void>
}

/** Tells every window. */
export type Tell = <E extends EventName>(event: E, news: NewsOf<E>) => void
