/**
 * readJson.ts — JSON as it comes: whole, or with the damage that outlets do to it.
 *
 * Room:     main/parse. Pure, linear.
 * Repairs:  line breaks and tabs inside strings, escapes of other languages in them, commas before a bracket, a document that
 *           was cut off (the value that was cut goes, everything before it stays).
 */

/** @param mayRepair A second try is worth it. @returns `json` null when it cannot be read. */
export function readJson(source: string, mayRepair: boolean): { json: unknown; isRepaired: boolean } {
  const text = source.trim()
  try {
    return { json: JSON.parse(text) as unknown, isRepaired: false }
  } catch {
    if (!mayRepair) return { json: null, isRepaired: false }
  }
  try {
    return { json: JSON.parse(repaired(text)) as unknown, isRepaired: true }
  } catch {
    return { json: null, isRepaired: true }
  }
}

const deepest = 500

function repaired(text: string): string {
  const parts: string[] = []
  const open: string[] = []
  /** Where the document may be cut, and what closes it there: after each complete object or list inside of a list. */
  let cut: { readonly parts: number; readonly open: readonly string[] } | null = null
  for (let at = 0; at < text.length;) {
    const c = text.charAt(at)
    if (c === '"') {
      const end = endOfString(text, at)
      if (end < 0) return closed(parts, cut)
      parts.push(escaped(text.slice(at, end)))
      at = end
      continue
    }
    if (c === ',' && /^[,\s]*[\]}]/.test(text.slice(at, at + 200))) {
      at++
      continue
    }
    if (c === '{' || c === '[') {
      open.push(c === '{' ? '}' : ']')
      if (open.length > deepest) return ''
    } else if (c === '}' || c === ']') {
      if (open.pop() !== c) return closed(parts, cut)
      parts.push(c)
      if (open.at(-1) === ']' && open.length === 2) cut = { parts: parts.length, open: [...open] }
      if (open.length === 0) return parts.join('')
      at++
      continue
    }
    parts.push(c)
    at++
  }
  return closed(parts, cut)
}

function closed(parts: readonly string[], cut: { parts: number; open: readonly string[] } | null): string {
  if (cut === null) return ''
  return parts.slice(0, cut.parts).join('') + [...cut.open].reverse().join('')
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 0x5c) at++
    else if (c === 0x22) return at + 1
  }
  return -1
}

function escaped(string: string): string {
  return string
    .replace(/[\u0000-\u001f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\\(?:(["\\/bfnrt]|u[\da-f]{4})|x([\da-f]{2}))?/gi, (all, known?: string, byte?: string) =>
      known === undefined ? (byte === undefined ? '' : `\\u00${byte}`) : all,
    )
}

/** The object in it: some write it for a script (`callback({…});`, `)]}',{…}`). Null when it holds none. */
export function jsonIn(text: string): string | null {
  const start = text.slice(0, 300).indexOf('{')
  if (start < 0) return null
  const before = text.slice(0, start).replace(/\s+/g, '')
  return /^(?:(?:\/\*\*\/)?[\w$][\w$.]*\(|\)\]\}'?,?)?$/.test(before) ? text.slice(start) : null
}
