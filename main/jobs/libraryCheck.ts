/**
 * libraryCheck.ts — "Check my library": looks at every record and picture, says what is damaged, and mends it when the reader wishes.
 *
 * Room:     main/jobs. What is looked at and mended is main/store's; the looking is done in a thread.
 * Promises: one check at a time, which goes on when its dialog is closed; the library can be read and changed meanwhile. Nothing
 *           is changed before the reader asked for it. A paper that cannot be mended costs no other.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type {
  DamagedPaper,
  LibraryCheck,
  LibraryReport,
  PaperRepair,
} from '../../preload/contract/libraryCheck.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { LibraryThread } from '../model/archiveTender.ts'
import type { StoredHeadline } from '../model/article.ts'
import type { JobContext } from '../model/jobContext.ts'
import { isFeedSound } from '../model/libraryCheck.ts'
import type { CheckFindings, FeedFindings } from '../model/libraryCheck.ts'

export interface LibraryChecker {
  /** Begins, unless one is under way. */
  readonly start: () => LibraryCheck
  readonly state: () => LibraryCheck
  /** The one under way ends, and has found nothing. */
  readonly stop: () => LibraryCheck
  /** Mends what the last check found. @returns `not-found` when there is none. */
  readonly repair: () => Outcome<LibraryCheck>
  /** Resolves when nothing is being done. */
  readonly idle: () => Promise<void>
}

/** More of one paper are told by their number. */
const titlesAtMost = 20

/** @param alone Runs work on the library's files after all other such work. */
export function makeLibraryChecker(
  { library, log, tell }: Pick<JobContext, 'library' | 'log' | 'tell'>,
  thread: LibraryThread,
  alone: <T>(work: () => Promise<T>) => Promise<T>,
): LibraryChecker {
  let state: LibraryCheck = { phase: 'none' }
  let found: CheckFindings | null = null
  let ending: AbortController | null = null
  let working: Promise<void> = Promise.resolve()

  /** One that was stopped ends later, and says nothing any more. */
  let latest = 0
  const begin = (work: () => Promise<LibraryCheck>) => {
    latest += 1
    const own = latest
    const end = (next: LibraryCheck) => {
      if (own === latest) state = next
    }
    working = alone(work).then(end, (bug: unknown) => {
      log.error('checking the library threw', bug)
      end({ phase: 'none' })
    })
  }

  const check = async (signal: AbortSignal): Promise<LibraryCheck> => {
    await library.headlinesReady
    await library.pictures.ready
    const known = library.tender.sizes().map(({ feedId, cursor }) => ({ feedId, cursor }))
    const checked = await thread.check(
      known,
      ({ done, total }) => {
        if (state.phase === 'checking' && !signal.aborted) state = { phase: 'checking', done, total }
      },
      signal,
    )
    if (signal.aborted) return { phase: 'none' }
    if (!checked.ok) return { phase: 'failed', failure: checked.failure }
    found = checked.value
    if (found === null) return { phase: 'none' }
    const report = reportOf(found)
    log.info('library checked', {
      records: report.records,
      damaged: report.damaged.length,
      pictures: report.damagedPictures,
    })
    return { phase: 'done', report }
  }

  const titleOf = (feedId: FeedId) => {
    const feed = library.subscriptions().feeds.find(({ id }) => id === feedId)
    return feed?.ownTitle ?? feed?.name ?? feedId
  }

  const reportOf = ({ feeds, pictures }: CheckFindings): LibraryReport => ({
    papers: feeds.filter(({ records }) => records > 0).length,
    records: feeds.reduce((sum, { records }) => sum + records, 0),
    bytes: feeds.reduce((sum, { bytes }) => sum + bytes, pictures.bytes),
    pictures: pictures.count,
    damagedPictures: pictures.damaged.length,
    plainPictures: pictures.plain.length,
    damaged: feeds.filter((feed) => !isFeedSound(feed)).map((feed) => damagedPaper(feed)),
    isRepaired: false,
  })

  const damagedPaper = (feed: FeedFindings): DamagedPaper => {
    const lost = lostIn(feed, library.headlinesOf(feed.feedId))
    return {
      feedId: feed.feedId,
      title: titleOf(feed.feedId),
      files: feed.damaged.length,
      records: feed.missing,
      texts: lost.length,
      titles: lost.slice(0, titlesAtMost).map(({ title }) => title),
      notes: feed.indexes.length + (feed.snapshot === 'wrong' ? 1 : 0),
      unread: feed.unread,
      repair: null,
    }
  }

  const mendPaper = async (feed: FeedFindings): Promise<PaperRepair | null> => {
    if (feed.unread !== null) return null
    const mended = await library.tender.mend(feed)
    const nothing = { aside: 0, asked: 0, notes: 0 }
    if (!mended.ok) return { ...nothing, failure: mended.failure }
    if (mended.value === null) return null
    const { aside, asked, indexes, isSnapshotNew } = mended.value
    tell('library:changed', { feedIds: [feed.feedId], newArticles: 0, articles: null })
    return { aside, asked, notes: indexes + (isSnapshotNew ? 1 : 0), failure: null }
  }

  const mend = async (findings: CheckFindings, report: LibraryReport): Promise<LibraryCheck> => {
    const damaged: DamagedPaper[] = []
    for (const paper of report.damaged) {
      state = { phase: 'repairing', done: damaged.length, total: report.damaged.length }
      const feed = findings.feeds.find(({ feedId }) => feedId === paper.feedId)
      damaged.push({ ...paper, repair: feed === undefined ? null : await mendPaper(feed) })
    }
    // Reading one removes it when it is damaged still, or gives it a sum.
    for (const key of [...findings.pictures.damaged, ...findings.pictures.plain])
      await library.pictures.read(key)
    found = null
    return { phase: 'done', report: { ...report, damaged, isRepaired: true } }
  }

  return {
    state: () => state,
    start: () => {
      if (state.phase === 'checking' || state.phase === 'repairing') return state
      const own = new AbortController()
      ending = own
      found = null
      state = { phase: 'checking', done: 0, total: 0 }
      begin(() => check(own.signal))
      return state
    },
    stop: () => {
      if (state.phase === 'checking') {
        ending?.abort()
        state = { phase: 'none' }
      }
      return state
    },
    repair: () => {
      if (state.phase !== 'done' || found === null)
        return fail({ kind: 'refused', request: 'library:repair', why: 'nothing was found' })
      const [findings, { report }] = [found, state]
      state = { phase: 'repairing', done: 0, total: report.damaged.length }
      begin(() => mend(findings, report))
      return ok(state)
    },
    idle: () => working,
  }
}

/** Headlines whose texts were not there when the check looked. Pure. */
export function lostIn(
  { texts, cursor }: FeedFindings,
  headlines: readonly StoredHeadline[],
): readonly StoredHeadline[] {
  if (texts === null) return []
  const held = new Set(texts)
  return headlines.filter(({ record }) => record >= 0 && record <= cursor && !held.has(record))
}
