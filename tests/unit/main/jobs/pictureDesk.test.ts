/** Covers main/jobs/pictureDesk.ts: a picture is asked for once. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { makePictureDesk } from '../../../../main/jobs/pictureDesk.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

const url = 'https://paper.example/ferry.png'
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
])

/** A feed with one article that has one picture, which is wanted; `fetched` resolves when the desk has walked once more. */
async function aWantedPicture(answer: Parameters<typeof aJobContext>[0]) {
  const context = await aJobContext(answer)
  open.push(context)
  const feed = aStoredFeed('paper')
  await follow(context, feed)
  const draft = aDraft('one')
  await context.library.articles.keep(feed.id, [{ ...draft, body: { ...draft.body, pictures: [url] } }], [])
  context.library.changeFetchRecord(feed.id, { picturesWanted: [0] })
  const desk = makePictureDesk(context, () => undefined)
  const isAskedFor = async (times: number) => {
    desk.fetchWanted(feed.id)
    await vi.waitFor(() => {
      expect(context.asked).toHaveLength(times)
    })
  }
  const wanted = () => context.library.fetchRecord(feed.id).picturesWanted
  return { context, desk, feed, isAskedFor, wanted }
}

describe('a wanted picture', () => {
  it('that cannot be reached today stays wanted, and is kept when it can be', async () => {
    let isAway = true
    const away = fail({ kind: 'unreachable', host: 'paper.example', code: 'ECONNREFUSED' })
    const { context, isAskedFor, wanted } = await aWantedPicture(() =>
      isAway ? away : aFresh('', { bytes: png }),
    )
    const start = context.clock.now()
    for (let round = 1; round <= 5; round++) {
      context.setTime(start + round * 3_600_000)
      await isAskedFor(round)
    }
    expect(wanted()).toEqual([0])
    isAway = false
    context.setTime(start + 6 * 3_600_000)
    await isAskedFor(6)
    await vi.waitFor(() => {
      expect(wanted()).toEqual([])
    })
    expect(context.library.pictures.has(pictureKey(url))).toBe(true)
  })

  it('that failed is not asked for again within minutes, but at once when somebody looks at it', async () => {
    const { context, desk, feed, isAskedFor } = await aWantedPicture(() =>
      fail({ kind: 'no-such-host', host: 'paper.example' }),
    )
    await isAskedFor(1)
    context.setTime(context.clock.now() + 60_000)
    desk.fetchWanted(feed.id)
    desk.expect(url, null, 'Harbour Post')
    expect(await desk.read(pictureKey(url))).toBeNull()
    expect(context.asked).toHaveLength(2)
  })

  it('that its server does not have is given up', async () => {
    const { context, isAskedFor, wanted } = await aWantedPicture(() =>
      fail({ kind: 'http', url, status: 404 }),
    )
    const start = context.clock.now()
    for (let round = 1; round <= 3; round++) {
      context.setTime(start + round * 3_600_000)
      await isAskedFor(round)
    }
    await vi.waitFor(() => {
      expect(wanted()).toEqual([])
    })
  })
})

describe('a picture', () => {
  it('that was kept is never asked for again', async () => {
    const context = await aJobContext(() => aFresh('', { bytes: png }))
    open.push(context)
    const desk = makePictureDesk(context, () => undefined)
    desk.expect(url, null, 'Harbour Post')
    for (let times = 0; times < 3; times++) expect(await desk.read(pictureKey(url))).not.toBeNull()
    expect(context.asked).toHaveLength(1)
  })

  it('that fails is asked for three times at most', async () => {
    const context = await aJobContext(() => fail({ kind: 'http', url, status: 404 }))
    open.push(context)
    const desk = makePictureDesk(context, () => undefined)
    desk.expect(url, null, 'Harbour Post')
    for (let times = 0; times < 9; times++) expect(await desk.read(pictureKey(url))).toBeNull()
    expect(context.asked).toHaveLength(3)
  })
})

