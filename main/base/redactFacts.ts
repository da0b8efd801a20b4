/**
 * redactFacts.ts — what is private goes out of facts field by field, while it is known where each begins and ends. Pure.
 *
 * Room:     main/base. For the log, and for failures that diagnostics show.
 * Promises: words of a person or an outlet become "…", an address its host; nothing is left of a field that should be an
 *           address and is none. What is no text stays.
 */
import { findAddress, hostOfAddress, hostsOnly } from './hostsOnly.ts'

/** Facts whose values are a person's or an outlet's words. */
const worded = new Set([
  'title',
  'name',
  'text',
  'outlet',
  'outletTitle',
  'paper',
  'search',
  'query',
  'typed',
])
/** Facts whose values are addresses, or files of the library. */
const addressed = new Set([
  'url',
  'to',
  'from',
  'of',
  'origin',
  'base',
  'finalUrl',
  'siteUrl',
  'feedUrl',
  'iconUrl',
  'link',
  'proxy',
])
const ownFile = /^(?:user|backups|cache|quarantine|deleted)(?:\/[\w.+-]{1,200}){1,4}$/
const deepest = 8

/** @param rest What else is to be done with a text; also with the names of facts. */
export function redactFacts(facts: unknown, rest: (text: string) => string = (text) => text): unknown {
  const look = (value: unknown, key: string, depth: number): unknown => {
    if (typeof value === 'string') return rest(redactField(key, value))
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest) return '…'
    if (value instanceof Error) return rest(hostsOnly(value.message))
    if (Array.isArray(value)) return value.map((each) => look(each, key, depth + 1))
    if ('toJSON' in value && typeof value.toJSON === 'function')
      return look((value.toJSON as () => unknown)(), key, depth + 1)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [rest(hostsOnly(name)), look(each, name, depth + 1)]),
    )
  }
  return look(facts, '', 0)
}

function redactField(key: string, value: string): string {
  if (worded.has(key)) return '…'
  if (!addressed.has(key)) return hostsOnly(value)
  const address = value.trim()
  if (address === '' || ownFile.test(address) || /^[a-z]{1,20}$/.test(address)) return address
  return findAddress(address) === 0 ? hostOfAddress(address) : '…'
}
