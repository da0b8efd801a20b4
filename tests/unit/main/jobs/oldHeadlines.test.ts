/**
 * Covers the first refresh after an update: rows as an older version wrote them (no place, no alias, no second key where pages
 * were shared). Nothing becomes unread, nothing comes twice, and the document's order is kept from then on.
 */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fetchFeed } from '../../../../main/jobs/fetchFeed.ts'
import { hashOf } from '../../../../main/normalise/contentHash.ts'
import { ingest } from '../../../../main/normalise/ingest.ts'
import { frameParts } from '../../../../main/store/archive/frames.ts'
import { headParts, segmentName } from '../../../../main/store/archive/segmentFile.ts'
import type { ArticleId, FeedId } from '../../../../preload/contract/model.ts'
import { bytesOf, rss } from '../../../fixtures/builders.ts'
import { aStoredFeed, contextOn, follow } from '../../../helpers/jobContext.ts'
import { aTime, openTestLibrary } from '../../../helpers/library.ts'

let end = () => Promise.resolve()
afterEach(() => end())

const harbour = 'harbour' as FeedId

/** As older versions made them. */
function oldId(...parts: readonly string[]): ArticleId {
  const sum = createHash('sha256')
  for (const part of [harbour, ...parts]) sum.update(`${String(part.length)}:${part}\u0000`)
  return sum.digest('hex').slice(0, 32) as ArticleId
}

const row = (id: string, key: string, url: string, title: string, text: string) =>
  JSON.stringify([id, key, hashOf(title, text), url, title, [], aTime, null, aTime, null, text, null, -1])

const item = (guid: string | null, link: string, title: string, text: string) =>
  `<item>${guid === null ? '' : `<guid isPermaLink="false">${guid}</guid>`}<link>${link}</link><title>${title}</title><description>${text}</description></item>`

const radio = 'https://radio.example/summary'
const rows = [
  row(oldId('guid', 'g1'), '/1', 'https://n.example/1', 'One', 'Rain.'),
  row(oldId('guid', 'http://n.example/2'), '/2', 'http://n.example/2', 'Two', 'Wind.'),
  row(oldId('guid', 'N/A'), '/3', 'https://n.example/3', 'Three', 'Snow.'),
  row(oldId('link', 'https://n.example/4'), '/4', 'https://n.example/4', 'Four', 'Hail.'),
  // The fourth edition, kept in the place of the first.
  row(oldId('guid', 'edition-1'), '/summary', radio, 'News 4', 'What happened at four.'),
  // The longest of three that shared a page.
  row(oldId('link', 'https://shop.example/'), '', 'https://shop.example/', 'Blue shirt', 'Blue: today only.'),
  row(oldId('guid+link', 'same', 'https://n.example/6'), '/6', 'https://n.example/6', 'Six', 'Fog.'),
]
const items = [
  item('g1', 'https://n.example/1', 'One', 'Rain.'),
  item('https://n.example/2', 'https://n.example/2', 'Two', 'Wind.'),
  item('N/A', 'https://n.example/3', 'Three', 'Snow.'),
  item(null, 'https://n.example/4', 'Four', 'Hail.'),
  item('edition-4', radio, 'News 4', 'What happened at four.'),
  item(null, 'https://shop.example/', 'Red shirt', 'Red: today only.'),
  item(null, 'https://shop.example/', 'Blue shirt', 'Blue: today only.'),
  item('same', 'https://n.example/6', 'Six', 'Fog.'),
]

it('finds every article of an older library again, and shows what was swallowed', async () => {
  let test = await openTestLibrary()
  await test.library.close()
  const folder = join(test.folder, 'archive/harbour')
  await mkdir(folder)
  const records = rows.flatMap((text, n) => frameParts(n + 1, `["headline",${text}]`, null))
  await writeFile(join(folder, segmentName(1)), Buffer.concat([...headParts(harbour, 1, false), ...records]))
  test = await openTestLibrary({ folder: test.folder })
  const ids = test.library.headlinesOf(harbour).map(({ id }) => id)
  expect(ids).toHaveLength(rows.length)
  await test.library.changeMarks(ids.map((id) => [id, { read: 1, starred: 2 }]))

  let document = rss(items.join(''))
  let asked = 0
  const answer = () => {
    asked += 1
    return {
      ok: true as const,
      value: {
        kind: 'fresh' as const,
        bytes: bytesOf(document),
        hash: `hash-${String(asked)}`,
        contentType: 'application/rss+xml',
        finalUrl: 'https://harbour.example/feed/',
        redirects: [],
        validators: null,
        cacheLife: { freshForMs: null },
      },
    }
  }
  const context = contextOn(test.library, answer as never, { ingest }, () => test.close())
  ;({ end } = context)
  await follow(context, aStoredFeed('harbour'))
  const unread = () =>
    context.library
      .headlinesOf(harbour)
      .filter(({ id }) => context.library.markOf(id)?.read === undefined)
      .map(({ title }) => title)

  expect(await fetchFeed(context, aStoredFeed('harbour'))).toMatchObject({ ok: true, value: { added: 1 } })
  expect(unread()).toEqual(['Red shirt'])
  expect(ids.every((id) => context.library.findHeadline(id) !== null)).toBe(true)

  // Its guid is known by now, whatever it says; the next edition is another article.
  const changed = items.map((text) => text.replace('News 4', 'Late').replace('at four', 'indeed'))
  document = rss([item('edition-5', radio, 'News 5', 'And then.'), ...changed].join(''))
  expect(await fetchFeed(context, aStoredFeed('harbour'))).toMatchObject({ ok: true, value: { added: 1 } })
  expect(unread().sort()).toEqual(['News 5', 'Red shirt'])
})
