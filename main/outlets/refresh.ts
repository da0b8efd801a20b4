/**
 * refresh.ts — `<meta http-equiv="refresh">`: the redirect of sites that cannot answer with one. Pure.
 *
 * Room:   main/outlets.
 * Source: HTML standard §4.2.5.3, the shared declarative refresh steps.
 */
import { withoutFragment } from '../base/trims.ts'
import { resolveWebUrl } from '../base/urls.ts'
import type { PageFacts } from './pageFacts.ts'

/** Pages that show something for longer mean to be read. */
const longestSeconds = 30
const content = /^\s*(\d{0,6})(?:\.[\d.]*)?\s*[;,]?\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))/i

/** @returns Null when there is none, or when the page only draws itself anew. */
export function refreshTarget(
  { refresh, base }: Pick<PageFacts, 'refresh' | 'base'>,
  own: string,
): string | null {
  const [, seconds = '', double, single, bare] = content.exec((refresh ?? '').slice(0, 4000)) ?? []
  const target = (double ?? single ?? bare ?? '')
    .replace(/^\s*feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^\s*feed:(?=\/\/)/i, 'http:')
  if (target.trim() === '' || Number(seconds) > longestSeconds) return null
  const url = resolveWebUrl(target, (base === null ? null : resolveWebUrl(base, own)) ?? own)
  return url === null || withoutFragment(url) === withoutFragment(own) ? null : url
}
