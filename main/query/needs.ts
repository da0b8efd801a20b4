/** needs.ts — what reads need besides the library. */
import type { Clock } from '../base/clock.ts'

export interface QueryNeeds {
  readonly clock: Clock
  /**
   * Told of every picture whose address is handed out, so that it can be fetched on sight.
   * @param feedUrl Address of the feed that it belongs to; null when there is none any more.
   */
  readonly onPictureShown: (remoteUrl: string, feedUrl: string | null, outlet: string | null) => void
}
