/** Covers renderer/panes/hits.ts and Sought.tsx: the words of a search, marked where a search finds them. */
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { fold } from '../../../main/query/fold.ts'
import { hitsIn } from '../../../renderer/panes/hits.ts'
import { Sought } from '../../../renderer/panes/Sought.tsx'

afterEach(cleanup)

const found = (text: string, search: string) =>
  hitsIn(text, search).map(({ from, to }) => text.slice(from, to))

describe('the words of a search', () => {
  it.each([
    ['The ferry and the ferryman', 'FERRY', ['ferry', 'ferry']],
    ['Cafe\u0301 Noël in Łódź', 'cafe noel lodz', ['Cafe\u0301', 'Noël', 'Łódź']],
    ['カタカナとﾊﾝｶｸ', 'かたかな はんかく', ['カタカナ', 'ﾊﾝｶｸ']],
    ['ばとは', 'は', ['は']],
    ['10⁶ lamps', '106', ['10⁶']],
    ['Straße', 'strasse', ['Straße']],
    ['ﬁne', 'fi', ['ﬁ']],
    ['葛\u{e0100}城', '葛城', ['葛\u{e0100}城']],
    ['Wide 𝐀 letter', 'a', ['𝐀']],
    ['overlap', 'over lap verla', ['overlap']],
    ['nothing', 'zebra', []],
    ['', 'x', []],
    ['x', '  ', []],
  ])('in %j, of %j', (text, search, hits) => {
    expect(found(text, search)).toEqual(hits)
  })

  it('are marked wherever the search finds them', () => {
    const texts = ['Ångström', 'ｶﾞｷﾞ', 'й и', '한국어', 'שָׁלוֹם', 'Crème brûlée', 'ß', '\u202eabc']
    for (const text of texts)
      for (const word of fold(text).split(/\s+/u)) expect(found(text, word)).not.toEqual([])
  })

  it('stand in the text as elements, and the text is what it was', () => {
    const { container } = render(<Sought text="The ferry waits, the ferry goes." search="ferry goes" />)
    expect(container.textContent).toBe('The ferry waits, the ferry goes.')
    expect(Array.from(container.querySelectorAll('mark'), (one) => one.textContent)).toEqual([
      'ferry',
      'ferry',
      'goes',
    ])
    cleanup()
    expect(render(<Sought text="<b>ferry</b>" search="b" />).container.querySelectorAll('b')).toHaveLength(0)
  })
})
