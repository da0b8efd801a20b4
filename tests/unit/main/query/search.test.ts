/** Covers main/query/search.ts and haystack.ts. */
import { describe, expect, it } from 'vitest'
import { makeHaystacks, rowsWith } from '../../../../main/query/haystack.ts'
import { wordsOf, wordsWanted } from '../../../../main/query/search.ts'
import { aFeed, anArticle } from '../../../helpers/library.ts'

const { headline } = anArticle({
  title: 'The Kiln Masters of ＯＫＡＹＡＭＡ',
  contributors: ['Aoi Hama', 'Ren Kawase'],
  snippet:
    '備前焼の窯元をたずねる。ﾄﾞｱは開いている。 The steamer’s “old” time\u2013table and time\u00adtable.',
})
const rows = [
  anArticle({ title: 'Ferry', snippet: 'It sails again' }).headline,
  headline,
  anArticle({ title: 'Okayama by night', snippet: 'Kiln and ferry' }).headline,
]
const find = async (search: string) =>
  rowsWith(await makeHaystacks()(rows), wordsWanted(wordsOf(search), aFeed()))
const finds = async (search: string) => (await find(search)).includes(1)

describe('a search', () => {
  it.each([
    ['kiln'],
    ['KILN masters'],
    ['asters'],
    ['okayama'],
    ['ｏｋａｙａｍａ'],
    ['kawase kiln'],
    ['備前'],
    ['窯元　備前焼'],
    ['ドア'],
    ['harbour'],
    ['post kiln'],
    ["steamer's"],
    ['steamer’s “old” timetable'],
    ['"old" time-table'],
    [''],
  ])('finds it by %j', async (search) => {
    expect(await finds(search)).toBe(true)
  })

  it.each([['kiln ferry'], ['備後'], ['hama ren kawase kilns'], ['masters kiln,']])(
    'does not find it by %j',
    async (search) => {
      expect(await finds(search)).toBe(false)
    },
  )

  it('does not find a word across the end of a title, or of an article', async () => {
    expect(await finds('okayamaaoi')).toBe(false)
    expect(await find('againthe')).toEqual([])
  })

  it('finds every article once, in the order of the list', async () => {
    expect(await find('okayama')).toEqual([1, 2])
    expect(await find('ferry')).toEqual([0, 2])
    expect(await find('kiln okayama')).toEqual([1, 2])
    expect(await find('')).toEqual([0, 1, 2])
  })

  it('asks for each word once', () => {
    expect(wordsOf(' Kiln  kiln\tＫＩＬＮ ')).toEqual(['kiln'])
  })
})
