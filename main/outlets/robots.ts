/**
 * robots.ts — a site's robots.txt, read. Pure.
 *
 * Room:     main/outlets. Runs in a worker thread; what it finds is judged by (robotRules.ts).
 * Promises: CR, LF and CRLF all end a line; a byte order mark, comments, blanks and unknown lines do no harm; at
 *           most 500 KB and 2,000 rules are read, each character once.
 * Source:   RFC 9309: the group that names us counts alone, else `*`. Crawl-delay is no part of it and is honoured all
 *           the same.
 */
import type { Robots, RobotsInput, Rule } from '../model/robots.ts'

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delayMs: number | null
}

const readAtMost = 500 * 1024
const rulesAtMost = 2000
/** No address of ours is longer (base/urls.ts). */
const longestPattern = 4000

export function readRobots({ bytes, agent }: RobotsInput): Robots {
  return readRobotsText(new TextDecoder().decode(bytes), agent)
}

export function readRobotsText(text: string, agent: string): Robots {
  const ours = agent.toLowerCase()
  const groups = groupsIn(text.slice(0, readAtMost))
  const named = groups.filter(({ agents }) => agents.includes(ours))
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))
  return {
    rules: chosen.flatMap(({ rules }) => rules).slice(0, rulesAtMost),
    delayMs: chosen.map(({ delayMs }) => delayMs).find((delay) => delay !== null) ?? null,
  }
}

function groupsIn(text: string): readonly Group[] {
  const groups: Group[] = []
  let isOpening = false
  for (const line of text.split(/\r\n|\r|\n/)) {
    const said = fieldIn(line)
    if (said === null) continue
    const { name, value } = said
    if (name === 'user-agent') {
      if (!isOpening) groups.push({ agents: [], rules: [], delayMs: null })
      groups.at(-1)?.agents.push(value.toLowerCase())
      isOpening = true
      continue
    }
    if (name !== 'allow' && name !== 'disallow' && name !== 'crawl-delay') continue
    isOpening = false
    const group = groups.at(-1)
    if (group === undefined || group.rules.length >= rulesAtMost) continue
    if (name === 'crawl-delay') group.delayMs = secondsOf(value) ?? group.delayMs
    // An empty Disallow forbids nothing.
    else if (value !== '' && value.length <= longestPattern)
      group.rules.push({ isAllowed: name === 'allow', pattern: value })
  }
  return groups
}

/** `Name: value # comment`; null for any other line. */
function fieldIn(line: string): { readonly name: string; readonly value: string } | null {
  const comment = line.indexOf('#')
  const said = comment < 0 ? line : line.slice(0, comment)
  const colon = said.indexOf(':')
  if (colon < 0) return null
  return { name: said.slice(0, colon).trim().toLowerCase(), value: said.slice(colon + 1).trim() }
}

function secondsOf(text: string): number | null {
  const seconds = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN
  return Number.isFinite(seconds) ? Math.min(seconds, 86_400) * 1000 : null
}
