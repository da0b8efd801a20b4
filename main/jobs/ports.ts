/**
 * ports.ts — what jobs need from worker threads and from the window, as plain functions. index.ts plugs in the
 * real ones; tests plug in their own.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { Rest } from '../fetch/polite.ts'
import type { Credentials, Exchange, FetchRequest, MediaHead, MediaRequest } from '../fetch/types.ts'
import type { ArticleDraft, IngestInput, PackedIngest, StoredBody } from '../normalise/types.ts'
import type { Robots, RobotsInput } from '../outlets/robotRules.ts'
import type { Discovery, DiscoveryInput } from '../outlets/types.ts'

/** The network thread: every byte from outside comes through `exchange`. */
export interface Network {
  readonly exchange: (request: FetchRequest, notes?: ExchangeNotes) => Promise<Outcome<Exchange>>
}

/** Sound and film, by the same thread and the same rules as `exchange`. */
export interface MediaNetwork {
  readonly openMedia: (request: MediaRequest) => Promise<Outcome<MediaStream>>
}

export interface MediaStream {
  readonly head: MediaHead
  /** The next piece, in a buffer of its own; null at the end. One at a time. */
  readonly next: () => Promise<Outcome<Uint8Array | null>>
  /** Nobody wants the rest. Harmless at any time. */
  readonly stop: () => void
}

/** What concerns this side only. */
export interface ExchangeNotes {
  /** Whose request it is, where the address alone does not tell. */
  readonly outlet?: string | null
  /** Told when the request waits for others at the address of its server. */
  readonly onHeld?: () => void
}

/** The threads that read documents; none of it runs on the main thread. */
export interface Press {
  /** So many documents will come soon: whoever reads them may get ready meanwhile. */
  readonly expect: (documents: number) => void
  /** A document that is no feed is a `not-a-feed` (or damaged, empty) failure. */
  readonly ingest: (input: IngestInput) => Promise<Outcome<PackedIngest>>
  /** First cleaning of bodies kept raw. */
  readonly clean: (bodies: readonly StoredBody[]) => Promise<Outcome<readonly StoredBody[]>>
  /** What a page says about its feeds and its icon. */
  readonly discover: (input: DiscoveryInput) => Promise<Outcome<Discovery>>
  /** A site's robots.txt. */
  readonly readRobots: (input: RobotsInput) => Promise<Outcome<Robots>>
  /** A saved page (.txt or .html) as an article. */
  readonly readSavedPage: (input: SavedPageInput) => Promise<Outcome<ArticleDraft>>
}

export interface SavedPageInput {
  readonly feedId: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly now: number
}

/** The reader's own proxy among those who have a password. */
export const proxyKey = 'proxy'
export type SecretKey = FeedId | typeof proxyKey

/** Names and passwords: encrypted by the system where it really can, else in memory only. */
export interface Secrets {
  readonly of: (key: SecretKey) => Credentials | null
  /** Whether what is kept outlives this run of the program. */
  readonly canKeep: () => Promise<boolean>
  /**
   * @param isForNow Until the program ends, whatever the system can do.
   * @returns True when it outlives this run of the program.
   */
  readonly keep: (key: SecretKey, credentials: Credentials, isForNow?: boolean) => Promise<boolean>
  readonly forget: (key: SecretKey) => Promise<void>
}

/** Hosts that asked to be left alone, kept over restarts. */
export interface Rests {
  readonly list: () => readonly Rest[]
  readonly note: (rest: Rest) => void
  readonly written: () => Promise<void>
}

/** Tells every window. */
export type Tell = <E extends EventName>(event: E, news: NewsOf<E>) => void
