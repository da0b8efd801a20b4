/**
 * windowEvents.ts — tells the windows what happened, not more often than they can draw.
 *
 * Room:     main/ipc.
 * Promises: the last news of an event always goes out; of what the reader has to answer, everything goes out at once, and
 *           so does what changed in the library, which is added up before it comes here (changeEvents.ts). The end of a
 *           round is told when it ends, after all that came before it.
 */
import type { RefreshProgress } from '../../preload/contract/model.ts'
import type { EventName, NewsOf } from '../../preload/contract/requests.ts'

type Send = (event: EventName, news: unknown) => void
type Tell = <E extends EventName>(event: E, news: NewsOf<E>) => void

/** One message of a kind in this time. */
const pauseMs = 150
/** Each of these matters, and they are few, or told in their own time already. */
const neverHeld: ReadonlySet<EventName> = new Set<EventName>([
  'undo:offered',
  'library:changed',
  'articles:marked',
  'outlets:changed',
  'counts:changed',
  'feeds:changed',
  'settings:changed',
])
/** Lines of the Activity window are many and small. */
const longerPauses: Partial<Record<EventName, number>> = { 'activity:changed': 250 }

export function makeWindowEvents(
  send: Send,
  later: (work: () => void, ms: number) => void = setTimeout,
): Tell {
  const waiting = new Map<EventName, unknown>()
  const resting = new Set<EventName>()
  let isRound = false

  const flush = (event: EventName) => {
    resting.delete(event)
    if (!waiting.has(event)) return
    const news = waiting.get(event)
    waiting.delete(event)
    put(event, news)
  }
  const put = (event: EventName, news: unknown) => {
    resting.add(event)
    send(event, news)
    later(() => {
      flush(event)
    }, longerPauses[event] ?? pauseMs)
  }
  /** @returns Whether this news is that a round is over. */
  const endsRound = (event: EventName, news: unknown): boolean => {
    if (event !== 'refresh:progressed') return false
    const was = isRound
    isRound = (news as RefreshProgress).isRunning
    return was && !isRound
  }
  return (event, news) => {
    if (endsRound(event, news)) {
      waiting.delete(event)
      for (const each of [...waiting.keys()]) flush(each)
      put(event, news)
    } else if (neverHeld.has(event)) send(event, news)
    else if (!resting.has(event)) put(event, news)
    else waiting.set(event, news)
  }
}
