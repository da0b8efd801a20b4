/** feedStates.ts — which parts of a fetch record the window shows (main/query/tree.ts). Room: main/store/changeFeed. Pure. */
import type { FetchRecord } from '../../model/fetchRecord.ts'

const shown: readonly (keyof FetchRecord)[] = [
  'checkedAt',
  'nextAt',
  'isStopped',
  'isRepaired',
  'failure',
  'failedSince',
]

export function isStateOf(change: Partial<FetchRecord>): boolean {
  return shown.some((key) => Object.hasOwn(change, key))
}
