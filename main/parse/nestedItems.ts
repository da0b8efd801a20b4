/**
 * nestedItems.ts — items inside of an item: the older versions that somebody keeps in an element of their own, or an item
 * written right into another. Told apart from items that nobody ended.
 *
 * Room:     main/parse. Pure.
 * Cost:     what is looked through; a search in vain is charged to `effort`.
 */
import { elementEnd, nextTag } from './source.ts'
import type { Effort, Tag } from './source.ts'

/**
 * Where an element that is stepped over ends when whole items stand in it; null when it is not closed, or when the items
 * in it are the next ones of the feed (`<x><title/></item><item></x>`).
 */
export function endAroundItems(text: string, tag: Tag, itemName: string, effort: Effort): number | null {
  // What was simply never closed is behind its item's end.
  if (!isItemNext(text, tag.end, itemName)) return null
  const end = elementEnd(text, tag.name, tag.end, { effort })
  if (end === null) return null
  let depth = 0
  for (let at = tag.end; ;) {
    const one = nextTag(text, at, end.inner)
    if (one === null) break
    at = one.end
    if (one.name !== itemName || one.kind === 'empty') continue
    depth += one.kind === 'open' ? 1 : -1
    if (depth < 0) {
      effort.left -= at - tag.end
      return null
    }
  }
  return depth === 0 ? end.end : null
}

function isItemNext(text: string, from: number, itemName: string): boolean {
  for (let at = from; ;) {
    const tag = nextTag(text, at)
    if (tag === null) return false
    if (tag.name === itemName && tag.kind !== 'empty') return tag.kind === 'open'
    at = tag.end
  }
}

/**
 * Where an item ends that stands in another one, which goes on after it; null when `inner` is simply the next item,
 * because the one before was never ended.
 */
export function endOfInner(text: string, inner: Tag, effort: Effort): number | null {
  for (let at = inner.end; ;) {
    const tag = nextTag(text, at)
    if (tag === null) return null
    at = tag.end
    if (tag.name !== inner.name || tag.kind === 'empty') continue
    effort.left -= at - inner.end
    if (tag.kind === 'open') return null
    const next = nextTag(text, at)
    const goesOn =
      next !== null && (next.kind === 'close' ? next.name === inner.name : next.name !== inner.name)
    return goesOn ? at : null
  }
}
