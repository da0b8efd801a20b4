/**
 * robots.ts — a site's robots.txt: may this page be fetched, and how slowly. Pure.
 *
 * Room:     main/outlets.
 * Promises: CR, LF and CRLF all end a line; a byte order mark, comments, blanks and unknown lines do no harm; at
 *           most 500 KB and 2,000 rules are read; a pattern is matched without backtracking.
 * Source:   RFC 9309: the longest matching rule decides, allow wins a tie, `*` and `$` are special, the group that
 *           names us counts alone, else `*`. Crawl-delay is no part of it and is honoured all the same.
 */

export interface Robots {
  readonly rules: readonly Rule[]
  /** Milliseconds between two requests; null when it says nothing. */
  readonly delayMs: number | null
}

interface Rule {
  readonly isAllowed: boolean
  /** Path with `*` and a closing `$`. */
  readonly pattern: string
}

export const openToAll: Robots = { rules: [], delayMs: null }
export const closedToAll: Robots = { rules: [{ isAllowed: false, pattern: '/' }], delayMs: null }

const readAtMost = 500 * 1024
const rulesAtMost = 2000

/** @param agent Our product token, as the file may spell it in any case. */
export function readRobots(text: string, agent: string): Robots {
  const ours = agent.toLowerCase()
  const groups: { agents: string[]; rules: Rule[]; delayMs: number | null }[] = []
  let isOpening = false
  for (const line of text
    .replace(/^\ufeff/, '')
    .slice(0, readAtMost)
    .split(/\r\n|\r|\n/)) {
    const [, rawName = '', rawValue = ''] = /^\s*([\w-]+)\s*:\s*(.*)$/.exec(line.replace(/#.*$/, '')) ?? []
    const name = rawName.toLowerCase()
    const value = rawValue.trim()
    if (name === 'user-agent') {
      if (!isOpening) groups.push({ agents: [], rules: [], delayMs: null })
      groups.at(-1)?.agents.push(value.toLowerCase())
      isOpening = true
      continue
    }
    const group = groups.at(-1)
    if (name !== 'allow' && name !== 'disallow' && name !== 'crawl-delay') continue
    isOpening = false
    if (group === undefined || group.rules.length >= rulesAtMost) continue
    if (name === 'crawl-delay') group.delayMs = secondsOf(value) ?? group.delayMs
    // An empty Disallow forbids nothing.
    else if (value !== '') group.rules.push({ isAllowed: name === 'allow', pattern: value })
  }
  const named = groups.filter(({ agents }) => agents.some((each) => each === ours))
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  return {
    rules: chosen.flatMap(({ rules }) => rules),
    delayMs: chosen.map(({ delayMs }) => delayMs).find((delay) => delay !== null) ?? null,
  }
}

/** @param url Absolute http(s). */
export function isAllowed({ rules }: Robots, url: string): boolean {
  const { pathname, search } = new URL(url)
  const path = pathname + search
  const fitting = rules.filter(({ pattern }) => fits(path, pattern))
  const longest = Math.max(-1, ...fitting.map(({ pattern }) => pattern.length))
  const deciding = fitting.filter(({ pattern }) => pattern.length === longest)
  return deciding.length === 0 || deciding.some((rule) => rule.isAllowed)
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

function secondsOf(text: string): number | null {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN
  return Number.isFinite(seconds) ? Math.min(seconds, 86_400) * 1000 : null
}
