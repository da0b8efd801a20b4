/**
 * backupProof.ts — whether a backup may take the place of what is here: it comes from outside, and whoever wrote it can seal it. Pure.
 *
 * Room:     main/store.
 * Promises: what is let through has ids that are ids, each once; folders that form a tree; numbers and times that are such;
 *           addresses that lead into the web, without names or passwords in them; and no more of anything than the window can show.
 *           Whatever is not, is told by name. What a reader made with this program passes.
 * Knows:    a folder that is not there is no fault: the papers of a deleted folder that were unfollowed still name it.
 */
import { parseWebUrl } from '../base/urls.ts'
import { findFault, isStrange, longestTitle, titleOf } from './backupScan.ts'
import type { Fault } from './backupScan.ts'
import type { MarkTable } from './markTable.ts'
import { isPlain, readSubscriptions } from './shapes.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'

const most = { feeds: 20_000, folders: 5000, follow: 50, marks: 2_000_000, settings: 500 }
/** Folders in folders. */
const deepest = 50
const longestAddress = 4000
/** As far as a Date goes, in both directions. */
const farthest = 8.64e15

const idShape = /^[\w-]{1,80}$/
/** Papers that are never fetched (main/jobs/importPage.ts, firstStart.ts). */
const ownAddress = /^kawaraban:[a-z-]{1,40}$/
const proxyAddress = /^(?:https?|socks5):\/\/[^@/\s\\?#]{1,300}$/
const misshapen: Fault = { why: 'wrong-shape', where: null }

type Facts = Readonly<Record<string, unknown>>

/** As they were parsed, before anybody believes their shape. */
export function proveSubscriptions(data: unknown): Fault | null {
  if (!isPlain(data)) return misshapen
  const { feeds, folders } = data
  if (!Array.isArray(feeds) || !Array.isArray(folders)) return misshapen
  if (feeds.length > most.feeds || folders.length > most.folders) return { why: 'too-many', where: null }
  const nodes: readonly unknown[] = [...(feeds as unknown[]), ...(folders as unknown[])]
  if (!nodes.every(isPlain)) return misshapen
  return (
    findFault(data) ??
    proveNodes(nodes) ??
    firstFault(feeds as Facts[], proveFeed) ??
    proveTree(folders as Facts[]) ??
    (readSubscriptions(data) === null ? misshapen : null)
  )
}

export function proveSettings(data: unknown): Fault | null {
  if (!isPlain(data)) return misshapen
  if (Object.keys(data).length > most.settings) return { why: 'too-many', where: null }
  const fault = findFault(data)
  const proxy = data['proxy'] ?? null
  if (fault !== null || proxy === null) return fault
  const isProxy = typeof proxy === 'string' && proxyAddress.test(proxy) && URL.canParse(proxy)
  return isProxy ? null : { why: 'bad-address', where: null }
}

export async function proveMarks(marks: MarkTable): Promise<Fault | null> {
  if (marks.size() > most.marks) return { why: 'too-many', where: null }
  const yieldNow = yieldToLoop()
  for (const [id, mark] of marks.entries()) {
    if (!idShape.test(id)) return { why: 'bad-id', where: null }
    for (const [name, value] of Object.entries(mark)) {
      if (isStrange(name)) return { why: 'strange-name', where: null }
      if (!isTime(value)) return { why: 'bad-number', where: null }
    }
    const pause = yieldNow()
    if (pause !== null) await pause
  }
  return null
}

export function isTime(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= farthest
}

function firstFault<T>(all: readonly T[], find: (one: T) => Fault | null): Fault | null {
  for (const one of all) {
    const fault = find(one)
    if (fault !== null) return fault
  }
  return null
}

/** Papers and folders: one tree, one set of ids. */
function proveNodes(nodes: readonly Facts[]): Fault | null {
  const seen = new Set<unknown>()
  return firstFault(nodes, (node) => {
    const where = titleOf(node)
    const { id, position } = node
    if (!isId(id) || !isIdOrNone(node['folderId']) || !isIdOrNone(node['parentId']))
      return { why: 'bad-id', where }
    if (seen.has(id)) return { why: 'same-id', where }
    seen.add(id)
    const isTooLong = [node['title'], node['name'], node['ownTitle']].some(
      (title) => typeof title === 'string' && title.length > longestTitle,
    )
    if (isTooLong) return { why: 'too-long', where }
    return typeof position === 'number' ? null : { why: 'bad-number', where }
  })
}

function proveFeed(feed: Facts): Fault | null {
  const where = titleOf(feed)
  const { url, siteUrl, iconUrl, follow, addedAt, unfollowedAt } = feed
  if (!isTime(addedAt) || !(isNone(unfollowedAt) || isTime(unfollowedAt))) return { why: 'bad-number', where }
  if (!Array.isArray(follow)) return { why: 'wrong-shape', where }
  if (follow.length > most.follow) return { why: 'too-many', where }
  const links = (follow as unknown[]).map((link) => (isPlain(link) ? link['url'] : null))
  const own = typeof url === 'string' && ownAddress.test(url) ? [] : [url]
  const perhaps = [siteUrl, iconUrl].filter((address) => !isNone(address))
  return firstFault([...own, ...perhaps, ...links], (address) => proveAddress(address, where))
}

function proveAddress(address: unknown, where: string | null): Fault | null {
  if (typeof address !== 'string') return { why: 'bad-address', where }
  if (address.length > longestAddress) return { why: 'too-long', where }
  const url = parseWebUrl(address)
  if (url === null) return { why: 'bad-address', where }
  return url.username === '' && url.password === '' ? null : { why: 'password', where }
}

/** Every folder is reached from the top, or from one that is not there. Cost: each folder is passed twice at most. */
function proveTree(folders: readonly Facts[]): Fault | null {
  const parents = new Map<unknown, unknown>(folders.map(({ id, parentId }) => [id, parentId]))
  const depths = new Map<unknown, number>()
  return firstFault(folders, (folder) => {
    const way = new Set<unknown>()
    let at: unknown = folder['id']
    for (; parents.has(at) && !depths.has(at); at = parents.get(at)) {
      if (way.has(at)) return { why: 'folder-loop', where: titleOf(folder) }
      way.add(at)
    }
    let depth = depths.get(at) ?? 0
    for (const each of [...way].reverse()) depths.set(each, (depth += 1))
    return depth > deepest ? { why: 'too-deep', where: titleOf(folder) } : null
  })
}

function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && idShape.test(value)
}

function isIdOrNone(value: unknown): boolean {
  return isNone(value) || isId(value)
}
