/** hearing.ts — what a window hears of changes of a library, with pauses that end when the test says so. */
import { tellChanges } from '../../main/ipc/changeEvents.ts'
import type { ChangeEvents } from '../../main/ipc/changeEvents.ts'
import type { Library } from '../../main/model/library.ts'
import type { StoredFeed } from '../../main/model/subscriptions.ts'
import { makeQueries } from '../../main/query/queries.ts'
import type { FeedState } from '../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'
import { aFeed, aTime } from './library.ts'

export type Heard = { readonly [E in EventName]?: readonly NewsOf<E>[] }

export interface Hearing {
  /** Everything so far, in order. */
  readonly all: (readonly [EventName, unknown])[]
  /** The pauses that have not ended. */
  readonly pauses: () => readonly number[]
  /** They end. */
  readonly pass: () => void
  /** What is heard of a piece of work, once everything is told. */
  readonly of: (work: () => unknown) => Promise<Heard>
  readonly before: ChangeEvents['before']
  readonly setState: (state: FeedState) => void
  readonly stop: () => void
}

export const turn = () => new Promise((resolve) => setImmediate(resolve))

/** From now on. */
export function listenTo(library: Library): Hearing {
  const all: (readonly [EventName, unknown])[] = []
  let timers: { readonly work: () => void; readonly ms: number }[] = []
  let state: FeedState = { phase: 'idle' }
  const queries = makeQueries(library, { clock: { now: () => aTime }, onPictureShown: () => undefined })
  const events = tellChanges({
    library,
    queries,
    stateOf: () => state,
    tell: (event, news) => all.push([event, news]),
    later: (work, ms) => {
      const timer = { work, ms }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
  })
  const pass = () => {
    for (const { work } of timers.splice(0)) work()
  }
  return {
    all,
    pauses: () => timers.map(({ ms }) => ms),
    pass,
    of: async (work) => {
      all.splice(0)
      await work()
      await turn()
      while (timers.length > 0) pass()
      const heard: Record<string, unknown[]> = {}
      for (const [event, news] of all) (heard[event] ??= []).push(news)
      return heard
    },
    before: events.before,
    setState: (next) => {
      state = next
    },
    stop: events.stop,
  }
}

/** A window that has been open for a while: the papers are followed, and nothing waits. */
export async function anOpenWindow(library: Library, ...feeds: readonly StoredFeed[]): Promise<Hearing> {
  await library.changeSubscriptions((now) => ({ ...now, feeds: feeds.length === 0 ? [aFeed()] : feeds }))
  const hearing = listenTo(library)
  await hearing.of(turn)
  hearing.all.splice(0)
  return hearing
}
