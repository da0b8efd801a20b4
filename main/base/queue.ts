/**
 * queue.ts — whose turn it is: tasks by key, with a limit per key, a limit in all, and two ranks.
 *
 * Room:     main/base. Imports: nothing of ours.
 * Promises: first come, first served within one key and rank; between keys in rotation, so that one key with a
 *           thousand tasks delays nobody else. On one key, rank 1 starts only when no rank 0 waits there.
 *           A task that throws or rejects frees its place like any other.
 *           A task may name a second thing that only so many may use at once; while it is full the task waits, is told
 *           so, and holds up no other key.
 *           A task that takes long is set aside: it goes on, its key stays taken, and its place in all is free, so
 *           that servers that do not answer hold up nobody else.
 * Cost:     one pass over the keys that wait at every start and end; tasks per key do not matter.
 */

/** 0 goes first. */
export type Rank = 0 | 1

export interface Turn {
  /** What must not be hurried; main/fetch uses scheme, host and port. */
  readonly key: string
  readonly rank: Rank
  /** Starts only while fewer than this many run on its key. */
  readonly perKey: number
  /** Starts no sooner than this after the last start on its key; 0 for no wait. */
  readonly gapMs: number
  /** What several keys share, such as the address of one server for many names; absent: nothing. */
  readonly shared?: Shared | null
}

export interface Shared {
  readonly key: string
  /** Starts only while fewer than this many run that share it. */
  readonly atMost: number
  /** Told once, when nothing but this keeps the task waiting. */
  readonly onHeld?: () => void
}

export interface QueueOptions {
  /** Starts only while fewer than this many run in all, by rank: [24, 16] keeps 8 places for rank 0. */
  readonly inAll: readonly [number, number]
  /** Milliseconds; any steady clock. */
  readonly now: () => number
  readonly later: (ms: number, wake: () => void) => void
  /** After how long a task is set aside, and how many may be at once; absent: never. */
  readonly aside?: { readonly afterMs: number; readonly atMost: number }
}

export interface Queue {
  /** Runs `task` when its turn comes and answers what it answers. */
  readonly run: <T>(turn: Turn, task: () => Promise<T>) => Promise<T>
}

interface Waiting {
  readonly turn: Turn
  readonly start: () => void
  isTold: boolean
}

interface Lane {
  running: number
  lastStart: number
  readonly waiting: readonly [Waiting[], Waiting[]]
}

/** Lanes without tasks are kept for their `lastStart`; above this many the old ones go. */
const idleLanes = 500

export function makeQueue({ inAll, now, later, aside }: QueueOptions): Queue {
  const lanes = new Map<string, Lane>()
  const sharing = new Map<string, number>()
  let running = 0
  let setAside = 0
  let wakeAt = Infinity

  const laneOf = (key: string): Lane => {
    const known = lanes.get(key)
    if (known !== undefined) return known
    if (lanes.size >= idleLanes) sweep(lanes, now())
    const lane: Lane = { running: 0, lastStart: -Infinity, waiting: [[], []] }
    lanes.set(key, lane)
    return lane
  }

  const share = ({ shared }: Turn, by: 1 | -1) => {
    if (shared === undefined || shared === null) return
    const now = (sharing.get(shared.key) ?? 0) + by
    if (now === 0) sharing.delete(shared.key)
    else sharing.set(shared.key, now)
  }

  /** Others use up what the task shares with them. */
  const isHeld = (task: Waiting): boolean => {
    const { shared } = task.turn
    if (shared === undefined || shared === null || (sharing.get(shared.key) ?? 0) < shared.atMost)
      return false
    if (!task.isTold) shared.onHeld?.()
    task.isTold = true
    return true
  }

  const begin = (key: string, lane: Lane, { start, turn }: Waiting) => {
    running += 1
    share(turn, 1)
    lane.running += 1
    lane.lastStart = now()
    // To the end of the row: the other keys come first next time.
    lanes.delete(key)
    lanes.set(key, lane)
    start()
  }

  /** Starts at most one task per lane and rank; tells whether it started any and when the next falls due. */
  const pass = () => {
    let isAnyStarted = false
    let dueAt = Infinity
    for (const rank of [0, 1] as const) {
      for (const [key, lane] of [...lanes]) {
        if (running >= inAll[rank]) break
        const first = lane.waiting[rank][0]
        if (first === undefined || (rank === 1 && lane.waiting[0].length > 0)) continue
        if (lane.running >= first.turn.perKey || isHeld(first)) continue
        const mayStartAt = lane.lastStart + first.turn.gapMs
        if (mayStartAt > now()) dueAt = Math.min(dueAt, mayStartAt)
        else {
          lane.waiting[rank].shift()
          begin(key, lane, first)
          isAnyStarted = true
        }
      }
    }
    return { isAnyStarted, dueAt }
  }

  const pump = () => {
    let { isAnyStarted, dueAt } = pass()
    while (isAnyStarted) ({ isAnyStarted, dueAt } = pass())
    if (dueAt < wakeAt) sleepUntil(dueAt)
  }

  const sleepUntil = (time: number) => {
    wakeAt = time
    later(Math.max(0, time - now()), () => {
      if (wakeAt === time) wakeAt = Infinity
      pump()
    })
  }

  const run = <T>(turn: Turn, task: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const lane = laneOf(turn.key)
      const start = () => {
        let place: 'taken' | 'aside' | 'free' = 'taken'
        if (aside !== undefined) {
          later(aside.afterMs, () => {
            if (place !== 'taken' || setAside >= aside.atMost) return
            place = 'aside'
            setAside += 1
            running -= 1
            pump()
          })
        }
        void attempt(task)
          .then(resolve, reject)
          .finally(() => {
            if (place === 'aside') setAside -= 1
            else running -= 1
            place = 'free'
            lane.running -= 1
            share(turn, -1)
            pump()
          })
      }
      lane.waiting[turn.rank].push({ turn, start, isTold: false })
      pump()
    })

  return { run }
}

/** A task that throws before its first await rejects like one that throws later. */
async function attempt<T>(task: () => Promise<T>): Promise<T> {
  return task()
}

/** A minute is longer than any gap in use. */
function sweep(lanes: Map<string, Lane>, now: number): void {
  for (const [key, lane] of lanes) {
    const isIdle = lane.running === 0 && lane.waiting[0].length + lane.waiting[1].length === 0
    if (isIdle && lane.lastStart < now - 60_000) lanes.delete(key)
  }
}
