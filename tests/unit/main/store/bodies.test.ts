/** Covers main/store/bodies.ts and buckets.ts. */
import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeBodies, withEarlier } from '../../../../main/store/bodies.ts'
import { readBody } from '../../../../main/store/storedBody.ts'
import { bucketLimits, openBuckets } from '../../../../main/store/buckets.ts'
import type { ArticleDraft, StoredHeadline } from '../../../../main/model/article.ts'
import { aFeedId, anArticle } from '../../../helpers/library.ts'
import { filesThat, makePlace } from './faults.ts'
import type { TestPlace } from './faults.ts'

let test: TestPlace
beforeEach(async () => {
  test = await makePlace()
})
afterEach(() => test.remove())

const place = (
  drafts: readonly ArticleDraft[],
  lastBucket = -1,
  before: readonly StoredHeadline[] = [],
  buckets = openBuckets(test.place),
) =>
  placeBodies(
    buckets,
    aFeedId,
    drafts.map((draft) => ({ draft, before: before.find(({ id }) => id === draft.headline.id) ?? null })),
    lastBucket,
    (id, bucket) => before.some((headline) => headline.id === id && headline.bucket === bucket),
    77,
  )
const articles = (count: number, length = 10, from = 0) =>
  Array.from({ length: count }, (_, n) =>
    anArticle({ id: `a${String(from + n)}` }, { bodyHtml: 'x'.repeat(length) }),
  )
const sizes = (headlines: readonly StoredHeadline[]) => {
  const counts = new Map<number, number>()
  for (const { bucket } of headlines) counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  return [...counts.values()]
}

describe('buckets', () => {
  it('hold at most sixty-four articles', async () => {
    expect(sizes(await place(articles(150)))).toEqual([64, 64, 22])
  })

  it('hold at most half a megabyte, counted in bytes and not in characters', async () => {
    await place([...articles(5, 200_000), anArticle({ id: 'ja' }, { bodyHtml: '港'.repeat(100_000) })])
    const folder = test.place.paths.bodyFolder(aFeedId)
    for (const name of await readdir(folder)) {
      expect((await readFile(`${folder}/${name}`)).length).toBeLessThan(bucketLimits.bytes + 10_000)
    }
  })

  it('hold one article whatever its size', async () => {
    expect(sizes(await place(articles(2, 700_000)))).toEqual([1, 1])
  })

  it('are filled up before another is begun', async () => {
    const first = await place(articles(60))
    const second = await place(articles(10, 10, 60), 0, first)
    expect(second.map(({ bucket }) => bucket)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    const texts = await openBuckets(test.place).read(aFeedId, 0)
    expect(texts?.size).toBe(64)
  })

  it('are each written once, however many articles come', async () => {
    let files = 0
    const disk = filesThat((file) => {
      files += 1
      return file
    })
    await place(articles(500), -1, [], openBuckets({ ...test.place, files: disk }))
    expect(files).toBe(8)
  })

  it('lose what a crash left in them when they are written again', async () => {
    const first = await place(articles(3))
    await place(articles(2, 10, 3), 0, first)
    await place(articles(1, 10, 9), 0, first)
    const texts = await openBuckets(test.place).read(aFeedId, 0)
    expect([...(texts?.keys() ?? [])]).toEqual(['a0', 'a1', 'a2', 'a9'])
  })

  it('hand a changed article on when it has grown too large for its bucket', async () => {
    const first = await place(articles(3, 150_000))
    const [moved] = await place([anArticle({ id: 'a1' }, { bodyHtml: 'y'.repeat(200_000) })], 0, first)
    expect(moved?.bucket).toBe(1)
    const text = (await openBuckets(test.place).read(aFeedId, 1))?.get('a1')
    expect(readBody(text)?.earlier[0]?.bodyHtml).toBe('x'.repeat(150_000))
  })
})

describe('a changed article', () => {
  const { body } = anArticle()
  const sameTitle = { before: 'title', now: 'title' }

  it('keeps its old text, at most ten times, the newest ten', () => {
    let now = body
    for (let n = 1; n <= 14; n += 1) {
      const titles = { before: `title ${String(n - 1)}`, now: `title ${String(n)}` }
      now = withEarlier({ ...body, bodyHtml: `<p>${String(n)}</p>` }, now, titles, n)
    }
    expect(now.earlier).toHaveLength(10)
    expect(now.earlier.at(-1)).toEqual({ title: 'title 13', bodyHtml: '<p>13</p>', keptUntil: 14 })
    expect(now.earlier[0]?.title).toBe('title 4')
  })

  it('keeps its old title when that alone was corrected', async () => {
    const [before] = await place([anArticle({ title: 'Bridge to open in Mai' })])
    await place([anArticle({ title: 'Bridge to open in May' })], 0, before === undefined ? [] : [before])
    const kept = readBody((await openBuckets(test.place).read(aFeedId, 0))?.get(anArticle().headline.id))
    expect(kept?.earlier).toEqual([
      { title: 'Bridge to open in Mai', bodyHtml: kept?.bodyHtml, keptUntil: 77 },
    ])
  })

  it('does not keep a text that is the same', () => {
    expect(withEarlier(body, body, sameTitle, 5).earlier).toEqual([])
  })

  it('counts as uncleaned when the text before it is', () => {
    const raw = { ...body, cleaned: 0, bodyHtml: '<p onclick="x()">raw</p>' }
    const clean = { ...body, cleaned: 1, pictures: ['https://harbour.example/1.jpg'] }
    expect(withEarlier(clean, raw, sameTitle, 5)).toMatchObject({ cleaned: 0, pictures: [] })
  })

  it('keeps when it came and its place in the list', async () => {
    const [before] = await place([anArticle({ sortedAt: 10, publishedAt: null, arrivedAt: 10 })])
    const again = anArticle({ sortedAt: 500, publishedAt: null, arrivedAt: 500 }, { bodyHtml: 'new' })
    const [after] = await place([again], 0, before === undefined ? [] : [before])
    expect(after).toMatchObject({ sortedAt: 10, arrivedAt: 10, changedAt: 77, bucket: 0 })
  })

  it('takes the outlet’s new date, but never one later than its arrival', async () => {
    const [before] = await place([anArticle({ sortedAt: 10, publishedAt: 10, arrivedAt: 20 })])
    const known = before === undefined ? [] : [before]
    const [earlier] = await place([anArticle({ sortedAt: 5, publishedAt: 5, arrivedAt: 90 })], 0, known)
    const [later] = await place([anArticle({ sortedAt: 80, publishedAt: 80, arrivedAt: 90 })], 0, known)
    expect([earlier?.sortedAt, later?.sortedAt]).toEqual([5, 20])
  })
})

describe('readBody', () => {
  it.each([undefined, '', 'null', '[]', '{"cleaned":1}', '{"cleaned":1,'])(
    'reads nothing from %j',
    (text) => {
      expect(readBody(text)).toBeNull()
    },
  )
})
