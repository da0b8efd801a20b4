/** exchange.ts — what goes into one HTTP exchange and what comes out. Plain data: it crosses to a worker thread. */
import type { AddressClass } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'

/** Sent back byte for byte, as one set, or not at all (RFC 9110 §13.1). */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** Decides the Accept header, the caps and the rank. */
export type Wants = 'feed' | 'page' | 'picture' | 'robots'

/** Sound and film are not kept whole in memory but handed on as they come (media.ts). */
export type HopWants = Wants | 'media'

/** Both ends included; null: to the end. */
export interface ByteRange {
  readonly from: number
  readonly to: number | null
}

export interface MediaRequest {
  readonly url: string
  readonly approval: Approval | null
  readonly range: ByteRange
}

export interface MediaHead {
  /** What its server calls it: audio/… or video/…. */
  readonly type: string
  /** The answer holds the bytes from here on. */
  readonly from: number
  /** False: the server gives the whole, whatever was asked for. */
  readonly isPart: boolean
  /** Bytes in this answer; null when nobody says. */
  readonly length: number | null
  /** Bytes in all. */
  readonly total: number | null
}

/** Sent to the origin of the address they were asked with, and never again once a redirect left it. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** One origin, and what kind of address that is not public it may lead to. */
export interface Approval {
  readonly origin: string
  /** `any`: the reader allows it at this moment, and what it turns out to be is what is kept. */
  readonly class: AddressClass | 'any'
}

export interface FetchRequest {
  readonly url: string
  readonly wants: Wants
  readonly validators: Validators | null
  /** The one origin that may be a private address, because the reader allowed it by hand; null: none may. */
  readonly approval: Approval | null
  /** SHA-256 (hex) of the document that is here already; the same one is told as `same`, without its bytes. */
  readonly knownHash?: string
  readonly credentials?: Credentials | null
  /** The least pause between two requests to this host (robots.txt Crawl-delay); absent: our own. */
  readonly gapMs?: Millis
}

export interface Redirect {
  readonly status: number
  readonly to: string
}

export interface CacheLife {
  /** How long the server says the answer is good for; null when it does not say. */
  readonly freshForMs: Millis | null
}

export type Exchange =
  | {
      readonly kind: 'unchanged'
      readonly validators: Validators | null
      readonly cacheLife: CacheLife
      readonly redirects: readonly Redirect[]
    }
  /** A whole answer that holds what is here already; only for who said so (`knownHash`). */
  | {
      readonly kind: 'same'
      /** Decompressed. */
      readonly size: number
      readonly finalUrl: string
      readonly validators: Validators | null
      readonly cacheLife: CacheLife
      readonly redirects: readonly Redirect[]
    }
  | {
      readonly kind: 'fresh'
      readonly bytes: Uint8Array
      /** SHA-256 of the decompressed bytes, hex. */
      readonly hash: string
      readonly finalUrl: string
      readonly contentType: string | null
      /** Raw `Link` header; null when absent. */
      readonly link: string | null
      readonly validators: Validators | null
      readonly cacheLife: CacheLife
      readonly redirects: readonly Redirect[]
    }
