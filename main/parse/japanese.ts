/**
 * japanese.ts — Shift_JIS or EUC-JP, told by their byte pairs, for documents that say nothing.
 * Room: main/parse. Pure. Looks at the first 256 KB.
 */
export function detectJapanese(bytes: Uint8Array): 'shift_jis' | 'euc-jp' | null {
  const head = bytes.subarray(0, 256 * 1024)
  const sjis = score(head, readShiftJis)
  const euc = score(head, readEuc)
  if (sjis.pairs < 4 && euc.pairs < 4) return null
  const isBetterEuc = euc.quality > sjis.quality
  const best = isBetterEuc ? euc : sjis
  if (best.quality < 0.7) return null
  return isBetterEuc ? 'euc-jp' : 'shift_jis'
}

/** Bytes used by one character: its length, and whether it is one that Japanese text is full of. */
type Read = (a: number, b: number) => { readonly length: 1 | 2; readonly worth: number }

const bad = { length: 1, worth: -2 } as const

const readShiftJis: Read = (a, b) => {
  if (a >= 0xa1 && a <= 0xdf) return { length: 1, worth: 0.1 }
  if (!((a >= 0x81 && a <= 0x9f) || (a >= 0xe0 && a <= 0xfc))) return bad
  if (b < 0x40 || b === 0x7f || b > 0xfc) return bad
  return { length: 2, worth: a >= 0x81 && a <= 0x98 ? 1 : 0.5 }
}

const readEuc: Read = (a, b) => {
  if (a === 0x8e && b >= 0xa1 && b <= 0xdf) return { length: 2, worth: 0.3 }
  if (a < 0xa1 || a > 0xfe || b < 0xa1 || b > 0xfe) return bad
  return { length: 2, worth: a <= 0xa5 || (a >= 0xb0 && a <= 0xcf) ? 1 : 0.4 }
}

function score(bytes: Uint8Array, read: Read): { readonly pairs: number; readonly quality: number } {
  let pairs = 0
  let worth = 0
  let seen = 0
  for (let at = 0; at < bytes.length;) {
    const a = bytes[at] ?? 0
    if (a < 0x80) {
      at++
      continue
    }
    const b = bytes[at + 1]
    const found = b === undefined ? { length: 1 as const, worth: 0 } : read(a, b)
    if (found.length === 2) pairs++
    worth += found.worth
    seen++
    at += found.length
  }
  return { pairs, quality: seen === 0 ? 0 : worth / seen }
}
