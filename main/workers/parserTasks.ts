/** parserTasks.ts — what the parser pool and its workers say to each other. Room: main/workers. Types; plain data. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { SavedPageInput } from '../model/parserPool.ts'
import type { StoredBody } from '../model/article.ts'
import type { IngestInput } from '../model/ingest.ts'
import type { RobotsInput } from '../model/robots.ts'
import type { DiscoveryInput } from '../model/discovery.ts'

export type ParserTask =
  | { readonly kind: 'ingest'; readonly input: IngestInput }
  | { readonly kind: 'clean'; readonly input: readonly StoredBody[] }
  | { readonly kind: 'discover'; readonly input: DiscoveryInput }
  | { readonly kind: 'readRobots'; readonly input: RobotsInput }
  | { readonly kind: 'readSavedPage'; readonly input: SavedPageInput }
  | { readonly kind: 'tidyDrawing'; readonly input: { readonly bytes: Uint8Array; readonly url: string } }

/** Each task gets one answer; a bug in the worker is told as `broke`. */
export interface ParserAnswer {
  readonly outcome: Outcome<unknown> | null
  readonly broke: string | null
}
