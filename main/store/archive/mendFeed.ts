/**
 * mendFeed.ts — what a check found in a feed's files is mended, as far as it can be.
 *
 * Room:     main/store/archive. In the feed's turn.
 * Promises: - what the window shows and what the records say is the same afterwards, also for a start without a snapshot.
 *           - damaged segments are put aside with their whole records kept. A text that is lost leaves its article, which is asked
 *             for again; earlier versions that are whole stay.
 * Knows:    after damage the window knows more than the records: what it shows is written once more. Without damage the
 *           records are right, and what the window knows besides is kept all the same.
 */
import { join } from 'node:path'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { StoredHeadline } from '../../model/article.ts'
import type { FeedFindings, FeedRepair } from '../../model/libraryCheck.ts'
import { replaceFile } from '../atomic.ts'
import type { Place } from '../place.ts'
import type { FeedParts } from './archive.ts'
import { noValidators } from './feedState.ts'
import type { FeedState } from './feedState.ts'
import { readRecords } from './readRecords.ts'
import type { ArchiveRecord } from './records.ts'
import { putDamagedAside, writeAnew } from './repair.ts'
import { recordsBetween } from './sameState.ts'
import { indexName, indexText } from './segmentIndex.ts'

/** @throws Node's error; what was mended until then stays mended. */
export async function mendFeed(
  place: Place,
  feedId: FeedId,
  parts: FeedParts,
  found: FeedFindings,
): Promise<FeedRepair> {
  const { log, commit, state } = parts
  const folder = place.paths.feedArchive(feedId)
  const filesOf = { files: place.files, folder, pathOf: log.pathOf }
  await log.sync()
  let aside = 0
  for (const { from } of [...log.segments()])
    if (found.damaged.includes(from) && (await putDamagedAside(place, feedId, log, from))) aside += 1
  const gapped = (await readRecords(filesOf)).segments.filter(
    ({ isAfterGap, isDamaged }) => isAfterGap && !isDamaged,
  )
  for (const { from } of gapped) await writeAnew(place, feedId, log, from)
  const before = await readRecords(filesOf)

  const isLost = found.damaged.length + found.missing > 0 || found.texts !== null
  const right = isLost ? state : withAllOf(before.state, state)
  // The last record may be one of those that are missing.
  if (isLost) log.leaveGap()
  const records = [...recordsBetween(right, before.state), ...recordsBetween(right, state)]
  await commit(records.map((record) => ({ record, text: null })))

  const lacks = (seq: number) => seq >= 0 && !before.texts.has(seq)
  const shorter = withoutLost(state, lacks)
  await commit(shorter.map((record) => ({ record, text: null })))
  const asked = [...state.headlines.values()].filter(({ record }) => lacks(record)).map(({ id }) => id)
  if (asked.length > 0) await parts.forgetTexts(asked)
  else if (isLost) await commit([{ record: { kind: 'fetched', validators: noValidators }, text: null }])

  for (const { from, bytes, places } of before.segments.slice(0, -1)) {
    const isWrittenAnew = found.damaged.includes(from) || gapped.some((segment) => segment.from === from)
    if (!isWrittenAnew && !found.indexes.includes(from)) continue
    const text = Buffer.from(indexText({ bytes, places: new Map(places) }))
    await log.replace(from, bytes, () =>
      replaceFile(place.files, join(folder, indexName(from)), text, { isDurable: false }),
    )
  }
  await parts.writeSnapshot()
  return {
    aside,
    asked: asked.length,
    indexes: found.indexes.length,
    isSnapshotNew: found.snapshot === 'wrong',
  }
}

/** `right`, with the articles that only `other` knows. */
function withAllOf(right: FeedState, other: FeedState): FeedState {
  const only = [...other.headlines].filter(([id]) => !right.deleted.has(id))
  return { ...right, headlines: new Map([...only, ...right.headlines]) }
}

/** Earlier versions and pages that are lost are not named any more, nor the text of what the reader deleted. */
function withoutLost(
  { headlines, deleted }: FeedState,
  lacks: (seq: number) => boolean,
): readonly ArchiveRecord[] {
  const records: ArchiveRecord[] = []
  for (const headline of headlines.values()) {
    const shorter = shortened(headline, lacks)
    if (shorter !== headline) records.push({ kind: 'headline', headline: shorter })
  }
  for (const { headline, ...facts } of deleted.values()) {
    const shorter = shortened(headline, lacks)
    const without = lacks(shorter.record) ? { ...shorter, record: -1, contentHash: '' } : shorter
    if (without !== headline) records.push({ kind: 'deleted', facts, headline: without })
  }
  return records
}

function shortened(headline: StoredHeadline, lacks: (seq: number) => boolean): StoredHeadline {
  const { versions = [], page, ...rest } = headline
  const left = versions.filter((seq) => !lacks(seq))
  const isPageLost = page !== undefined && lacks(page)
  if (left.length === versions.length && !isPageLost) return headline
  return {
    ...rest,
    ...(left.length === 0 ? {} : { versions: left }),
    ...(page === undefined || isPageLost ? {} : { page }),
  }
}
