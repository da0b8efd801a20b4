/**
 * mediaDesk.ts — sound and film of the article that is being read, handed on while they come; nothing of it is kept.
 *
 * Room:     main/jobs.
 * Promises: - only what an opened article really named as its enclosure can be asked for, and only by its key.
 *           - what it is, its first bytes say; until they have been seen no later part is given.
 *           - not a byte while the reader works offline, also of what plays already.
 *           - few streams at once: the oldest makes room.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { mediaKey } from '../base/mediaKey.ts'
import { mediaHeadBytes, sniffMedia } from '../base/sniffMedia.ts'
import type { MediaType } from '../base/sniffMedia.ts'
import type { Approval, ByteRange, MediaHead } from '../model/exchange.ts'
import type {
  WithActivity,
  WithApprovals,
  WithClock,
  WithMedia,
  WithOfflineChoice,
} from '../model/jobContext.ts'
import type { MediaStream } from '../model/network.ts'

export interface PlayedMedia extends Pick<MediaStream, 'next' | 'stop'> {
  /** By the bytes. */
  readonly type: MediaType
  readonly head: MediaHead
}

export interface MediaDesk {
  /** An article is opened that names this. */
  readonly expect: (remoteUrl: string, approval: Approval | null, outlet: string | null) => void
  readonly open: (key: string, range: ByteRange) => Promise<Outcome<PlayedMedia>>
}

interface Expected {
  readonly url: string
  readonly approval: Approval | null
  readonly outlet: string | null
  type: MediaType | null
}

type Needs = WithMedia & WithApprovals & WithActivity & WithClock & WithOfflineChoice

/** A window reads one article; a few that were open before may still be wanted. */
const expectedAtMost = 100
const streamsAtMost = 4

export function makeMediaDesk(context: Needs): MediaDesk {
  const expected = new Map<string, Expected>()
  const playing = new Set<Pick<MediaStream, 'stop'>>()
  const offline = () => fail({ kind: 'offline', byChoice: true })

  const take = (stream: MediaStream) => {
    playing.add(stream)
    for (const oldest of [...playing].slice(0, -streamsAtMost)) {
      playing.delete(oldest)
      oldest.stop()
    }
  }

  const ask = async (wanted: Expected, range: ByteRange): Promise<Outcome<MediaStream>> => {
    const { url, outlet } = wanted
    const approval =
      wanted.approval !== null && context.approvals.holds(wanted.approval) ? wanted.approval : null
    const startedAt = context.clock.now()
    const opened = await context.openMedia({ url, approval, range })
    context.activity.add({
      url,
      wants: 'media',
      outlet,
      result: opened.ok
        ? { kind: 'fresh', bytes: opened.value.head.length ?? 0, finalUrl: null }
        : { kind: 'failed', failure: opened.failure },
      tookMs: Math.max(0, context.clock.now() - startedAt),
    })
    return opened
  }

  const open = async (key: string, range: ByteRange): Promise<Outcome<PlayedMedia>> => {
    const wanted = expected.get(key)
    if (wanted === undefined) return fail({ kind: 'not-found', what: 'article' })
    if (context.isOfflineByChoice()) return offline()
    const notMedia = fail({ kind: 'not-media', url: wanted.url })
    if (range.from > 0 && wanted.type === null) return notMedia
    const asked = await ask(wanted, range)
    if (!asked.ok) return asked
    const stream = asked.value
    take(stream)
    const stop = () => {
      playing.delete(stream)
      stream.stop()
    }
    const first = stream.head.from === 0 ? await readHead(stream) : ok(null)
    if (!first.ok) {
      stop()
      return first
    }
    const type = first.value === null ? wanted.type : sniffMedia(first.value, stream.head.type)
    if (type === null) {
      stop()
      return notMedia
    }
    wanted.type = type
    let held = first.value
    return ok({
      type,
      head: stream.head,
      stop,
      next: async () => {
        if (context.isOfflineByChoice()) {
          stop()
          return offline()
        }
        if (held !== null) {
          const piece = held
          held = null
          return ok(piece)
        }
        const piece = await stream.next()
        if (!piece.ok || piece.value === null) playing.delete(stream)
        return piece
      },
    })
  }

  return {
    expect: (url, approval, outlet) => {
      const key = mediaKey(url)
      const type = expected.get(key)?.type ?? null
      expected.delete(key)
      expected.set(key, { url, approval, outlet, type })
      if (expected.size > expectedAtMost)
        for (const oldest of expected.keys()) return void expected.delete(oldest)
    },
    open,
  }
}

/** As many pieces as it takes to see what it is, as one. */
async function readHead(stream: MediaStream): Promise<Outcome<Uint8Array>> {
  let head: Uint8Array = new Uint8Array()
  while (head.byteLength < mediaHeadBytes) {
    const piece = await stream.next()
    if (!piece.ok) return piece
    if (piece.value === null) break
    head = head.byteLength === 0 ? piece.value : Buffer.concat([head, piece.value])
  }
  return ok(head)
}
