/** Covers the quick ways of main/normalise and main/parse: each says the same as the long way that it spares. */
import { describe, expect, it } from 'vitest'
import { withPicturesBeside } from '../../../../main/normalise/besideText.ts'
import { hashOf } from '../../../../main/normalise/contentHash.ts'
import { canonicalAddress } from '../../../../main/normalise/identity.ts'
import { plainText } from '../../../../main/normalise/text.ts'
import { withoutSelfClosed } from '../../../../main/parse/asHtml.ts'
import { decodeEntities } from '../../../../main/parse/entities.ts'
import { emptyItem } from '../../../../main/parse/types.ts'

describe('the hash of a text', () => {
  it.each([['\u00a0'], ['\u3000'], ['\u200b'], ['\ufeff'], ['\t'], ['\r\n'], ['\n'], ['  ']])(
    'is the same with %j between words as with a blank',
    (blank) => {
      expect(hashOf('Title', `été 島${blank}\u{1f600} \ud83d end`)).toBe(
        hashOf('Title', 'été 島 \u{1f600} \ud83d end'),
      )
    },
  )
})

describe('references', () => {
  it.each([
    ['a &amp; b &amp', 'a & b &amp'],
    ['&&amp;;', '&&;'],
    ['&#65;&#x42;&#67', 'AB&#67'],
    ['&bogus; &amp;lt; &nbsp;', '&bogus; &lt; \u00a0'],
    ['&#xD83D;&#xDE00;', '\u{1f600}'],
    [`&${'a'.repeat(40)};&lt;`, `&${'a'.repeat(40)};<`],
    ['&CounterClockwiseContourIntegral; &CounterClockwiseContourIntegral;', '∳ ∳'],
    ['no end & no beginning;', 'no end & no beginning;'],
  ])('%j', (source, text) => {
    expect(decodeEntities(source)).toBe(text)
    expect(decodeEntities(source)).toBe(text)
  })
})

describe('plain text', () => {
  it.each([
    ['<p>a</p> \n <p>b \n c</p>', 'a\nb\nc'],
    [`<p title="a > b">c</p>it's <b title='"'>d</b>`, `c\nit's d`],
    ['<p title="never closed>a</p>', 'a'],
    // A quote that never closes sends us back to the first `>`: the quotes between were not used up.
    [`<i "a>x<b c="d'>e">y`, 'xy'],
    ['a&nbsp;&nbsp;b<br>\n\n<br>c', 'a b\nc'],
  ])('of %j', (html, text) => {
    expect(plainText(html)).toBe(text)
  })
})

describe('elements that close themselves', () => {
  it.each([
    ['<img src="a"/><br/><i/>x', '<img src="a"/><br/><i></i>x'],
    ['<div title="<br"/>x', '<div title="<br"></div>x'],
    [`<div title='<br '/>x`, `<div title='<br '></div>x`],
    ['<BR/>a<hr />b', '<BR/>a<hr />b'],
  ])('%s', (written, html) => {
    expect(withoutSelfClosed(written)).toBe(html)
  })
})

it.each([
  ['HTTP://www.a.example:80/x#y', 'https://a.example/x/'],
  [' \t http://a.example/x.html?utm_source=b&c=d#', 'https://a.example/x.html?c=d'],
  ['ht\ntps://u:p@www.a.example//x///y/', 'https://a.example/x/y/'],
  ['https://a.example', 'https://a.example/'],
  ['httpx://a.example/', null],
  ['mailto:a@b', null],
])('the one spelling of %j', (address, canonical) => {
  expect(canonicalAddress(address)).toBe(canonical)
})

describe('a picture beside a text that names it', () => {
  const url = 'https://a.example/p.jpg'
  const picture = { url, width: null, height: null, kind: 'picture', group: null, title: null } as const
  const item = { ...emptyItem, pictures: [{ ...picture, description: null, credit: null }] }
  const facts = { base: 'https://a.example/', feedPicture: null, text: '', title: 'T' }
  it.each([
    [`<img src="${url}">`, 1],
    [`<!-- <img src="${url}"> --><p>x</p>`, 2],
    [`<p>see ${url}</p><p>x</p>`, 2],
    [`<i title='<img src="${url}">'>x</i>`, 2],
    [`<p>${url}</p><a href="/p-300x200.jpg"><img src="/p.jpg"></a>`, 1],
  ])('in %s', (html, count) => {
    const shown = withPicturesBeside(item, html, facts)
    expect(shown.split('<img').length - 1).toBe(html.startsWith('<p>see') ? 1 : count)
  })
})
