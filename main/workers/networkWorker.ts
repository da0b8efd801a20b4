/**
 * networkWorker.ts — the network thread: everything this program asks of the outside is asked here.
 *
 * Room:     main/workers, an entry of its own (electron.vite.config.ts). The other end is networkThread.ts.
 * Promises: bytes are handed over, not copied. A bug in one exchange is told and costs that exchange alone.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { AddressClass } from '../../preload/contract/failure.ts'
import { systemClock } from '../base/clock.ts'
import { makeExchanger } from '../fetch/exchange.ts'
import { makeRateLimit } from '../fetch/rateLimit.ts'
import type { WayOut } from '../fetch/proxy.ts'
import { trustSystemCertificates } from '../fetch/certificates.ts'
import { isToMedia, makeMediaSource } from './mediaSource.ts'
import type { FromNetwork, NetworkStart, ToNetwork } from './networkMessages.ts'
import { stepBack } from './stepBack.ts'

if (parentPort === null) throw new Error('networkWorker.ts is the entry of a worker thread')
const port = parentPort
const say = (message: FromNetwork, handOver: readonly ArrayBuffer[] = []) => {
  port.postMessage(message, [...handOver])
}
const questions = new Map<number, (way: WayOut | null) => void>()
let lastQuestion = 0
const proxyFor = async (origin: string): Promise<WayOut> => {
  lastQuestion += 1
  const id = lastQuestion
  const way = await new Promise<WayOut | null>((answer) => {
    questions.set(id, answer)
    say({ kind: 'proxy?', id, origin })
  })
  if (way === null) throw new Error('the system does not say which proxy to use')
  return way
}
stepBack(2)
trustSystemCertificates()
const { version, cooldowns } = workerData as NetworkStart
const rateLimit = makeRateLimit(systemClock, {
  cooldowns,
  onCooldown: (cooldown) => {
    say({ kind: 'cooldown', cooldown })
  },
})
const { exchange, open } = makeExchanger({ version, proxyFor, rateLimit })
const media = makeMediaSource(open, say)

port.on('message', (message: ToNetwork) => {
  if (message.kind === 'ping') {
    say({ kind: 'pong' })
    return
  }
  if (message.kind === 'proxy') {
    questions.get(message.id)?.(message.way)
    questions.delete(message.id)
    return
  }
  if (isToMedia(message)) {
    media.hear(message)
    return
  }
  const { id, request } = message
  const onHeld = () => {
    say({ kind: 'held', id })
  }
  const onReached = (to: AddressClass) => {
    say({ kind: 'reached', id, to })
  }
  exchange(request, onHeld, onReached).then(
    (outcome) => {
      const isFresh = outcome.ok && outcome.value.kind === 'fresh'
      // readBody gives every answer a buffer of its own, so nothing else goes with it.
      say({ kind: 'answer', id, outcome }, isFresh ? [outcome.value.bytes.buffer as ArrayBuffer] : [])
    },
    (error: unknown) => {
      say({
        kind: 'bug',
        id,
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    },
  )
})
