/** Covers main/query/fold.ts: what a search takes to be the same word. */
import { describe, expect, it } from 'vitest'
import { fold } from '../../../../main/query/fold.ts'

describe('one word in two spellings', () => {
  it.each([
    ['Café', 'cafe'],
    ['Cafe\u0301', 'café'],
    ['Αθήνα', 'αθηνα'],
    ['ΑΘΗΝΑΣ', 'αθηνασ'],
    ['Łódź', 'lodz'],
    ['Việt Nam Đà Nẵng', 'viet nam da nang'],
    ['Ёлка', 'елка'],
    ['Straße STRASSE ẞ', 'strasse strasse ss'],
    ['Ærø, Œuvre, ﬁnal', 'aero, oeuvre, final'],
    ['İstanbul Diyarbakır', 'istanbul diyarbakir'],
    ['パリ ヴェネツィア', 'ぱり ゔぇねつぃあ'],
    ['ﾊﾟﾘ', 'ぱり'],
    ['か\u3099', 'ガ'],
    ['瓦\u{e0100}版', '瓦版'],
    ['\uf9a8', '\u4ee4'],
    ['❤\ufe0f', '❤'],
    ['שָׁלוֹם', 'שלום'],
    ['שׁ\ufb2a', 'שש'],
    ['مُحَمَّد', 'محمد'],
    ['أحمد إلى آخر', 'احمد الي اخر'],
    ['کتاب', 'كتاب'],
    ['ســـلام', 'سلام'],
    ['क़लम', 'कलम'],
    ['\u1112\u1161\u11ab\u1100\u116e\u11a8', '한국'],
    ['и\u0306од', 'йод'],
    ['𝐊𝐢𝐥𝐧', 'kiln'],
    ['“old” time\u2013table’s co\u00adop', '"old" time-table\'s coop'],
    ['10〜20', '10～20'],
    ['\u202bשלום\u202c', 'שלום'],
  ])('%j is %j', (one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  it.each([
    ['は', 'ば'],
    ['ba', 'pa'],
    ['и', 'й'],
    ['한', '하'],
    ['किताब', 'कताब'],
    ['เมา', 'เมีย'],
    ['瓦', '版'],
  ])('%j is not %j', (one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })

  it('keeps every letter that has no other spelling, and the order', () => {
    expect(fold('東京の夜 — ok 👩‍🚀\nzwei')).toBe('東京の夜 - ok 👩🚀\nzwei')
  })

  it('takes time in proportion to the text, also for thousands of marks on one letter', () => {
    const zalgo = `a${'\u0301\u0323\u0345'.repeat(100_000)}b`
    expect(fold(zalgo)).toBe('ab')
    expect(fold('Σ' + '\u0345'.repeat(200_000) + 'か' + '\u3099'.repeat(100_000)).length).toBe(100_001)
  })

  it('gives the same for a text and for its folded text', () => {
    for (const text of ['Łódź パリ ﾊﾟ ﷺ ½ ŉ Ǆ ΐ ᾳ', 'ẛ̣ ﬃ ㌔ ㈱ ⅷ ①'])
      expect(fold(fold(text))).toBe(fold(text))
  })
})
