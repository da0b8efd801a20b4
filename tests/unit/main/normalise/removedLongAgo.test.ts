/** Covers main/normalise/matchKnown.ts for articles that an older version removed: nothing is known of them but id and path. Pure. */
import { describe, expect, it } from 'vitest'
import { ingest } from '../../../../main/normalise/ingest.ts'
import type { KnownArticle } from '../../../../main/model/ingest.ts'
import { aKnown, anIngest, rss } from '../../../fixtures/builders.ts'

const item = (guid: string, link: string) =>
  `<item><guid isPermaLink="false">${guid}</guid><link>${link}</link><title>${guid}</title><description>Words of ${guid}.</description></item>`
const other = item('Other', 'https://n.example/2026/01/other/')

async function comesIn(items: string, secondKey: string, facts: Partial<KnownArticle> = { isRemoved: true }) {
  const known = [aKnown('old', { secondKey, contentHash: '', ...facts })]
  const read = await ingest({ ...anIngest(rss(items)), known })
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value.added.map(({ headline }) => headline.title).sort()
}

describe('an article that an older version removed, under a wholly new guid', () => {
  it.each([
    ['https://n.example/2026/01/ferry/', '/2026/01/ferry'],
    ['https://n.example/ferry-sails-once-again', '/ferry-sails-once-again'],
    ['https://www.n.example/?p=20417', '?p=20417'],
  ])('stays away where its address says which it is: %s', async (link, key) => {
    expect(await comesIn(item('New', link) + other, key)).toEqual(['Other'])
  })

  it.each([
    ['its page may hold another piece by now', item('New', 'https://n.example/radio/') + other, '/radio'],
    [
      'another item has that page too',
      item('New', 'https://n.example/2026/a/') + item('B', 'https://n.example/2026/a/'),
      '/2026/a',
    ],
    ['it is all that there is', item('New', 'https://n.example/2026/a/'), '/2026/a'],
    ['items stand on several hosts', item('New', 'https://m.example/2026/a/') + other, '/2026/a'],
  ])('comes in when %s', async (_why, items, key) => {
    expect(await comesIn(items, key)).toContain('New')
  })

  it('takes nothing from articles of which more is known, or which are there', async () => {
    const items = item('New', 'https://n.example/2026/01/ferry/') + other
    const told = { url: 'https://n.example/2026/01/ferry/', title: 'Quay closed', snippet: null }
    expect(await comesIn(items, '/2026/01/ferry', { isRemoved: true, contentHash: 'h', told })).toContain(
      'New',
    )
    expect(await comesIn(items, '/2026/01/ferry', {})).toContain('New')
  })
})
