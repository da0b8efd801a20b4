/**
 * ebcdic.ts — text from IBM mainframes. Pure.
 *
 * Room:     main/parse.
 * Promises: never throws; a byte that a code page leaves empty becomes U+FFFD; mainframe line ends become line feeds.
 * Source:   XML 1.0 appendix F.1 (how such a document is known); the code pages of IBM and of the Unicode Consortium.
 */

/** What the bytes from 0x40 on mean in code page 37. */
const usual =
  ' \u00a0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="' +
  'Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×' +
  '{ABCDEFGHI\u00adôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u009f'

/** Where the others differ from it: bytes, as hexadecimal pairs, and characters. */
const differences: Readonly<Record<string, readonly [bytes: string, characters: string]>> = {
  cp273: ['434a4f595a5f636a7ca1b0b5babbbcc0ccd0dce0ecfc', '{Ä!~Ü^[ö§ß¢@¬|‾ä¦ü}Ö\\]'],
  cp500: ['4a4f5a5fb0babb', '[!]^¢¬|'],
  cp1026: ['484a4f5a5b5f686a797b7c7f8c8d8ea1acadaeb0babbc0ccd0dce0ecfc', '{Ç!Ğİ^[şıÖŞÜ}`¦ö]$@¢¬|ç~ğ\\ü#"'],
  cp1140: ['9f', '€'],
}

const others: Readonly<Record<string, string>> = {
  cp424:
    ' \u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8¢.<(+|&\u05d9\u05da\u05db\u05dc\u05dd\u05de\u05df\u05e0\u05e1!$*);¬-/\u05e2\u05e3\u05e4\u05e5\u05e6\u05e7\u05e8\u05e9¦,%_>?\ufffd\u05ea\ufffd\ufffd\u00a0\ufffd\ufffd\ufffd‗`:#@\'="' +
    '\ufffdabcdefghi«»\ufffd\ufffd\ufffd±°jklmnopqr\ufffd\ufffd\ufffd¸\ufffd¤µ~stuvwxyz\ufffd\ufffd\ufffd\ufffd\ufffd®^£¥·©§¶¼½¾[]¯¨´×' +
    '{ABCDEFGHI\u00ad\ufffd\ufffd\ufffd\ufffd\ufffd}JKLMNOPQR¹\ufffd\ufffd\ufffd\ufffd\ufffd\\÷STUVWXYZ²\ufffd\ufffd\ufffd\ufffd\ufffd0123456789³\ufffd\ufffd\ufffd\ufffd\u009f',
  cp875:
    ' ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?¨ΆΈΉ\u00a0ΊΌΎΏ`:#@\'="' +
    '΅abcdefghiαβγδεζ°jklmnopqrηθικλμ´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ' +
    '{ABCDEFGHI\u00adωΐΰ‘―}JKLMNOPQR±½\u001a·’¦\\\u001aSTUVWXYZ²§\u001a\u001a«¬0123456789³©\u001a\u001a»\u009f',
}

/** The characters below 0x40: ASCII's controls in another order. */
const controls =
  '\u0000\u0001\u0002\u0003\u009c\u0009\u0086\u007f\u0097\u008d\u008e\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u009d\u000a\u0008\u0087\u0018\u0019\u0092\u008f\u001c\u001d\u001e\u001f\u0080\u0081\u0082\u0083\u0084\u000a\u0017\u001b\u0088\u0089\u008a\u008b\u008c\u0005\u0006\u0007\u0090\u0091\u0016\u0093\u0094\u0095\u0096\u0004\u0098\u0099\u009a\u009b\u0014\u0015\u009e\u001a'

const names: Readonly<Record<string, string>> = {
  '037': 'cp037',
  '37': 'cp037',
  '039': 'cp037',
  '273': 'cp273',
  '424': 'cp424',
  '500': 'cp500',
  '875': 'cp875',
  '1026': 'cp1026',
  '1140': 'cp1140',
}

const countries: Readonly<Record<string, string>> = {
  us: 'cp037',
  ca: 'cp037',
  nl: 'cp037',
  wt: 'cp037',
  be: 'cp500',
  ch: 'cp500',
  he: 'cp424',
  de: 'cp273',
}

/** The code page that a name means; null for every other encoding. */
export function ebcdicNamed(name: string): string | null {
  const country = /^ebcdic[-_](?:cp[-_])?([a-z]{2})$/.exec(name)?.[1]
  if (country !== undefined) return countries[country] ?? null
  const number = /^(?:cs|x-)?(?:ibm|cp|ebcdic-?cp)?-?(\d{2,4})$/.exec(name)?.[1]
  return number === undefined ? null : (names[number] ?? null)
}

/** `<?xm`, which looks like nothing else. */
export function looksLikeEbcdic(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4c && bytes[1] === 0x6f && bytes[2] === 0xa7 && bytes[3] === 0x94
}

/** @param page A name from `ebcdicNamed`. */
export function decodeEbcdic(bytes: Uint8Array, page: string): string {
  const table = tableOf(page)
  return Array.from(bytes, (byte) => table[byte] ?? '\ufffd').join('')
}

function tableOf(page: string): readonly string[] {
  const table = Array.from(controls + (others[page] ?? usual))
  const [bytes, characters] = differences[page] ?? ['', '']
  Array.from(characters).forEach((character, n) => {
    table[Number.parseInt(bytes.slice(n * 2, n * 2 + 2), 16)] = character
  })
  return table
}
