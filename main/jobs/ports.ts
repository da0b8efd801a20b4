/**
 * ports.ts — what jobs need from worker threads and from the window, as plain functions. index.ts plugs in the
 * real ones; tests plug in their own.
 */
import type { AddressClass, Outcome } from '../../preload/contract/failure.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { HostCooldown } from '../fetch/rateLimit.ts'
import type {
  Approval,
  Credentials,
  Exchange,
  FetchRequest,
  MediaHead,
  MediaRequest,
} from '../fetch/types.ts'
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
  /** Told when a socket has connected to an address that is not public, as the request allowed; a failure may follow. */
  readonly onReached?: (to: AddressClass) => void
}

/** The threads that read documents; none of it runs on the main thread. */
export interface ParserPool {
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
  /** An SVG drawing, written anew without anything that runs, loads or takes for ever; null for what is none. */
  readonly tidyDrawing: (input: {
    readonly bytes: Uint8Array
    readonly url: string
  }) => Promise<Outcome<Uint8Array | null>>
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

/**
 * Names and passwords: encrypted by the system where it really can, else in memory only. Each belongs to one place (scheme,
 * host and port) and is given out for that place alone, whatever the library says by then.
 */
export interface Secrets {
  /** @param url Where it is going to be sent. */
  readonly of: (key: SecretKey, url: string) => Credentials | null
  /** Whose they are and where they belong, without themselves. */
  readonly places: () => readonly SecretPlace[]
  /** Whether what is kept outlives this run of the program. */
  readonly canKeep: () => Promise<boolean>
  /**
   * @param url      Where it was given for.
   * @param isForNow Until the program ends, whatever the system can do.
   * @returns        True when it outlives this run of the program.
   */
  readonly keep: (
    key: SecretKey,
    url: string,
    credentials: Credentials,
    isForNow?: boolean,
  ) => Promise<boolean>
  readonly forget: (key: SecretKey) => Promise<void>
}

export interface SecretPlace {
  readonly key: SecretKey
  /** Such as `https://paper.example` or `socks5://proxy.example:1080`. */
  readonly place: string
}

/**
 * Which papers may lead to an address that is not public, because the reader allowed it and a socket really connected
 * there. This machine's own record: not in the library, not in a backup.
 */
export interface Approvals {
  /** Of the paper at exactly this address. */
  readonly of: (url: string) => Approval | null
  /** False for one that was taken back since it was given out. */
  readonly holds: (approval: Approval) => boolean
  readonly list: () => readonly Allowed[]
  /** In memory at once. */
  readonly grant: (allowed: readonly Allowed[]) => Promise<void>
  readonly drop: (urls: readonly string[]) => Promise<void>
}

export interface Allowed {
  /** Of the paper. */
  readonly url: string
  readonly class: AddressClass
}

/** Hosts that asked to be left alone, kept over restarts. */
export interface HostCooldowns {
  readonly list: () => readonly HostCooldown[]
  readonly note: (cooldown: HostCooldown) => void
  readonly written: () => Promise<void>
}

/** Tells every window. */
export type Tell = <E extends EventName>(event: E, news: NewsOf<E>) => void
