/**
 * mediaTap.ts — the main thread's end of streams: each is asked for a piece at a time, and told when it is not wanted.
 *
 * Room:     main/workers. The other end is mediaSource.ts.
 * Promises: every question is answered, also when the thread is lost.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { withoutSecrets } from '../base/urls.ts'
import type { MediaRequest } from '../model/exchange.ts'
import type { MediaStream } from '../model/network.ts'
import type { FromMedia, FromNetwork, ToMedia } from './networkMessages.ts'

export interface MediaTap {
  readonly open: (request: MediaRequest) => Promise<Outcome<MediaStream>>
  readonly hear: (message: FromMedia) => void
  /** The thread is gone, and all streams with it. */
  readonly lose: () => void
}

interface Waiting {
  readonly url: string
  opened: ((outcome: Outcome<MediaStream>) => void) | null
  piece: ((outcome: Outcome<Uint8Array | null>) => void) | null
  isOver: boolean
}

export function isFromMedia(message: FromNetwork): message is FromMedia {
  return message.kind.startsWith('media:')
}

export function makeMediaTap(post: (message: ToMedia) => void): MediaTap {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  const gaveUp = ({ url }: Waiting): Failure => ({ kind: 'reader-gave-up', url })

  const end = (id: number, stream: Waiting, failure: Failure | null) => {
    stream.isOver = true
    waiting.delete(id)
    stream.opened?.(fail(failure ?? gaveUp(stream)))
    stream.piece?.(failure === null ? ok(null) : fail(failure))
    stream.opened = null
    stream.piece = null
  }

  const streamOf = (id: number, stream: Waiting): Omit<MediaStream, 'head'> => ({
    next: () =>
      new Promise((resolve) => {
        if (stream.isOver) {
          resolve(fail(gaveUp(stream)))
          return
        }
        stream.piece = resolve
        post({ kind: 'media:next', id })
      }),
    stop: () => {
      if (stream.isOver) return
      post({ kind: 'media:stop', id })
      end(id, stream, gaveUp(stream))
    },
  })

  return {
    open: (request) =>
      new Promise((resolve) => {
        lastId += 1
        const stream: Waiting = {
          url: withoutSecrets(request.url),
          opened: resolve,
          piece: null,
          isOver: false,
        }
        waiting.set(lastId, stream)
        post({ kind: 'media:open', id: lastId, request })
      }),
    hear: (message) => {
      const { id } = message
      const stream = waiting.get(id)
      if (stream === undefined) return
      if (message.kind === 'media:ended') end(id, stream, message.failure)
      else if (message.kind === 'media:piece') {
        const { piece } = stream
        stream.piece = null
        piece?.(ok(message.bytes))
      } else if (!message.outcome.ok) end(id, stream, message.outcome.failure)
      else {
        stream.opened?.(ok({ head: message.outcome.value, ...streamOf(id, stream) }))
        stream.opened = null
      }
    },
    lose: () => {
      for (const [id, stream] of [...waiting]) end(id, stream, gaveUp(stream))
    },
  }
}
