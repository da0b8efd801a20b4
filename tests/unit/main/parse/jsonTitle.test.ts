/** Covers main/parse/jsonTitle.ts as the reader sees it: through normalise's titles. */
import { describe, expect, it } from 'vitest'
import { titleText } from '../../../../main/normalise/titles.ts'
import { jsonTitle } from '../../../../main/parse/jsonTitle.ts'

describe('a title of a JSON Feed', () => {
  it.each([
    ['It&#8217;s <b>late</b>', 'It’s late'],
    ['Salt &amp; Rope', 'Salt & Rope'],
    ['<em>Tides</em> of March', 'Tides of March'],
    ['The <b> element', 'The <b> element'],
    ['Fish & chips < 5', 'Fish & chips < 5'],
    ['<script>', '<script>'],
    ['AT&T; not', 'AT&T; not'],
  ])('%j reads %j', (title, read) => {
    expect(titleText(jsonTitle(title) ?? '')).toBe(read)
  })
})
