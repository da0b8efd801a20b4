/** articleVersion.ts — what an article said before. Room: preload/contract. Types only. */
import type { Cut } from './articleLimits.ts'
import type { Millis } from './model.ts'

/** What an article said at one time. */
export interface ArticleVersion {
  readonly title: string
  /** When we first saw it so; null where that is not known any more. */
  readonly seenAt: Millis | null
  readonly bodyHtml: string
  readonly outletNotesHtml: string
  readonly cut: readonly Cut[]
}
