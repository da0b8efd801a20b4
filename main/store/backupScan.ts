/**
 * backupScan.ts — what may stand in no backup, wherever it stands: depths, lengths, numbers, names, passwords. Pure.
 *
 * Room:     main/store. For backupProof.ts, which knows what the parts mean.
 */
import type { BackupFault } from '../../preload/contract/failure.ts'
import { isPlain } from './shapes.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

export interface Fault {
  readonly why: BackupFault
  /** The title of what it was found in. */
  readonly where: string | null
}

/** What a list may hold at most; of the library's own lists backupProof.ts knows. */
const listedAtMost = 50_000
const longestText = 10_000
export const longestTitle = 1000
/** Brackets in brackets: JSON of ours never has so many. */
const deepest = 40
const strangeNames = new Set(['__proto__', 'constructor', 'prototype'])

/** How deep brackets lie in brackets, without building anything. Cost: a step a byte, with pauses. */
export async function isTooDeep(json: Uint8Array): Promise<boolean> {
  const yieldNow = yieldToLoop()
  let depth = 0
  let isText = false
  for (let at = 0; at < json.length; at += 1) {
    if ((at & 0xfffff) === 0xfffff) await yieldNow()
    const one = json[at]
    if (isText) {
      if (one === 0x5c) at += 1
      else if (one === 0x22) isText = false
    } else if (one === 0x22) isText = true
    else if (one === 0x7b || one === 0x5b) {
      depth += 1
      if (depth > deepest) return true
    } else if (one === 0x7d || one === 0x5d) depth -= 1
  }
  return false
}

/** The first fault in anything at all that `isTooDeep` has let through. */
export function findFault(value: unknown, where: string | null = null): Fault | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : { why: 'bad-number', where }
  if (typeof value === 'string') {
    if (value.length > longestText) return { why: 'too-long', where }
    return hasPassword(value) ? { why: 'password', where } : null
  }
  if (typeof value !== 'object' || value === null) return null
  return Array.isArray(value) ? findFaultInList(value, where) : findFaultInFacts(value, where)
}

function findFaultInList(list: readonly unknown[], where: string | null): Fault | null {
  if (list.length > listedAtMost) return { why: 'too-many', where }
  for (const each of list) {
    const fault = findFault(each, titleOf(each) ?? where)
    if (fault !== null) return fault
  }
  return null
}

function findFaultInFacts(facts: object, where: string | null): Fault | null {
  for (const [name, each] of Object.entries(facts)) {
    if (isStrange(name)) return { why: 'strange-name', where }
    if (name.length > longestTitle) return { why: 'too-long', where }
    const fault = findFault(each, where)
    if (fault !== null) return fault
  }
  return null
}

/** `JSON.parse` makes a fact of such a name, and copying that fact may change every object of the program. */
export function isStrange(name: string): boolean {
  return strangeNames.has(name)
}

export function titleOf(node: unknown): string | null {
  if (!isPlain(node)) return null
  const found = [node['ownTitle'], node['title'], node['name']].find(
    (each): each is string => typeof each === 'string' && each !== '',
  )
  return found?.slice(0, 80) ?? null
}

function hasPassword(text: string): boolean {
  if (!text.includes('@') || !/^\s*[a-z][a-z0-9+.-]{0,20}:/i.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username !== '' || password !== ''
}