describe('a picture in this network', () => {
  const inside = 'http://192.168.7.7/map.png'
  const home = { origin: 'http://192.168.7.7', class: 'private' } as const
  const guard = fail({ kind: 'private-address', host: '192.168.7.7' })
  const aGuardedDesk = async () => {
    const context = await aJobContext(({ approval }) =>
      approval?.origin === home.origin ? aFresh('', { bytes: png }) : guard,
    )
    open.push(context)
    await context.approvals.grant([{ url: 'http://192.168.7.7/feed', class: home.class }])
    return { context, desk: makePictureDesk(context, () => undefined) }
  }

  it('that one feed may not have is still there for the feed that may', async () => {
    const { desk } = await aGuardedDesk()
    desk.expect(inside, null, 'Evil Post')
    for (let times = 0; times < 5; times++) expect(await desk.read(pictureKey(inside))).toBeNull()
    desk.expect(inside, home, 'Harbour Post')
    expect(await desk.read(pictureKey(inside))).not.toBeNull()
  })

  it('is shown to whoever may have it, though another feed shows it too, earlier, later, and at the same time', async () => {
    const { desk } = await aGuardedDesk()
    desk.expect(inside, null, 'Evil Post')
    desk.expect(inside, home, 'Harbour Post')
    desk.expect(inside, null, 'Evil Post')
    const answers = await Promise.all([1, 2, 3].map(() => desk.read(pictureKey(inside))))
    expect(answers.every((bytes) => bytes !== null)).toBe(true)
  })

  it('is asked for again when it is looked at again: that the guard refused is not remembered', async () => {
    let isInside = true
    const context = await aJobContext(() => (isInside ? guard : aFresh('', { bytes: png })))
    open.push(context)
    const desk = makePictureDesk(context, () => undefined)
    desk.expect(url, null, 'Harbour Post')
    for (let times = 0; times < 5; times++) expect(await desk.read(pictureKey(url))).toBeNull()
    isInside = false
    expect(await desk.read(pictureKey(url))).not.toBeNull()
  })

  it('does not stay wanted behind the reader’s back', async () => {
    const { isAskedFor, wanted } = await aWantedPicture(() => guard)
    await isAskedFor(1)
    await vi.waitFor(() => {
      expect(wanted()).toEqual([])
    })
  })
})

it('that a server does not give to one feed is asked for again for another that may go elsewhere', async () => {
  const context = await aJobContext(({ approval }) =>
    approval === null ? fail({ kind: 'http', url, status: 404 }) : aFresh('', { bytes: png }),
  )
  open.push(context)
  const near = { origin: 'https://paper.example', class: 'private' } as const
  await context.approvals.grant([{ url: 'https://paper.example/feed', class: near.class }])
  const desk = makePictureDesk(context, () => undefined)
  desk.expect(url, null, 'Evil Post')
  for (let times = 0; times < 5; times++) expect(await desk.read(pictureKey(url))).toBeNull()
  desk.expect(url, near, 'Harbour Post')
  expect(await desk.read(pictureKey(url))).not.toBeNull()
})

describe('a drawing', () => {
  it('is kept as a worker wrote it, without what runs', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><path d="M0 0h9"/></svg>'
    const { context, desk } = await aWantedPicture(() =>
      aFresh('', { bytes: new TextEncoder().encode(svg), contentType: 'image/svg+xml' }),
    )
    desk.expect(url, null, null)
    const shown = new TextDecoder().decode((await desk.read(pictureKey(url))) ?? undefined)
    expect(shown).toBe('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"></path></svg>')
    expect(context.library.pictures.has(pictureKey(url))).toBe(true)
  })
})

describe('a picture that stands in its own address', () => {
  it('is kept without asking anybody, and walks are not held up by it', async () => {
    const own =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='
    const { context, desk } = await aWantedPicture(() => aFresh('', { bytes: png }))
    await desk.keepOwn([own, url, 'data:image/png;base64,AAAA'])
    const shown = Buffer.from((await desk.read(pictureKey(own))) ?? [])
    expect(shown.toString('base64')).toBe(own.slice(own.indexOf(',') + 1))
    desk.expect(own, null, null)
    expect(context.asked).toEqual([])
    expect(context.library.pictures.totals().count).toBe(1)
  })
})

describe('what is no raster picture', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="top.hit=1"/>'],
    ['HTML', '<!doctype html><script>top.hit=1</script>'],
    ['a script', 'top.hit=1'],
  ])('is neither kept nor shown, whatever its server calls it: %s', async (_what, words) => {
    const answer = aFresh('', { bytes: new TextEncoder().encode(words), contentType: 'image/png' })
    const { context, desk } = await aWantedPicture(() => answer)
    desk.expect(url, null, null)
    expect(await desk.read(pictureKey(url))).toBeNull()
    expect(context.library.pictures.has(pictureKey(url))).toBe(false)
  })
})
