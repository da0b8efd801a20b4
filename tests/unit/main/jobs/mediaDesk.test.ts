/** Covers main/jobs/mediaDesk.ts and players.ts: what may be played, and when. No network. */
import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import { mediaAddress, mediaKey } from '../../../../main/base/mediaKey.ts'
import type { MediaRequest } from '../../../../main/model/exchange.ts'
import { makeActivity } from '../../../../main/jobs/activity.ts'
import { makeMediaDesk } from '../../../../main/jobs/mediaDesk.ts'
import { playersOf } from '../../../../main/jobs/players.ts'
import type { MediaStream } from '../../../../main/model/network.ts'
import { memoryApprovals } from '../../../helpers/jobContext.ts'

const url = 'https://paper.example/rain.mp3'
const key = mediaKey(url)
const start = { from: 0, to: null }
const near = { origin: 'https://paper.example', class: 'private' } as const
const bytes = (words: string) => new TextEncoder().encode(words)

function aDesk(
  pieces: readonly Uint8Array[] = [bytes('ID3'), bytes(' the sound of rain')],
  type = 'audio/mpeg',
  isAllowed = true,
) {
  const asked: MediaRequest[] = []
  const stopped: number[] = []
  let isOffline = false
  const clock = { now: () => 0 }
  const activity = makeActivity(clock, () => undefined)
  const approvals = memoryApprovals()
  if (isAllowed) void approvals.grant([{ url: 'https://paper.example/feed', class: near.class }])
  const openMedia = (request: MediaRequest): Promise<Outcome<MediaStream>> => {
    const number = asked.push(request)
    const left = [...pieces]
    const { from } = request.range
    return Promise.resolve(
      ok({
        head: { type, from, isPart: true, length: 21, total: 21 },
        next: () => Promise.resolve(ok(left.shift() ?? null)),
        stop: () => stopped.push(number),
      }),
    )
  }
  const desk = makeMediaDesk({
    openMedia,
    approvals,
    activity,
    clock,
    isOfflineByChoice: () => isOffline,
  })
  return {
    desk,
    asked,
    stopped,
    activity,
    goOffline: () => {
      isOffline = true
    },
  }
}

async function read({ next }: Pick<MediaStream, 'next'>): Promise<string> {
  let words = ''
  for (;;) {
    const piece = await next()
    if (!piece.ok) return `${words}!${piece.failure.kind}`
    if (piece.value === null) return words
    words += Buffer.from(piece.value).toString()
  }
}

describe('sound and film', () => {
  it('of an opened article is asked for by its key, and is in the activity list', async () => {
    const { desk, asked, activity } = aDesk()
    desk.expect(url, near, 'The Paper')
    const opened = await desk.open(key, start)
    if (!opened.ok) throw new Error('refused')
    expect(opened.value.type).toBe('audio/mpeg')
    expect(await read(opened.value)).toBe('ID3 the sound of rain')
    expect(asked).toEqual([{ url, approval: near, range: start }])
    expect(activity.list()).toMatchObject([{ url, wants: 'media', outlet: 'The Paper' }])
  })

  it('is asked for without an approval that was taken back', async () => {
    const { desk, asked } = aDesk(undefined, undefined, false)
    desk.expect(url, near, 'The Paper')
    await desk.open(key, start)
    expect(asked).toEqual([{ url, approval: null, range: start }])
  })

  it('that no opened article names is not asked for', async () => {
    const { desk, asked } = aDesk()
    for (const each of [key, mediaKey('http://169.254.169.254/'), '', url])
      expect(await desk.open(each, start)).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
    expect(asked).toEqual([])
  })

  it('is not asked for while the reader works offline, and what plays is ended', async () => {
    const { desk, asked, stopped, goOffline } = aDesk()
    desk.expect(url, null, null)
    const playing = await desk.open(key, start)
    goOffline()
    expect(await desk.open(key, start)).toEqual(fail({ kind: 'offline', byChoice: true }))
    expect(asked).toHaveLength(1)
    if (!playing.ok) throw new Error('refused')
    expect(await read(playing.value)).toBe('!offline')
    expect(stopped).toEqual([1])
  })

  it.each([
    ['HTML', '<!doctype html><script>top.hit=1</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a list of addresses', '#EXTM3U\nhttp://127.0.0.1/'],
    ['nothing', ''],
  ])('that is %s is not given, whatever its server calls it', async (_what, words) => {
    const { desk, stopped } = aDesk([bytes(words)])
    desk.expect(url, null, null)
    expect(await desk.open(key, start)).toMatchObject({ ok: false, failure: { kind: 'not-media' } })
    expect(stopped).toEqual([1])
    expect(await desk.open(key, { from: 7, to: null })).toMatchObject({ failure: { kind: 'not-media' } })
  })

  it('gives a later part when its beginning has been seen, and not before', async () => {
    const { desk, asked } = aDesk()
    desk.expect(url, null, null)
    expect(await desk.open(key, { from: 7, to: null })).toMatchObject({ failure: { kind: 'not-media' } })
    expect(asked).toEqual([])
    await desk.open(key, start)
    expect(await desk.open(key, { from: 7, to: null })).toMatchObject({
      ok: true,
      value: { type: 'audio/mpeg' },
    })
  })

  it('comes in few streams at once: the oldest makes room', async () => {
    const { desk, stopped } = aDesk()
    desk.expect(url, null, null)
    await Promise.all(Array.from({ length: 10 }, () => desk.open(key, start)))
    expect(stopped).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('a player', () => {
  it('stands for an enclosure that is sound or film by its name, and for nothing else', () => {
    const link = (address: string, kind: 'media' | 'source' = 'media') => ({ kind, url: address, label: '' })
    const players = playersOf([
      link(url),
      link('https://paper.example/Film.MP4?x=1#t=2'),
      link('https://paper.example/paper.pdf'),
      link('https://paper.example/?file=rain.mp3'),
      link('https://paper.example/rain.mp3', 'source'),
      link('not an address.mp3'),
    ])
    expect(players).toEqual([
      { url, kind: 'sound', source: mediaAddress(url) },
      {
        url: 'https://paper.example/Film.MP4?x=1#t=2',
        kind: 'film',
        source: mediaAddress('https://paper.example/Film.MP4?x=1#t=2'),
      },
    ])
    expect(JSON.stringify(players.map(({ source }) => source))).not.toContain('paper.example')
  })
})
