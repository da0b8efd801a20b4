/**
 * retentionPolicy.ts — which articles a rule lets go. Pure; the clock comes in as an argument.
 *
 * Promises: everything is kept unless the reader chose a rule for the outlet; what is unread, starred, tagged or noted
 *           is kept whatever the rule says. Days pass only as far as outlets' own dates bear the clock out, so a clock
 *           that jumped far ahead takes nothing away.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { ArticleId, KeepRule, Millis } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { DeletedNote } from '../model/deleted.ts'
import type { Mark } from '../model/marks.ts'
import type { StoredFeed } from '../model/subscriptions.ts'

const dayMs = 86_400_000

export const keepAll: KeepRule = { kind: 'all' }

/** The outlet's rule. What another version may have written there and we do not know, keeps everything. */
export function keepRuleOf(feed: Pick<StoredFeed, 'keep'> | null): KeepRule {
  const rule: Partial<Record<string, unknown>> = { ...feed?.keep }
  if (rule['kind'] === 'newest' && isCount(rule['count'])) return { kind: 'newest', count: rule['count'] }
  if (rule['kind'] === 'days' && isCount(rule['days'])) return { kind: 'days', days: rule['days'] }
  return keepAll
}

/**
 * Every mark but "read" says that the reader wants to have the article: a star today, tags and notes when there are any.
 * Without "read" it is unread.
 */
export function isExempt(mark: Mark | null): boolean {
  if (mark?.read === undefined) return true
  return hasWish(mark)
}

/** Starred, tagged or noted. */
export function hasWish(mark: Mark | null): boolean {
  return mark !== null && Object.keys(mark).some((key) => key !== 'read' && key !== 'removed')
}

/**
 * The time by which days are counted: the clock's, but at most a day after the newest date that an outlet gave any article.
 * A clock that is behind, or has never fetched anything that is dated, lets nothing go.
 */
export function believedNow(outlets: Iterable<readonly StoredHeadline[]>, now: Millis): Millis {
  return Math.min(now, newestDate(outlets) + dayMs)
}

/**
 * The newest date that an outlet gave any article; -Infinity for none.
 *
 * Knows: a date beyond its own arrival says nothing about the present: outlets announce things.
 */
export function newestDate(outlets: Iterable<readonly StoredHeadline[]>): Millis {
  let newest = Number.NEGATIVE_INFINITY
  for (const headlines of outlets) {
    for (const { publishedAt, arrivedAt } of headlines) {
      if (publishedAt !== null && publishedAt > newest && publishedAt <= arrivedAt + dayMs)
        newest = publishedAt
    }
  }
  return newest
}

/** How long, and how much, lies among the deleted articles. */
export const keptDeleted = { ms: 30 * dayMs, bytes: 200 * 1024 * 1024 } as const

/**
 * Deleted articles that go for good: the old ones, then the oldest of too many.
 *
 * @param notes Newest first.
 * @param now   As believed.
 */
export function beyondDeleted(notes: readonly DeletedNote[], now: Millis): readonly DeletedNote[] {
  let bytes = 0
  return notes.filter((note) => {
    bytes += note.bytes
    return now - note.deletedAt >= keptDeleted.ms || bytes > keptDeleted.bytes
  })
}

export interface RuleFacts {
  /** All of one outlet, newest first. */
  readonly headlines: readonly StoredHeadline[]
  readonly rule: KeepRule
  readonly markOf: (id: ArticleId) => Mark | null
  /** As believed. */
  readonly now: Millis
  /** The article on screen stays until the reader has gone on. */
  readonly openId: ArticleId | null
}

/** Articles beyond the rule. Exempt ones count among the newest, and stay. */
export function beyondRule({ headlines, rule, markOf, now, openId }: RuleFacts): readonly ArticleId[] {
  if (rule.kind === 'all') return []
  const isBeyond = beyond(rule, now)
  return headlines
    .filter((headline, index) => {
      const { id } = headline
      return isBeyond(index, headline) && id !== openId && !isExempt(markOf(id))
    })
    .map(({ id }) => id)
}

function beyond(rule: KeepRule, now: Millis): (index: number, headline: StoredHeadline) => boolean {
  switch (rule.kind) {
    case 'all':
      return () => false
    case 'newest':
      return (index) => index >= rule.count
    case 'days':
      return (_index, headline) => ageDate(headline, now) < now - rule.days * dayMs
    default:
      return unreachable(rule)
  }
}

/** What arrived while the clock was behind is sorted by that; its outlet's date is the better one. */
function ageDate({ sortedAt, publishedAt }: StoredHeadline, now: Millis): Millis {
  return publishedAt === null || publishedAt > now ? sortedAt : Math.max(sortedAt, publishedAt)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0
}
