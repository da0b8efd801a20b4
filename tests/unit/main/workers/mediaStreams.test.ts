/** Covers main/workers/mediaSource.ts and mediaTap.ts, joined without a thread between them. */
import { describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import type { OpenMedia } from '../../../../main/fetch/media.ts'
import { makeMediaSource } from '../../../../main/workers/mediaSource.ts'
import { makeMediaTap } from '../../../../main/workers/mediaTap.ts'
import { until } from '../../../helpers/until.ts'

const request = {
  url: 'https://ann:pw@paper.example/a.mp3',
  approval: null,
  range: { from: 0, to: null },
}
const head = { type: 'audio/mpeg', from: 0, isPart: true, length: 3, total: 3 }
const gaveUp = { ok: false, failure: { kind: 'reader-gave-up' } }

function aPair(pieces: () => AsyncIterator<Uint8Array, undefined>, idleMs = 60_000) {
  let destroyed = 0
  const media = (): OpenMedia => ({
    kind: 'open',
    head,
    pieces: pieces(),
    destroy: () => {
      destroyed += 1
    },
    failureOf: () => ({ kind: 'timeout', host: 'paper.example', stage: 'idle', ms: 1 }),
  })
  const source = makeMediaSource(
    () => Promise.resolve(ok(media())),
    (message) => {
      tap.hear(message)
    },
    idleMs,
  )
  const tap = makeMediaTap((message) => {
    source.hear(message)
  })
  return { tap, destroyed: () => destroyed }
}

async function* three(): AsyncGenerator<Uint8Array, undefined> {
  for (const byte of [1, 2, 3]) yield await Promise.resolve(Uint8Array.of(byte))
}

async function open(pair: ReturnType<typeof aPair>) {
  const stream = await pair.tap.open(request)
  if (!stream.ok) throw new Error(stream.failure.kind)
  return stream.value
}

describe('a stream between two threads', () => {
  it('comes a piece at a time, and ends once', async () => {
    const pair = aPair(three)
    const stream = await open(pair)
    expect(stream.head).toEqual(head)
    for (const byte of [1, 2, 3]) expect(await stream.next()).toEqual(ok(Uint8Array.of(byte)))
    expect(await stream.next()).toEqual(ok(null))
    expect(pair.destroyed()).toBe(1)
    expect(await stream.next()).toMatchObject(gaveUp)
  })

  it('is freed when nobody wants the rest', async () => {
    const pair = aPair(three)
    const stream = await open(pair)
    stream.stop()
    stream.stop()
    expect(pair.destroyed()).toBe(1)
    expect(await stream.next()).toMatchObject(gaveUp)
  })

  it('says what broke it', async () => {
    const pair = aPair(() => ({ next: () => Promise.reject(new Error('socket')) }))
    expect(await (await open(pair)).next()).toMatchObject({ failure: { kind: 'timeout', stage: 'idle' } })
    expect(pair.destroyed()).toBe(1)
  })

  it('that nobody asks for a while is ended, and says so when it is asked', async () => {
    const pair = aPair(three, 1)
    const stream = await open(pair)
    await until('the stream was ended', () => pair.destroyed() === 1)
    expect(await stream.next()).toMatchObject(gaveUp)
  })

  it('is answered for when the thread is lost', async () => {
    const pair = aPair(() => ({ next: () => new Promise(() => undefined) }))
    const stream = await open(pair)
    const waits = stream.next()
    pair.tap.lose()
    expect(await waits).toMatchObject(gaveUp)
    const never = makeMediaTap(() => undefined)
    const opening = never.open(request)
    never.lose()
    const lost = await opening
    expect(lost).toMatchObject(gaveUp)
    expect(JSON.stringify(lost)).not.toContain('pw')
  })
})
