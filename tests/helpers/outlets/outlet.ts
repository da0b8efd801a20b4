/**
 * outlet.ts — startOutlet.mjs with types, for the tests; the demo runs the plain one without a build.
 *
 * Knows: the path is put together at run time, because the compiler would demand every plain file in the project.
 */
import { join } from 'node:path'

export interface OutletOptions {
  /** Whose prose: `english` has the group's byline, outlet line and footer; `art` ends "Written by …". */
  readonly kind?: 'english' | 'japanese' | 'art'
  readonly name?: string
  /** Articles at the start (default 12). */
  readonly articles?: number
  /** How many of them the feed shows (default 10, as WordPress). */
  readonly itemsInFeed?: number
  /** content:encoded in the feed (default true). */
  readonly fullText?: boolean
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Of `/feed/`; a name iconv-lite knows, such as `shift_jis`. */
  readonly encoding?: string
  /** Where the encoding is said (default `both`). */
  readonly declareEncoding?: 'both' | 'header' | 'declaration' | 'nowhere'
  /** When the newest article was published (default five minutes ago); the others are three hours apart. */
  readonly newestAt?: number
  /** Answers in gzip who takes it (default true). */
  readonly zips?: boolean
}

export interface OutletArticle {
  readonly id: number
  readonly slug: string
  readonly title: string
  readonly contributors: readonly string[]
  readonly html: string
  /** Paths of the pictures that it shows. */
  readonly pictures: readonly string[]
  readonly categories: readonly string[]
  readonly publishedAt: number
  readonly modifiedAt: number
}

export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** 401 for everybody who does not say this name and password. */
  | { readonly kind: 'login'; readonly user: string; readonly password: string }
  /** A page where the feed should be. */
  | { readonly kind: 'html' }
  /** "Just a moment…" */
  | { readonly kind: 'challenge' }
  | {
      readonly kind: 'body'
      readonly type: string
      readonly body: string | Uint8Array
      readonly status?: number
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** A whole answer whose document ends in the middle. */
  | { readonly kind: 'truncated' }
  /** The connection breaks in the middle. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'slow'; readonly everyMs?: number; readonly bytesEachTime?: number }
  | { readonly kind: 'late'; readonly ms: number }

export interface LoggedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** 0 while it has not been answered. */
  readonly status: number
  readonly at: number
}

export interface Outlet {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string
  readonly port: number
  readonly siteUrl: string
  readonly feedUrl: string
  readonly name: string
  /** Newest first; live. */
  readonly articles: readonly OutletArticle[]
  /** In the order in which they came; live. */
  readonly requests: readonly LoggedRequest[]
  readonly url: (path: string) => string
  /** By path without its query. */
  readonly requestsTo: (path: string) => readonly LoggedRequest[]
  /** Resolves when such a request has come, at once if it is in the log. */
  readonly waitForRequest: (path: string) => Promise<void>
  readonly clearLog: () => void
  /** Puts a new article on top; whatever is not given is invented. */
  readonly publish: (change?: Partial<OutletArticle>) => OutletArticle
  readonly edit: (slug: string, change: Partial<OutletArticle>) => OutletArticle
  /** Makes a path (or `*` for all) misbehave; null heals it. */
  readonly fault: (path: string, what: Fault | null) => void
  /** Goes on at the same port. */
  readonly start: () => Promise<void>
  /** Closes every connection. */
  readonly stop: () => Promise<void>
}

/** A loopback outlet; stop it in the test's `afterEach`. */
export async function startOutlet(options?: OutletOptions): Promise<Outlet> {
  const plain = (await import(/* @vite-ignore */ join(import.meta.dirname, 'startOutlet.mjs'))) as {
    startOutlet: (options?: OutletOptions) => Promise<Outlet>
  }
  return plain.startOutlet(options)
}
