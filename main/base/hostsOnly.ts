/**
 * hostsOnly.ts — takes everything out of an address but its host: names, passwords and tokens stand anywhere in the rest. Pure.
 *
 * Room:     main/base.
 * Promises: of an address that is found nothing stays but scheme and host; where its host cannot be told for sure, not even that.
 * Knows:    in a text nobody can tell where an address ends: quotes, brackets and blanks may belong to it. So it goes on to the
 *           end of the text. Who has it alone in a field loses nothing (redactFacts.ts).
 */
/** Everything else that looks like a scheme might be part of a secret. */
const schemes = new Set([
  'http',
  'https',
  'ws',
  'wss',
  'ftp',
  'feed',
  'app',
  'picture',
  'blob',
  'data',
  'mailto',
])

/** Longer texts are cut: a line of the log is shorter. */
const readAtMost = 8000

/** Ways in which an address may begin. `file:` is a path. */
const beginnings: readonly RegExp[] = [
  // Two letters at least before it: `C:\\` is a drive. Wide letters are read as what was meant (urls.ts).
  /(?<=[a-z0-9+.-]{2}|[\uff21-\uff5a]|[^\w\s])[:：][\\/／＼]{2}|^[:：][\\/／＼]{2}/gi,
  /(?<![a-z0-9])(?:https?|wss?|ftps?|feed|mailto|data|javascript|blob|view-source|magnet):(?=\S)/gi,
  /[a-z0-9+.-]{2}%(?:25)*3a(?:%(?:25)*2f|%(?:25)*5c|[\\/])/gi,
  // `name:password@paper.example`
  /(?<![^\s"'(<])[^\s@:]{1,100}:[^\s@]{1,200}@(?=[\p{L}\p{N}[])/gu,
  // Without a scheme: `//paper.example/…`, `paper.example/…?token=…`.
  /(?<![\p{L}\p{N}:：~…\\/／.])[\\/／]{2}(?=[^\s\\/])/gu,
  /(?<![\p{L}\p{N}.…/\\~-])(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{1,63}(?::\d{1,5})?[/?#]/gu,
  /(?<![\p{L}\p{N}.…/\\~-])(?:[\p{L}\p{N}-]{1,63}:\d{1,5}|\[[0-9a-f:.]{2,45}\](?::\d{1,5})?)[/?#]/giu,
]

/** What our own lines say after one. */
const ours = / (?:failed|refused)$/

export function hostsOnly(text: string): string {
  const read = text.slice(0, readAtMost)
  const at = findAddress(read)
  if (at === -1) return read
  const address = read.slice(at)
  const tail = ours.exec(address)?.[0] ?? ''
  return `${read.slice(0, at)}${hostOfAddress(address.slice(0, address.length - tail.length))}${tail}`
}

/** Where the first one begins; -1 when there is none. */
export function findAddress(text: string): number {
  let first = -1
  for (const beginning of beginnings) {
    for (const { index, 0: found } of text.matchAll(beginning)) {
      const at = schemeStart(text, index)
      if (/^file:/i.test(text.slice(at))) continue
      if (found !== '' && (first === -1 || at < first)) first = at
      break
    }
  }
  return first
}

function schemeStart(text: string, colon: number): number {
  let at = colon
  while (at > 0 && /[a-z0-9+.\-%\uff21-\uff5a]/i.test(text[at - 1] ?? '')) at -= 1
  return at
}

/** `https://paper.example`; `…` when it is not certain what its host is. */
export function hostOfAddress(address: string): string {
  const [whole = ''] = /^\S*/.exec(address) ?? []
  const url = URL.canParse(whole) ? new URL(whole) : null
  const scheme = url?.protocol.slice(0, -1) ?? ''
  if (url === null || !schemes.has(scheme)) return '…'
  if (url.hostname === '') return `${scheme}:…`
  // An "@" that does not end the name and the password may stand behind half of them.
  const isCertain = !address.includes('@') || url.username !== '' || url.password !== ''
  const isHost = /^(?:[\p{L}\p{N}_.-]+|\[[0-9a-f:.]+\])$/iu.test(url.hostname)
  return isCertain && isHost ? `${scheme}://${url.hostname}` : `${scheme}://…`
}
