/**
 * typedAddress.ts — what a person typed or pasted as the address of a paper. Pure.
 *
 * Room:  main/base.
 * Knows: - other readers and browsers hand on `feed:`, `feeds:`, `rss:`, `itpc:`, `pcast:` and `view-source:`, before a whole
 *          address or in the place of its scheme.
 *        - mails and notes put addresses into angle brackets, quotes and the middle of a sentence.
 *        - a Japanese keyboard writes wide letters (`ｈｔｔｐｓ：／／…`).
 *        - a single word is more often a search than a machine; with a port or a slash it is a machine.
 *        - a name without a dot is of the local network, where hardly anything has a certificate: http is tried first.
 */
import { isIPv6 } from 'node:net'
import { parseWebUrl } from './urls.ts'

export interface TypedAddress {
  readonly url: URL
  /** Nobody said http or https: this one is tried first, then the other. */
  readonly isSchemeGuessed: boolean
  /** Nothing but a word: perhaps a machine, perhaps what the reader is looking for. */
  readonly isWord: boolean
}

const longest = 4000
/** Those that mean "encrypted" and those that say nothing of it. */
const pseudo =
  /^(?:(?:url|view-source|feeds?|rss|atom|itpc|pcast|podcast|itms-pcasts?)(?::|(?=:\/\/))|feed\+)/i
const opening = '<"\'“‘«„「『（(`＜'
const closing = '>"\'”’»“」』）`＞.,;:!?。、，．…'
/** What a copied text has that nobody sees. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** @returns Null when it cannot be an http(s) address. */
export function readTyped(text: string): TypedAddress | null {
  if (text.length > longest) return null
  const { rest, isFeedScheme } = withoutPseudo(bare(addressIn(text)))
  if (rest === '' || /\s/.test(rest)) return null
  if (/^https?:/i.test(rest)) return whole(rest)
  // What a browser makes of feed:https://…
  if (/^https?\/\//i.test(rest)) return whole(rest.replace(/\/\//, '://'))
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(rest) && !isIPv6(rest)) return null
  const host = rest.startsWith('//') ? rest.slice(2) : rest
  const url = parseWebUrl(`https://${isIPv6(host) ? `[${host}]` : host}`)
  if (url === null || !isPlace(host, url)) return null
  // feed://host has always meant http.
  if (isFeedScheme && rest.startsWith('//'))
    return { url: new URL(`http://${host}`), isSchemeGuessed: false, isWord: false }
  // A password goes nowhere in the clear by our choice.
  const isLocal = /^[^.[]+$/.test(url.hostname) && url.password === ''
  return {
    url: isLocal ? new URL(`http://${host}`) : url,
    isSchemeGuessed: true,
    isWord: word.test(host) && host.toLowerCase() !== 'localhost',
  }
}

/** @returns Null when it cannot be an http(s) address. */
export function readTypedAddress(text: string): URL | null {
  return readTyped(text)?.url ?? null
}

function whole(text: string): TypedAddress | null {
  const url = parseWebUrl(text)
  return url === null ? null : { url, isSchemeGuessed: false, isWord: false }
}

/** The one address in a sentence, a title or a link in Markdown; else the text. Broken lines are joined. */
function addressIn(text: string): string {
  const line = narrow(text.replace(unseen, '').trim()).replace(/[\r\n\t]+\s*/g, '')
  if (!/\s/.test(line) && !line.includes('](')) return line
  const found = line.split(/[\s[\]]+/).filter((word) => /https?:\/\//i.test(word))
  const [only] = found
  return found.length === 1 && only !== undefined ? only : line
}

/** Without what stands around it: brackets, quotes, the end of a sentence. */
function bare(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && opening.includes(text.charAt(from))) from += 1
  for (; to > from; to -= 1) {
    const last = text.charAt(to - 1)
    if (last === ')' ? text.slice(from, to).includes('(') : !closing.includes(last)) break
  }
  return text.slice(from, to)
}

function withoutPseudo(text: string): { readonly rest: string; readonly isFeedScheme: boolean } {
  let rest = text
  let isFeedScheme = false
  for (let turn = 0; turn < 4; turn += 1) {
    const prefix = pseudo.exec(rest)?.[0]
    if (prefix === undefined) break
    isFeedScheme ||= !/^(?:feeds|url|view-source|itms-pcasts):/i.test(prefix)
    rest = rest.slice(prefix.length).trim()
    if (/^\/\/(?:https?|feeds?):?\/\//i.test(rest)) rest = rest.slice(2)
    if (/^feeds:/i.test(prefix) && rest.startsWith('//')) rest = `https:${rest}`
  }
  return { rest, isFeedScheme }
}

/** What a machine may be called; a number would be read as an address. */
const word = /^(?=[a-z0-9-]{0,62}[a-z])[a-z0-9][a-z0-9-]{0,62}$/i

/** A name with a dot, an address, or a single word that may be a machine. */
function isPlace(host: string, { hostname }: URL): boolean {
  if (word.test(host)) return hostname === host.toLowerCase()
  return (hostname.includes('.') && host.includes('.')) || hostname.startsWith('[') || /[:/]/.test(host)
}

function narrow(typed: string): string {
  if (!/^[<「（]?[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(typed)) return typed
  return typed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}
