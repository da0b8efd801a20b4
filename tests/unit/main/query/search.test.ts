/** Covers main/query/search.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { matcherFor, wordsOf } from '../../../../main/query/search.ts'
import { aFeed, anArticle } from '../../../helpers/library.ts'

const { headline } = anArticle({
  title: 'The Kiln Masters of ＯＫＡＹＡＭＡ',
  contributors: ['Aoi Hama', 'Ren Kawase'],
  snippet: '備前焼の窯元をたずねる。ﾄﾞｱは開いている。',
})
const finds = (search: string) => matcherFor(wordsOf(search), aFeed())(headline)

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
    [''],
  ])('finds it by %j', (search) => {
    expect(finds(search)).toBe(true)
  })

  it.each([['kiln ferry'], ['備後'], ['hama ren kawase kilns'], ['masters kiln,']])(
    'does not find it by %j',
    (search) => {
      expect(finds(search)).toBe(false)
    },
  )

  it('does not find a word across the end of a title', () => {
    expect(finds('okayamaaoi')).toBe(false)
  })

  it('asks for each word once', () => {
    expect(wordsOf(' Kiln  kiln\tＫＩＬＮ ')).toEqual(['kiln'])
  })
})
