/** feedPhases.ts — the port to what each feed is doing right now. */
import type { FeedId, FeedState } from '../../preload/contract/model.ts'
import type { FetchRecord } from './fetchRecord.ts'

export interface FeedPhases {
  readonly set: (feedId: FeedId, phase: 'waiting' | 'fetching' | 'idle') => void
  readonly stateOf: (feedId: FeedId, record: FetchRecord) => FeedState
}
