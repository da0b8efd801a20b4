/**
 * networkThread.ts — the main thread's side of the network thread.
 *
 * Room:     main/workers. The other end is networkWorker.ts.
 * Promises: every exchange is answered. When the thread dies or stops answering, the next exchange finds a new thread, and
 *           what was under way is asked again there, one after the other: the one at whose turn a thread ends has failed with
 *           `reader-gave-up`, and costs nobody else anything.
 * Knows:    an exchange may wait long for its host's turn, so the thread is judged by whether it still answers a
 *           ping, not by how long an exchange takes.
 */
import { Worker } from 'node:worker_threads'
import { fail } from '../../preload/contract/failure.ts'
import type { AddressClass, Outcome } from '../../preload/contract/failure.ts'
import type { Log } from '../base/log.ts'
import { withoutSecrets } from '../base/urls.ts'
import type { HostCooldown } from '../model/hostCooldown.ts'
import type { WayOut } from '../fetch/proxy.ts'
import type { Exchange, FetchRequest } from '../model/exchange.ts'
import type { MediaNetwork, Network } from '../model/network.ts'
import { isFromMedia, makeMediaTap } from './mediaTap.ts'
import type { FromMedia, FromNetwork, NetworkStart, ToNetwork } from './networkMessages.ts'

export interface NetworkThreadOptions {
  /** The built networkWorker. */
  readonly entry: URL | string
  /** The program's version, for the User-Agent. */
  readonly version: string
  /** Which proxies the system names for an origin; null: none are used. Not to be forgotten, hence not optional. */
  readonly proxyFor: ((origin: string) => Promise<WayOut>) | null
  /** Hosts that asked to be left alone; asked at every start of the thread. */
  readonly cooldowns?: () => readonly HostCooldown[]
  readonly onCooldown?: (cooldown: HostCooldown) => void
  readonly log: Log
  /** Between two pings while there is work. Default 10 s. */
  readonly heartbeatMs?: number
}

export interface NetworkThread extends Network, MediaNetwork {
  /** Ends the thread; what is under way fails with `reader-gave-up`, and so does everything asked later. */
  readonly close: () => Promise<void>
}

/** Two, because after a sleep of the machine the first beat comes before the answer to the last ping is read. */
const pingsUnanswered = 2
/** What ends the thread does so soon; what takes longer than this is a slow server, for which the others need not wait. */
const turnMs = 2000

interface Asked {
  readonly request: FetchRequest
  readonly onHeld: () => void
  readonly onReached: (to: AddressClass) => void
  readonly answer: (outcome: Outcome<Exchange>) => void
}

interface Thread {
  readonly worker: Worker
  readonly asked: Map<number, Asked>
  /** Pings since it last said anything. */
  unanswered: number
}

export function startNetworkThread(options: NetworkThreadOptions): NetworkThread {
  const { entry, version, log, heartbeatMs = 10_000 } = options
  let thread: Thread | null = null
  let isClosed = false
  let lastId = 0
  /** Were under way when a thread ended; each gets a turn of its own. */
  const suspects: Asked[] = []
  let suspect: Asked | null = null

  const start = (): Thread => {
    const workerData: NetworkStart = { version, cooldowns: options.cooldowns?.() ?? [] }
    const worker = new Worker(entry, { workerData })
    const started: Thread = { worker, asked: new Map(), unanswered: 0 }
    worker.on('message', (message: FromNetwork) => {
      if (message.kind === 'proxy?') void tellWay(worker, message.id, message.origin)
      else if (message.kind === 'cooldown') options.onCooldown?.(message.cooldown)
      else if (isFromMedia(message)) media.hear(message)
      else hear(started, message, log)
    })
    worker.on('error', (error) => {
      log.error('network thread failed', error)
    })
    // An 'exit' follows every 'error'.
    worker.on('exit', (code) => {
      if (!isClosed) log.warn('network thread ended', { code, underWay: started.asked.size })
      bury(started)
    })
    return started
  }

  const tellWay = async (worker: Worker, id: number, origin: string) => {
    const direct: WayOut = { list: 'DIRECT', login: null }
    const way = await (options.proxyFor?.(origin) ?? Promise.resolve(direct)).catch((cause: unknown) => {
      log.error('the way out is not known', cause, { origin })
      return null
    })
    worker.postMessage({ kind: 'proxy', id, way } satisfies ToNetwork)
  }

  const bury = (dead: Thread) => {
    if (thread === dead) {
      thread = null
      media.lose()
    }
    const left = [...dead.asked.values()]
    dead.asked.clear()
    const guilty = left.length === 1 ? left[0] : suspect
    for (const asked of left) {
      if (isClosed || asked === guilty) asked.answer(gaveUp(asked.request))
      else suspects.push(asked)
    }
    endTurn(guilty ?? null)
  }

  const endTurn = (of: Asked | null) => {
    if (suspect !== of) return
    suspect = isClosed ? null : (suspects.shift() ?? null)
    if (suspect === null) return
    const next = suspect
    post(next)
    setTimeout(endTurn, turnMs, next).unref()
  }

  const post = (asked: Asked) => {
    thread ??= start()
    lastId += 1
    thread.asked.set(lastId, asked)
    thread.worker.postMessage({ kind: 'exchange', id: lastId, request: asked.request } satisfies ToNetwork)
  }

  const media = makeMediaTap((message) => {
    thread ??= start()
    thread.worker.postMessage(message)
  })

  const beat = setInterval(() => {
    if (thread === null || thread.asked.size === 0) return
    if (thread.unanswered >= pingsUnanswered) {
      log.warn('network thread is silent', { underWay: thread.asked.size })
      const silent = thread
      bury(silent)
      void silent.worker.terminate()
      return
    }
    thread.unanswered += 1
    thread.worker.postMessage({ kind: 'ping' } satisfies ToNetwork)
  }, heartbeatMs)
  beat.unref()

  return {
    exchange: (request, { onHeld = () => undefined, onReached = () => undefined } = {}) => {
      if (isClosed) return Promise.resolve(gaveUp(request))
      return new Promise((resolve) => {
        const asked: Asked = {
          request,
          onHeld,
          onReached,
          answer: (outcome) => {
            resolve(outcome)
            endTurn(asked)
          },
        }
        post(asked)
      })
    },
    openMedia: (request) =>
      isClosed
        ? Promise.resolve(fail({ kind: 'reader-gave-up', url: withoutSecrets(request.url) }))
        : media.open(request),
    close: async () => {
      isClosed = true
      clearInterval(beat)
      for (const { request, answer } of suspects.splice(0)) answer(gaveUp(request))
      const last = thread
      if (last === null) return
      bury(last)
      await last.worker.terminate()
    },
  }
}

function hear(
  thread: Thread,
  message: Exclude<FromNetwork, FromMedia | { kind: 'proxy?' | 'cooldown' }>,
  log: Log,
): void {
  thread.unanswered = 0
  if (message.kind === 'pong') return
  const asked = thread.asked.get(message.id)
  if (asked === undefined) return
  if (message.kind === 'held') {
    asked.onHeld()
    return
  }
  if (message.kind === 'reached') {
    asked.onReached(message.to)
    return
  }
  thread.asked.delete(message.id)
  if (message.kind === 'answer') {
    asked.answer(message.outcome)
    return
  }
  log.error('an exchange threw', message.detail, { url: withoutSecrets(asked.request.url) })
  asked.answer(gaveUp(asked.request))
}

function gaveUp(request: FetchRequest): Outcome<never> {
  return fail({ kind: 'reader-gave-up', url: withoutSecrets(request.url) })
}
