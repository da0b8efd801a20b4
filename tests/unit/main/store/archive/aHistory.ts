/** aHistory.ts — headlines and records at random, for what must hold for all of them. */
import fc from 'fast-check'
import type { StoredHeadline } from '../../../../../main/model/article.ts'
import type { Mark } from '../../../../../main/model/marks.ts'
import type { ArchiveRecord } from '../../../../../main/store/archive/records.ts'
import { keysOf } from '../../../../../main/store/archive/feedState.ts'
import { anArticle, articleId } from '../../../../helpers/library.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const number = fc.nat(40)
export const anId = fc.nat(9).map((n) => articleId(`a${String(n)}`))

export const aHeadline: fc.Arbitrary<StoredHeadline> = fc
  .record(
    {
      id: anId,
      title: text,
      url: fc.option(fc.webUrl()),
      secondKey: text,
      contributors: fc.array(text, { maxLength: 2 }),
      sortedAt: number,
      publishedAt: fc.option(number),
      arrivedAt: number,
      changedAt: fc.option(number),
      picture: fc.option(fc.webUrl()),
      record: fc.integer({ min: -1, max: 50 }),
      place: number,
      alias: anId,
      versions: fc.array(number, { minLength: 1, maxLength: 3 }),
      page: number,
    },
    {
      requiredKeys: ['id', 'title', 'url', 'secondKey', 'contributors', 'sortedAt', 'publishedAt', 'record'],
    },
  )
  .map((facts) => anArticle(facts).headline)

const ids = fc.uniqueArray(anId, { maxLength: 4 })
const aStone = aHeadline.map(keysOf)
const aMark: fc.Arbitrary<Mark | null> = fc.option(fc.record({ read: number, starred: number }))

export const aRecord: fc.Arbitrary<ArchiveRecord> = fc.oneof(
  { weight: 4, arbitrary: aHeadline.map((headline) => ({ kind: 'added', headline }) as const) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(aHeadline, number)
      .map(([headline, at]) => ({ kind: 'changed', headline, at }) as const),
  },
  aHeadline.map((headline) => ({ kind: 'headline', headline }) as const),
  fc.tuple(anId, number).map(([id, of]) => ({ kind: 'text', id, of }) as const),
  fc.tuple(anId, number).map(([id, at]) => ({ kind: 'page', id, at }) as const),
  fc
    .tuple(ids, fc.array(aStone, { maxLength: 3 }))
    .map(([gone, stones]) => ({ kind: 'removed', ids: gone, stones }) as const),
  fc.tuple(aHeadline, number, text, aMark).map(([headline, deletedAt, paper, mark]) => {
    const facts = { id: headline.id, deletedAt, paper, mark }
    return { kind: 'deleted', facts, headline } as const
  }),
  aHeadline.map((headline) => ({ kind: 'put-back', headline }) as const),
  ids.map((some) => ({ kind: 'welcome', ids: some }) as const),
  ids.map((some) => ({ kind: 'dropped', ids: some }) as const),
  fc.array(aStone, { maxLength: 3 }).map((removed) => ({ kind: 'stones', removed }) as const),
  fc
    .record({ etag: fc.option(text), lastModified: fc.option(text), bodyHash: text })
    .map((validators) => ({ kind: 'fetched', validators }) as const),
)
