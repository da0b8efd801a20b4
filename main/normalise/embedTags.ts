/**
 * embedTags.ts — what tags of players, and of pictures that wait for a script, say: their ends, addresses and names.
 *
 * Room:     main/normalise. Pure.
 */
import type { HtmlTag } from './htmlTags.ts'
import { oneLine } from './text.ts'

type Attributes = HtmlTag['attributes']

/** Names that say no more than that there is something. */
const generic =
  /^(?:(?:youtube|vimeo|dailymotion|soundcloud|spotify)[ -]?)?(?:embed(?:ded)?[ -]?)?(?:(?:video|audio|content|iframe|post)[ -]?)?(?:player|embed)?$|^advertisement$/i

/** End tags by the place of their start tags. An `object` may hold another; of the rest the next tag of the name decides. */
export function endsOf(tags: readonly HtmlTag[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const open = new Map<string, number[]>()
  tags.forEach(({ name, kind }, at) => {
    const waiting = open.get(name) ?? []
    if (kind === 'open') open.set(name, name === 'object' ? [...waiting.slice(-50), at] : [at])
    if (kind !== 'close') return
    const start = waiting.pop()
    if (start !== undefined) ends.set(start, at)
  })
  return ends
}

/** Where a frame would lead, the best first: what a script would have put in, then its own address. */
export function frameAddresses(attributes: Attributes): readonly string[] {
  const lazy = ['data-lazy-src', 'data-src', 'data-litespeed-src', 'data-cfsrc', 'data-ezsrc']
  const others = Object.keys(attributes).filter((name) => /^data-[\w-]*(?:src|url|href)$/.test(name))
  return [...lazy, 'src', ...others].flatMap((name) => {
    const value = attributes[name]?.trim() ?? ''
    return value === '' || /^about:/i.test(value) ? [] : [value]
  })
}

export function titleOf(attributes: Attributes): string {
  const title = oneLine(
    attributes['title'] ?? attributes['playlabel'] ?? attributes['aria-label'] ?? '',
  ).slice(0, 200)
  return generic.test(title) ? '' : title
}

/** The same host, or two of one name: `bandcamp.com` and `band.bandcamp.com`. */
export function isSameSite(a: string, b: string): boolean {
  const hosts = [a, b].map((address) =>
    URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '',
  )
  const [one = '', other = ''] = hosts
  return (
    one !== '' && other !== '' && (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`))
  )
}
/** A picture that a script would have filled; what it shows until then is a stand-in. */
export function isWaiting(attributes: Attributes, shown: string | null): boolean {
  const hasData = Object.keys(attributes).some((name) => /^data-[\w-]*(?:src|srcset|original)$/.test(name))
  return shown === null || hasData || /lazy|placeholder|blur|preview|lqip/i.test(attributes['class'] ?? '')
}
