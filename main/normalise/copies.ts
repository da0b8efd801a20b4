/**
 * copies.ts — the same article twice in one document.
 *
 * Room:     main/normalise. Pure.
 * Promises: what is left out says nothing that what stays does not say: same link, same title, same text; under a guid
 *           of its own also a text that is the beginning of the other's. All others are articles of their own.
 */
import { isDoubtfulGuid, isUsableGuid } from './guids.ts'
import type { Identifiable } from './identity.ts'

/**
 * @returns Which items stay, in the order of the document; of copies the one with the longest text, in the first one's place.
 * Cost:    sorting the texts of items that share guid, link and title.
 */
export function withoutCopies<T extends Identifiable>(items: readonly T[]): readonly T[] {
  const groups = groupsOf(items, ({ guid, link, title }) =>
    JSON.stringify([isUsableGuid(guid) ? guid : null, link, title]),
  )
  const ways = new Map<string | null, number>()
  for (const [{ guid } = nobody] of groups) ways.set(guid, (ways.get(guid) ?? 0) + 1)
  const places = new Map<number, T>()
  for (const group of groups) {
    for (const copies of copiesIn(
      group,
      (guid) => isUsableGuid(guid) && !isDoubtfulGuid(guid) && ways.get(guid) === 1,
    )) {
      const longest = copies.reduce((most, one) => (isFuller(one, most) ? one : most))
      places.set(Math.min(...copies.map(({ index }) => index)), items[longest.index] as T)
    }
  }
  return [...places].sort(([a], [b]) => a - b).map(([, item]) => item)
}

type Numbered = Identifiable & { readonly index: number }
const nobody = { guid: null }

/** The longer text; of equal ones the order of the document decides nothing. */
function isFuller(a: Identifiable, b: Identifiable): boolean {
  return a.text.length > b.text.length || (a.text.length === b.text.length && (a.guid ?? '') > (b.guid ?? ''))
}

/** A guid that stands at one link and one title alone is the article's own: neither date nor the rest of a text makes two. */
function copiesIn(
  group: readonly Numbered[],
  isOwn: (guid: string | null) => boolean,
): readonly Numbered[][] {
  const [first] = group
  if (first === undefined || group.length === 1) return [[...group]]
  if (isOwn(first.guid)) {
    const sorted = [...group].sort((a, b) => a.text.length - b.text.length)
    if (sorted.every(({ text }, at) => at === 0 || text.startsWith(sorted[at - 1]?.text ?? '')))
      return [sorted]
  }
  return groupsOf(
    group,
    ({ text, publishedAt }) => JSON.stringify([publishedAt ?? null, text]),
    ({ index }) => index,
  )
}

function groupsOf<T extends Identifiable>(
  items: readonly T[],
  keyOf: (item: T) => string,
  indexOf: (item: T, at: number) => number = (_, at) => at,
): Numbered[][] {
  const groups = new Map<string, Numbered[]>()
  items.forEach((item, at) => {
    const { guid, link, title, text, publishedAt = null } = item
    const one = { guid, link, title, text, publishedAt, index: indexOf(item, at) }
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  })
  return [...groups.values()]
}
