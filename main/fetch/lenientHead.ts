/**
 * lenientHead.ts — the head of an answer that breaks rules which browsers forgive, written anew as the rules have it. Pure.
 *
 * Room:     main/fetch. Text as Latin-1: one character a byte.
 * Promises: what it gives has no control characters, no folded lines, no length beside chunks and one length at most.
 * Knows:    asked over a connection that ends with this answer, nobody can be misled about where the next one begins
 *           (request smuggling), which is what the strict rules are for.
 * Source:   RFC 9112 §2.2, §5, §6.3; what curl 7.88 and Chromium read.
 */

/** How the body ends. `close`: with the connection; at least and at most so many bytes, where lengths disagree. */
export type BodyEnd =
  | { readonly kind: 'none' }
  | { readonly kind: 'chunks' }
  | { readonly kind: 'close'; readonly least: number; readonly most: number | null }

export interface LenientHead {
  readonly status: number
  /** With its empty line. */
  readonly text: string
  readonly end: BodyEnd
  /** Packed in a form that knows its own end, so that who unpacks it notices when some is missing. */
  readonly isPacked: boolean
}

/** Some servers put a few bytes before the first line, or a shorter name of the protocol (`ICY 200 OK`). */
const firstLine = /^[^\n]{0,4}?(?:http(?:\/\d{0,2}(?:\.\d{0,2})?)?|icy)[ \t]+(\d{3})(?!\d)/i
/** A script that speaks for itself and forgot the first line; `Status` says what it meant (RFC 3875 §6.3.3). */
const firstField = /^(?:status|content-type|date|server|cache-control|last-modified|x-[\w-]{1,60})[ \t]*:/i
const token = /^[\w!#$%&'*+.^`|~-]+$/
const controls = /[\u0000-\u0008\u000a-\u001f\u007f]/g
/** Said anew below, or of no use to who reads one answer. */
const ofTheConnection = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
])

export function isFirstLine(line: string): boolean {
  return firstLine.test(line) || firstField.test(line)
}

/** @param lines Without their ends, the empty last one left out; the first is the status line, where there is one. */
export function mendHead(lines: readonly string[]): LenientHead | null {
  const said = firstLine.exec(lines[0] ?? '')?.[1]
  const fields = fieldsOf(said === undefined ? lines : lines.slice(1))
  const valuesOf = (wanted: string) => fields.filter(([name]) => name === wanted).map(([, value]) => value)
  const status = Number(said ?? /^\d{3}(?!\d)/.exec(valuesOf('status')[0] ?? '200')?.[0] ?? 0)
  if (status < 100) return null
  const end = endOf(status, valuesOf('transfer-encoding'), valuesOf('content-length'))
  const kept = fields.filter(([name]) => !ofTheConnection.has(name))
  // A player wants to know how long it is; for all else the cap on what comes is enough, and lengths are often wrong.
  const isMedia = /^(?:audio|video)\//i.test(valuesOf('content-type')[0] ?? '')
  if (isMedia && end.kind === 'close' && end.most !== null) kept.push(['content-length', String(end.most)])
  const isPacked = valuesOf('content-encoding').some((each) => /\b(?:gzip|deflate|br|zstd)\b/i.test(each))
  const text = kept.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return { status, text: `HTTP/1.1 ${String(status)} \r\n${text}connection: close\r\n\r\n`, end, isPacked }
}

/** Names in small letters. A line that is no field is left out. */
function fieldsOf(lines: readonly string[]): (readonly [string, string])[] {
  const fields: (readonly [string, string[]])[] = []
  for (const line of lines) {
    const last = fields.at(-1)
    const plain = line.replace(controls, '')
    if (/^[ \t]/.test(plain) && last !== undefined) {
      last[1].push(plain.trim())
      continue
    }
    const colon = plain.indexOf(':')
    const name = plain.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (token.test(name)) fields.push([name, [plain.slice(colon + 1).trim()]])
  }
  return fields.map(([name, parts]) => [name, parts.join(' ').trim()])
}

function endOf(status: number, encodings: readonly string[], lengths: readonly string[]): BodyEnd {
  if (status < 200 || status === 204 || status === 304) return { kind: 'none' }
  if (encodings.some((each) => /\bchunked\b/i.test(each))) return { kind: 'chunks' }
  // A length that is no number says nothing.
  const said = lengths.flatMap((each) => each.split(',')).filter((each) => /^\s*\d{1,15}\s*$/.test(each))
  const counts = said.map(Number)
  if (counts.length === 0) return { kind: 'close', least: 0, most: null }
  return { kind: 'close', least: Math.min(...counts), most: Math.max(...counts) }
}
