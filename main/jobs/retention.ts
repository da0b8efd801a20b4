/**
 * retention.ts — which articles a rule lets go. Pure; the clock comes in as an argument.
 *
 * Promises: everything is kept unless the reader chose a rule for the outlet; what is unread, starred, tagged or noted
 *           is kept whatever the rule says.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { ArticleId, KeepRule, Millis } from '../../preload/contract/model.ts'
import type { StoredHeadline } from '../normalise/types.ts'
import type { Mark, StoredFeed } from '../store/types.ts'

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

export interface Keeping {
  /** All of one outlet, newest first. */
  readonly headlines: readonly StoredHeadline[]
  readonly rule: KeepRule
  readonly markOf: (id: ArticleId) => Mark | null
  readonly now: Millis
  /** The article on screen stays until the reader has gone on. */
  readonly openId: ArticleId | null
}

/** Articles beyond the rule. Exempt ones count among the newest, and stay. */
export function beyondRule({ headlines, rule, markOf, now, openId }: Keeping): readonly ArticleId[] {
  if (rule.kind === 'all') return []
  const isBeyond = beyond(rule, now)
  return headlines
    .filter(({ id, sortedAt }, index) => isBeyond(index, sortedAt) && id !== openId && !isExempt(markOf(id)))
    .map(({ id }) => id)
}

function beyond(rule: KeepRule, now: Millis): (index: number, sortedAt: Millis) => boolean {
  switch (rule.kind) {
    case 'all':
      return () => false
    case 'newest':
      return (index) => index >= rule.count
    case 'days':
      return (_index, sortedAt) => sortedAt < now - rule.days * dayMs
    default:
      return unreachable(rule)
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0
}
