/** parserPool.ts — the port to the threads that read documents. */
import type { IngestInput, PackedIngest } from './ingest.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleDraft, StoredBody } from './article.ts'
import type { Discovery, DiscoveryInput } from './discovery.ts'
import type { Robots, RobotsInput } from './robots.ts'

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
