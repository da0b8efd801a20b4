/** feedPhases.ts — what each feed is doing right now. Memory only; what it came to is in its fetch record. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { FeedPhases } from '../model/feedPhases.ts'

/** @param onChange A feed does something else now. */
export function makeFeedPhases(onChange: (feedId: FeedId) => void = () => undefined): FeedPhases {
  const busy = new Map<FeedId, 'waiting' | 'fetching'>()
  return {
    set: (feedId, phase) => {
      if ((busy.get(feedId) ?? 'idle') === phase) return
      if (phase === 'idle') busy.delete(feedId)
      else busy.set(feedId, phase)
      onChange(feedId)
    },
    stateOf: (feedId, record) => {
      const phase = busy.get(feedId)
      if (phase !== undefined) return { phase }
      if (record.failure === null) return { phase: 'idle' }
      return { phase: 'failed', failure: record.failure, since: record.failedSince ?? record.checkedAt ?? 0 }
    },
  }
}
