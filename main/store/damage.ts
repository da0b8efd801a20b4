/**
 * damage.ts — what the reader is told of headlines and texts that are lost.
 *
 * Room:     main/store.
 * Promises: one entry of `place.trouble` a paper and part, which adds up; nothing is told of a file that held nothing.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { Place } from './place.ts'

type Damaged = Extract<Failure, { kind: 'articles-damaged' }>
export type DamagedPart = Damaged['part']

export interface Loss {
  /** Null when nobody can say how many there were. */
  readonly lost: number | null
  readonly saved: number
  /** As far as they are known. */
  readonly titles: readonly string[]
}

const titlesAtMost = 5

export type TellDamage = (feedId: FeedId, part: DamagedPart, loss: Loss) => void

/** @param onTold Something was added to `place.trouble`. */
export function makeTellDamage(
  place: Place,
  paperOf: (feedId: FeedId) => string,
  onTold: () => void,
): TellDamage {
  const told = new Map<string, number>()
  return (feedId, part, { lost, saved, titles }) => {
    const key = `${part} ${feedId}`
    const at = told.get(key) ?? place.trouble.length
    const before = place.trouble[at] as Damaged | undefined
    const sum =
      before === undefined ? lost : lost === null || before.lost === null ? null : before.lost + lost
    place.trouble[at] = {
      kind: 'articles-damaged',
      paper: paperOf(feedId),
      part,
      lost: sum,
      saved: saved + (before?.saved ?? 0),
      titles: [...new Set([...(before?.titles ?? []), ...titles])].slice(0, titlesAtMost),
    }
    told.set(key, at)
    onTold()
  }
}
