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

describe('text from a mainframe', () => {
  it.each([
    [
      'cp037',
      'Café "x"',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f0f3f77f6f6e154c99a2a26e4c838881959585936e4ca389a393856ec3818651407fa77f4c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'IBM273',
      'Größe',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7fc9c2d4f2f7f37f6f6e154c99a2a26e4c838881959585936e4ca389a393856ec7996aa1854c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'cp424',
      'חדשות',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f4f2f47f6f6e154c99a2a26e4c838881959585936e4ca389a393856e48446946714c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'ibm-500',
      'Été [1]',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f89829460f5f0f07f6f6e154c99a2a26e4c838881959585936e4ca389a393856e71a351404af15a4c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'cp875',
      'Ειδήσεις',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f8f7f57f6f6e154c99a2a26e4c838881959585936e4ca389a393856e459c8db3af8e9cba4c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'cp1026',
      'Şiir ğ',
      '4c6fa7949340a58599a28996957efcf14bf0fc4085958396848995877efc8397f1f0f2f6fc6f6e154c99a2a26e4c838881959585936e4ca389a393856e7c89899940d04c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
    [
      'cp1140',
      '5 €',
      '4c6fa7949340a58599a28996957e7ff14bf07f4085958396848995877e7f8397f1f1f4f07f6f6e154c99a2a26e4c838881959585936e4ca389a393856ef5409f4c61a389a393856e4c61838881959585936e4c6199a2a26e',
    ],
  ])('is read as what it says it is: %s', (_name, word, hex) => {
    const { text } = decodeDocument(Buffer.from(hex, 'hex'), 'text/xml; charset=utf-8')
    expect(text).toContain(`?>\n<rss><channel><title>${word}</title>`)
  })
})

describe('one sign in a document that says what it is written in', () => {
  it.each([
    ['windows-1251', 0x80, 'Ђ'],
    ['cp866', 0x80, 'А'],
    ['csibm866', 0x80, 'А'],
    ['cp1125', 0x80, 'А'],
    ['cp_is', 0x80, 'Ç'],
    ['ptcp154', 0x80, 'Җ'],
    ['kz1048', 0x80, 'Ђ'],
    ['hp-roman8', 0xe1, 'Ã'],
    ['mac_romanian', 0x80, 'Ä'],
    ['ISO-8859-2:1987', 0xf5, 'ő'],
    ['iso_8859_7_1987', 0xf5, 'υ'],
    ['tis-620-2529-0', 0xe1, 'แ'],
    ['latin', 0xe1, 'á'],
    ['cskoi8r', 0xe1, 'А'],
    ['x-mac-cyrillic', 0x80, 'А'],
  ])('is what %s means by it', (name, byte, sign) => {
    const bytes = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${name}"?><feed><title>`),
      Buffer.from([byte]),
      Buffer.from('</title></feed>'),
    ])
    expect(decodeDocument(bytes, null).text).toContain(`<title>${sign}</title>`)
  })
})
