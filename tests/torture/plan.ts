/**
 * plan.ts — what a victim changes, numbered, and how to see from a library which of it is there.
 *
 * Change n is a mark, every tenth a setting, every tenth a feed, and now and then 1,500 marks at once, so that the journal
 * grows past its megabyte. From n alone everything about the change follows, so victim and judge need not talk.
 */
import type { Library } from '../../main/model/library.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import { aFeed } from '../helpers/library.ts'

export type Kind = 'mark' | 'marks' | 'setting' | 'feed'
const manyMarks = 1500
const feeds = 20

export function kindOf(n: number): Kind {
  if (n % 10 === 3) return 'setting'
  if (n % 10 === 7) return 'feed'
  return n % 50 === 1 ? 'marks' : 'mark'
}

export async function makeChange(library: Library, n: number): Promise<boolean> {
  const mark = (id: string) => [id as ArticleId, { read: n }] as const
  switch (kindOf(n)) {
    case 'mark':
      return (await library.changeMarks([mark(`m${String(n)}`)])).ok
    case 'marks':
      return (
        await library.changeMarks(
          Array.from({ length: manyMarks }, (_, k) => mark(`b${String(n)}-${String(k)}`)),
        )
      ).ok
    case 'setting':
      return (await library.changeSettings({ closedFolders: [`s${String(n)}`] })).ok
    case 'feed': {
      const id = feedOf(n)
      const feed = aFeed({ id, name: `n${String(n)}` })
      const changed = await library.changeSubscriptions((now) => ({
        ...now,
        feeds: [...now.feeds.filter((each) => each.id !== id), feed],
      }))
      return changed.ok
    }
  }
}

const feedOf = (n: number) => `f${String(Math.floor(n / 10) % feeds)}` as FeedId

/**
 * What is wrong with a library in which `acknowledged` changes were acknowledged and none after `asked` was asked for.
 *
 * @returns sentences; none when every acknowledged change is there and nothing is there that nobody asked for.
 */
export function judge(library: Library, acknowledged: readonly number[], asked: number): readonly string[] {
  const wrong: string[] = []
  const read = (id: string) => library.markOf(id as ArticleId)?.read ?? null
  const setting = Number(library.settings().closedFolders[0]?.slice(1) ?? -1)
  const names = new Map(library.subscriptions().feeds.map((feed) => [feed.id, Number(feed.name.slice(1))]))
  const isThere = (n: number): boolean => {
    switch (kindOf(n)) {
      case 'mark':
        return read(`m${String(n)}`) === n
      case 'marks':
        return [0, manyMarks - 1].every((k) => read(`b${String(n)}-${String(k)}`) === n)
      // A later one may have taken its place.
      case 'setting':
        return setting >= n
      case 'feed':
        return (names.get(feedOf(n)) ?? -1) >= n
    }
  }
  for (const n of acknowledged) if (!isThere(n)) wrong.push(`acknowledged change ${String(n)} is lost`)
  for (let n = asked + 1; n < asked + 60; n += 1) {
    if (kindOf(n).startsWith('mark') && isThere(n)) wrong.push(`change ${String(n)} was never asked for`)
  }
  if (setting > asked || [...names.values()].some((n) => n > asked)) wrong.push('a value was never asked for')
  return wrong
}

/** How many changes from the first on are there, for a victim that made one after the other. */
export function lengthOf(library: Library, last: number): number {
  const all = Array.from({ length: last + 1 }, (_, n) => n)
  const firstMissing = all.find((n) => judge(library, [n], Number.MAX_SAFE_INTEGER - 100).length > 0)
  return firstMissing ?? last + 1
}
