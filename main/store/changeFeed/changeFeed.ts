/**
 * changeFeed.ts — the last changes, numbered, and who listens to them.
 *
 * Room:     main/store/changeFeed. Knows nothing of what changes.
 * Promises: - each consumer gets every change once, in order, also while it takes its time; one that is slow or throws holds
 *             up nobody, least of all whoever made the change.
 *           - what is remembered is bounded: a consumer that fell behind that is told so, and goes on from the newest change.
 * Knows:    changes of one piece of work arrive as one call: they are handed out when that work lets go (a microtask).
 */
import type { Log } from '../../base/log.ts'
import type { DomainChange, NumberedChange, Subscription } from '../../model/changes.ts'

export interface ChangeFeed {
  readonly append: (change: DomainChange) => void
  readonly last: () => number
  readonly since: (number: number) => readonly NumberedChange[] | null
  readonly subscribe: (consumer: Subscription) => () => void
}

export interface Remembered {
  readonly changes: number
  /** Ids in them, so that a few large changes do not fill the memory. About 20 bytes each. */
  readonly ids: number
}

const usual: Remembered = { changes: 4096, ids: 200_000 }

export function makeChangeFeed(log: Log, atMost: Remembered = usual): ChangeFeed {
  let remembered: NumberedChange[] = []
  /** How many at the front of it are forgotten; they are cut off now and then. */
  let forgotten = 0
  let ids = 0
  let last = 0
  const wakes = new Set<() => void>()

  const forget = () => {
    while (remembered.length - forgotten > 1) {
      const isTooMuch = remembered.length - forgotten > atMost.changes || ids > atMost.ids
      const oldest = remembered[forgotten]
      if (!isTooMuch || oldest === undefined) break
      ids -= idsIn(oldest.change)
      forgotten += 1
    }
    if (forgotten < 1024 && forgotten < remembered.length / 2) return
    remembered = remembered.slice(forgotten)
    forgotten = 0
  }

  const since = (number: number): readonly NumberedChange[] | null => {
    if (number >= last) return number === last ? [] : null
    const first = last - (remembered.length - forgotten) + 1
    return number + 1 < first ? null : remembered.slice(forgotten + number + 1 - first)
  }

  return {
    append: (change) => {
      last += 1
      remembered.push({ number: last, change })
      ids += idsIn(change)
      forget()
      for (const wake of wakes) wake()
    },
    last: () => last,
    since,
    subscribe: ({ from, onChanges, onBehind }) => {
      let seen = from
      let isAtWork = false
      let isOver = false
      const handOut = async () => {
        while (!isOver && seen !== last) {
          const news = since(seen)
          seen = last
          try {
            await (news === null ? onBehind(seen) : onChanges(news))
          } catch (bug) {
            log.error('whoever listens to changes threw', bug)
          }
        }
        isAtWork = false
      }
      const wake = () => {
        if (isAtWork) return
        isAtWork = true
        void Promise.resolve().then(handOut)
      }
      wakes.add(wake)
      if (seen !== last) wake()
      return () => {
        isOver = true
        wakes.delete(wake)
      }
    },
  }
}

function idsIn(change: DomainChange): number {
  switch (change.kind) {
    case 'articles': {
      const { added, changed, rewritten, removed, putBack } = change
      return added.length + changed.length + rewritten.length + removed.length + putBack.length
    }
    case 'marks':
      return change.ids.length
    case 'subscriptions':
      return (
        change.feedIds.length +
        change.goneFeedIds.length +
        change.folderIds.length +
        change.goneFolderIds.length
      )
    case 'feed-states':
      return change.feedIds.length
    case 'settings':
    case 'replaced':
    case 'pictures':
    case 'feed-anew':
      return 1
  }
}
