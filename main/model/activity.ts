/** activity.ts — the port to what was asked of the outside and what was not. */
import type { ActivityEntry, ActivityResult, Millis } from '../../preload/contract/model.ts'

export interface Line {
  readonly url: string
  readonly wants: ActivityEntry['wants']
  /** Null for what belongs to no outlet; its host is shown. */
  readonly outlet: string | null
  readonly result: ActivityResult
  readonly tookMs?: Millis | null
  readonly nextAt?: Millis | null
}

export interface Activity {
  readonly add: (line: Line) => void
  /** Says when the feed at `url` is asked again, on its last line. */
  readonly plan: (url: string, nextAt: Millis | null) => void
  /** Newest first. */
  readonly list: () => readonly ActivityEntry[]
}
