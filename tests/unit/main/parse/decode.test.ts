/** Covers main/parse/decode.ts with documents as bytes. Pure. */
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { decodeDocument } from '../../../../main/parse/decode.ts'
import { bytesOf, fixtureBytes } from '../../../fixtures/builders.ts'

describe('decodeDocument', () => {
  it.each([
    ['shift-jis-declared.xml', null, 'shift_jis'],
    ['shift-jis-declared.xml', 'text/xml; charset=Shift_JIS', 'shift_jis'],
    ['shift-jis-declared.xml', 'text/xml; charset=utf-8', 'shift_jis'],
    ['shift-jis-silent.xml', null, 'shift_jis'],
    ['shift-jis-silent.xml', 'text/xml; charset="x-sjis"', 'shift_jis'],
    ['euc-jp-declared.xml', null, 'euc-jp'],
    ['euc-jp-silent.xml', 'text/xml', 'euc-jp'],
    ['iso-2022-jp-declared.xml', null, 'iso-2022-jp'],
    ['iso-2022-jp-silent.xml', 'text/xml; charset=utf-8', 'iso-2022-jp'],
    ['utf-16-with-mark.xml', 'text/xml; charset=utf-8', 'utf-16le'],
    ['utf-16be-without-mark.xml', null, 'utf-16be'],
    ['utf-8-called-latin-1.xml', null, 'utf-8'],
    ['utf-8-called-latin-1.xml', 'text/xml; charset=ISO-8859-1', 'utf-8'],
  ])('reads %s sent as %s', (file, contentType, encoding) => {
    const decoded = decodeDocument(fixtureBytes(`feeds/${file}`), contentType)
    expect(decoded.encoding).toBe(encoding)
    expect(decoded.text).toContain('離島の渡し船が十一年ぶりに再開')
    expect(decoded.text).not.toMatch(/[\ufeff\ufffd]/)
  })

  it('reads windows-1252 with its dashes, quotes and the euro', () => {
    const { text } = decodeDocument(fixtureBytes('feeds/windows-1252-declared.xml'), null)
    expect(text).toContain('Café “Été” – 5 €')
  })

  it('lets a byte order mark win over header and declaration', () => {
    const bytes = new Uint8Array([
      0xef,
      0xbb,
      0xbf,
      ...bytesOf('<?xml version="1.0" encoding="Shift_JIS"?><a>é</a>'),
    ])
    const { text, encoding } = decodeDocument(bytes, 'text/xml; charset=EUC-JP')
    expect([encoding, text.endsWith('<a>é</a>'), text.startsWith('<?xml')]).toEqual(['utf-8', true, true])
  })

  it('keeps UTF-8 that has one broken byte', () => {
    const bytes = bytesOf('<a>日本語の記事です。数百人</a>').slice()
    const { text, encoding } = decodeDocument(
      new Uint8Array([...bytes.slice(0, 12), 0xff, ...bytes.slice(12)]),
      null,
    )
    expect(encoding).toBe('utf-8')
    expect(text).toContain('記事です')
  })

  it('reads the charset of a page from its meta', () => {
    const head =
      '<!doctype html><html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    const bytes = new Uint8Array([...bytesOf(head), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])
    expect(decodeDocument(bytes, 'text/html').text).toMatch(/Привет$/)
  })

  it('does not know, and does not break on, encodings that nobody has', () => {
    expect(decodeDocument(bytesOf('<a>é</a>'), 'text/xml; charset=klingon').text).toBe('<a>é</a>')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.option(fc.string()), (bytes, contentType) => {
        expect(typeof decodeDocument(bytes, contentType).text).toBe('string')
      }),
    )
  })
})
