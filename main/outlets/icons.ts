/**
 * icons.ts — which of a page's icons to take. Pure.
 *
 * Knows: an icon is drawn at 16 to 32 CSS pixels, so 64 is the size to have; SVG is never loaded (safety.md §3.2);
 *        `/favicon.ico` may be there though nobody names it, so it comes last.
 */
import { resolveWebUrl } from '../base/urls.ts'
import type { PageLink } from './pageFacts.ts'

const bestSize = 64
const iconsAtMost = 4

/** Absolute addresses, best first, at most 4; the last is always the site's `/favicon.ico`. */
export function chooseIcons(links: readonly PageLink[], base: string): readonly string[] {
  const named = links
    .filter((link) => isIcon(link))
    .map((link) => ({ url: resolveWebUrl(link.href, base), size: sizeOf(link) }))
    .filter((icon): icon is { url: string; size: number } => icon.url !== null)
    .sort((a, b) => awayFromBest(a.size) - awayFromBest(b.size))
    .map(({ url }) => url)
  const last = resolveWebUrl('/favicon.ico', base)
  const others = [...new Set(named)].filter((url) => url !== last).slice(0, iconsAtMost - 1)
  return last === null ? others : [...others, last]
}

function isIcon({ rel, type, href }: PageLink): boolean {
  const isNamedSo = rel.some((token) => token === 'icon' || token.startsWith('apple-touch-icon'))
  return isNamedSo && !type.includes('svg') && !/\.svgz?(?:[?#]|$)/i.test(href)
}

/** Pixels along one side: the given one nearest to what we want, else what such icons usually have. */
function sizeOf({ sizes, rel }: PageLink): number {
  const given = [...sizes.matchAll(/(\d{1,4})x\d{1,4}/gi)].map(([, side]) => Number(side))
  if (given.length > 0) return given.sort((a, b) => awayFromBest(a) - awayFromBest(b))[0] ?? bestSize
  return rel.some((token) => token.startsWith('apple-touch-icon')) ? 180 : 32
}

/** Too small is worse than too large. */
function awayFromBest(size: number): number {
  return size >= bestSize ? size - bestSize : 10_000 + bestSize - size
}
