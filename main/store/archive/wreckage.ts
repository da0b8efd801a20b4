/**
 * wreckage.ts — what damaged records still show. Nobody vouches for it: it is good for telling the reader what is gone, and
 * for nothing else.
 *
 * Room: main/store/archive. Pure.
 */
import type { StoredHeadline } from '../../model/article.ts'
import type { FeedState } from './feedState.ts'
import type { Gap } from './frames.ts'
import { readRecord } from './records.ts'
import type { ArchiveRecord } from './records.ts'

export interface Wreckage {
  /** Articles of which something is gone. */
  readonly lost: readonly StoredHeadline[]
  /** Damaged records without which nothing is missing. */
  readonly harmless: number
  /** Lines that show nothing of what they were. */
  readonly unreadable: number
}

/** @param state With all that is whole: an article that came or was told of once more is not lost. */
export function sortWreckage(lines: readonly (ArchiveRecord | null)[], state: FeedState): Wreckage {
  const lost = new Map<string, StoredHeadline>()
  let harmless = 0
  let unreadable = 0
  for (const record of lines) {
    if (record?.kind === 'fetched') harmless += 1
    else if (record?.kind !== 'added' && record?.kind !== 'changed') unreadable += 1
    else if (isHereAnyway(record, state)) harmless += 1
    else lost.set(record.headline.id, record.headline)
  }
  return { lost: [...lost.values()], harmless, unreadable }
}

type WithHeadline = Extract<ArchiveRecord, { kind: 'added' | 'changed' }>

function isHereAnyway({ kind, headline }: WithHeadline, { headlines, deleted }: FeedState): boolean {
  const now = headlines.get(headline.id) ?? deleted.get(headline.id)?.headline
  if (now === undefined) return false
  // Empty: it was told before, and its outlet was asked for it.
  return kind === 'added' || now.contentHash === headline.contentHash || now.contentHash === ''
}

/** Each line of the gaps as the record that it looks like; null where it looks like none. */
export function recordsInGaps(bytes: Buffer, gaps: readonly Gap[]): readonly (ArchiveRecord | null)[] {
  return gaps.flatMap(({ from, to }) => {
    const records: (ArchiveRecord | null)[] = []
    for (let at = from; at < to;) {
      const lineEnd = bytes.indexOf(10, at)
      const end = lineEnd === -1 || lineEnd > to ? to : lineEnd
      records.push(recordIn(bytes.subarray(at, end)))
      at = end + 1
    }
    return records
  })
}

/** `length sum number payload`, whichever of them is damaged. */
function recordIn(line: Buffer): ArchiveRecord | null {
  const start = line.indexOf('["')
  const tab = line.indexOf(9)
  if (start === -1 || start > 64 || (tab !== -1 && tab < start)) return null
  try {
    return readRecord(JSON.parse(line.toString('utf8', start, tab === -1 ? line.length : tab)))
  } catch {
    return null
  }
}
