/**
 * hostCooldowns.ts — hosts that asked to be left alone, in a small file, so that a new start asks none of them.
 *
 * Room:     main/shell.
 * Promises: a file that cannot be read or written costs what it knows, never the start. A cooldown that is longer than the
 *           longest that we grant (the clock was set back, or somebody wrote in the file) is cut to it.
 */
import type { Log } from '../base/log.ts'
import type { HostCooldown, HostCooldowns } from '../model/hostCooldown.ts'
import { readPrivate, replacePrivate } from './privateFile.ts'

export interface HostCooldownsOptions {
  readonly file: string
  readonly now: () => number
  readonly longestMs: number
  readonly log: Log
}

const hostsAtMost = 1000

export function openHostCooldowns({
  file,
  now,
  longestMs,
  log,
}: HostCooldownsOptions): Promise<HostCooldowns> {
  const until = new Map<string, number>()
  for (const [host, time] of read(file)) until.set(host, Math.min(time, now() + longestMs))
  const list = () => [...until].filter(([, time]) => time > now())
  let writing: Promise<void> = Promise.resolve()

  const write = async () => {
    try {
      await replacePrivate(file, JSON.stringify(list()))
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
      log.warn('host cooldowns not kept', { code })
    }
  }

  return Promise.resolve({
    list,
    note: ([host, time]) => {
      until.delete(host)
      until.set(host, time)
      for (const [each, over] of until) if (over <= now() || until.size > hostsAtMost) until.delete(each)
      writing = writing.then(write)
    },
    written: () => writing,
  })
}

function read(file: string): readonly HostCooldown[] {
  try {
    const entries = JSON.parse(readPrivate(file, 1_000_000).toString('utf8')) as unknown
    return Array.isArray(entries) ? entries.filter(isCooldown) : []
  } catch {
    return []
  }
}

function isCooldown(entry: unknown): entry is HostCooldown {
  return Array.isArray(entry) && typeof entry[0] === 'string' && Number.isFinite(entry[1])
}
