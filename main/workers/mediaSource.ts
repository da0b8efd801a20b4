/**
 * mediaSource.ts — the network thread's end of streams: opens them, and reads on as far as the other end asks.
 *
 * Room:     main/workers. The other end is mediaTap.ts.
 * Promises: never more than one piece of a stream on its way, so a player that has enough holds no memory here; a stream that
 *           nobody asks for a while is ended (a player that goes on then asks anew, from where it was).
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { ok } from '../../preload/contract/failure.ts'
import { withoutSecrets } from '../base/urls.ts'
import type { OpenMedia } from '../fetch/media.ts'
import type { MediaRequest } from '../model/exchange.ts'
import type { FromMedia, ToMedia, ToNetwork } from './networkMessages.ts'

export interface MediaSource {
  readonly hear: (message: ToMedia) => void
}

interface Running {
  readonly media: OpenMedia
  readonly url: string
  idle: NodeJS.Timeout | undefined
}

const idleMsAtMost = 60_000

export function isToMedia(message: ToNetwork): message is ToMedia {
  return message.kind.startsWith('media:')
}

/** @param idleMs For tests. */
export function makeMediaSource(
  open: (request: MediaRequest) => Promise<Outcome<OpenMedia>>,
  say: (message: FromMedia, handOver?: readonly ArrayBuffer[]) => void,
  idleMs = idleMsAtMost,
): MediaSource {
  const running = new Map<number, Running>()
  /** Asked for, and not stopped meanwhile. */
  const opening = new Set<number>()

  const end = (id: number) => {
    const stream = running.get(id)
    if (stream === undefined) return
    clearTimeout(stream.idle)
    running.delete(id)
    stream.media.destroy()
  }

  const rest = (id: number, stream: Running) => {
    clearTimeout(stream.idle)
    stream.idle = setTimeout(() => {
      end(id)
    }, idleMs)
  }

  const begin = async (id: number, request: MediaRequest) => {
    const url = withoutSecrets(request.url)
    opening.add(id)
    const opened = await open(request).catch((): Outcome<OpenMedia> => {
      return { ok: false, failure: { kind: 'reader-gave-up', url } }
    })
    if (!opening.delete(id)) {
      if (opened.ok) opened.value.destroy()
      return
    }
    if (opened.ok) {
      const stream: Running = { media: opened.value, url, idle: undefined }
      running.set(id, stream)
      rest(id, stream)
    }
    say({ kind: 'media:opened', id, outcome: opened.ok ? ok(opened.value.head) : opened })
  }

  const next = async (id: number) => {
    const stream = running.get(id)
    if (stream === undefined) {
      say({ kind: 'media:ended', id, failure: { kind: 'reader-gave-up', url: '' } })
      return
    }
    clearTimeout(stream.idle)
    try {
      const step = await stream.media.pieces.next()
      if (step.done === true) {
        end(id)
        say({ kind: 'media:ended', id, failure: null })
        return
      }
      // A buffer of its own, to be moved: the socket's is shared with other answers.
      const bytes = Uint8Array.from(step.value)
      rest(id, stream)
      say({ kind: 'media:piece', id, bytes }, [bytes.buffer])
    } catch (error) {
      end(id)
      say({ kind: 'media:ended', id, failure: meaningOf(stream, error) })
    }
  }

  return {
    hear: (message) => {
      const { id } = message
      if (message.kind === 'media:open') void begin(id, message.request)
      else if (message.kind === 'media:next') void next(id)
      else if (running.has(id)) end(id)
      else opening.delete(id)
    },
  }
}

function meaningOf({ media, url }: Running, error: unknown) {
  try {
    return media.failureOf(error)
  } catch {
    return { kind: 'reader-gave-up', url } as const
  }
}
