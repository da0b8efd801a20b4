/**
 * robotRules.ts — may this page be fetched, by rules that were read (robots.ts). Pure.
 *
 * Room:     main/outlets. Harmless on the main thread.
 * Promises: a pattern is matched without backtracking; 2,000 rules made to be slow cost a tenth of a second for the
 *           longest address.
 * Source:   RFC 9309: the longest matching rule decides, allow wins a tie, `*` and `$` are special.
 */
import type { Robots } from '../model/robots.ts'

export const openToAll: Robots = { rules: [], delayMs: null }
export const closedToAll: Robots = { rules: [{ isAllowed: false, pattern: '/' }], delayMs: null }

/** @param url Absolute http(s). */
export function isAllowed({ rules }: Robots, url: string): boolean {
  const { pathname, search } = new URL(url)
  const path = pathname + search
  let longest = -1
  let allowed = true
  for (const rule of rules) {
    const { length } = rule.pattern
    const isDecided = length < longest || (length === longest && allowed)
    if (isDecided || !fits(path, rule.pattern)) continue
    longest = length
    allowed = rule.isAllowed
  }
  return allowed
}

/** Greedy from the left is enough, because `*` takes anything. */
function fits(path: string, pattern: string): boolean {
  const isAnchored = pattern.endsWith('$')
  const pieces = (isAnchored ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...rest] = pieces
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, piece] of rest.entries()) {
    const isLast = index === rest.length - 1
    if (isLast && isAnchored) return path.length - piece.length >= at && path.endsWith(piece)
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return !isAnchored || at === path.length
}
