/** restingRound.ts — the progress of a round that has not begun. Room: main/jobs. Data. */
import type { RefreshProgress } from '../../preload/contract/model.ts'

export const restingRound: RefreshProgress = {
  isRunning: false,
  done: 0,
  total: 0,
  current: [],
  newArticles: 0,
  failed: 0,
  picturesWaiting: 0,
  isOffline: false,
  finishedAt: null,
}
