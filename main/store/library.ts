/**
 * library.ts — everything stored, opened once.
 *
 * Room:     main/store. The door of the room: other rooms call openLibrary and see main/model/library.ts.
 * Promises: one program per folder; user/ is read and proved before this answers, the cache comes after and never
 *           holds it up; losing the cache never touches user/.
 * Reads:    the layout of docs/notes/the-library-on-disk.md.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { openArchive } from './archive/archive.ts'
import { makeChangeFeed } from './changeFeed/changeFeed.ts'
import { makeChangeStream, makeTails } from './changeFeed/changeStream.ts'
import { isStateOf } from './changeFeed/feedStates.ts'
import { domainChangeOf } from './changeFeed/userChanges.ts'
import { makeArticles } from './articles.ts'
import { subscriptionsChange } from './changes.ts'
import { makeTellDamage } from './damage.ts'
import { openDeleted } from './deleted.ts'
import { groupOf } from './recordGroups.ts'
import { openMigration } from './migration/migration.ts'
import { moveHere } from './migration/moveLibrary.ts'
import { dropOldForm } from './migration/oldForm.ts'
import type { MoveLibrary } from '../model/migration.ts'
import { openFetchRecords } from './fetchRecords.ts'
import { diskFiles } from './files.ts'
import type { Files } from './files.ts'
import { keepStartupRows, readStartupRows } from './startupRows.ts'
import { acquireLock } from './lock.ts'
import type { Lock, Processes } from './lock.ts'
import { makeMarks } from './marks.ts'
import { pathsOf } from './paths.ts'
import { openPictures } from './pictures.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { makeBackups } from './reserves.ts'
import { makeTender } from './tender.ts'
import { measureDiskUsage } from './diskUsage.ts'
import { settingsOf } from './settings.ts'
import { sweepCacheFolders, sweepUserFolders } from './sweep.ts'
import type { Library } from '../model/library.ts'
import { openUserStore } from './userStore.ts'
import type { Door, UserStore } from './userStore.ts'

export interface LibraryOptions {
  /** Absolute; made when it is not there. */
  readonly folder: string
  readonly log: Log
  readonly clock: Clock
  /** Loading of headlines waits for this, so that the window may come first; default: at once. */
  readonly headlinesAfter?: Promise<unknown>
  /** Tests put their own in. */
  readonly files?: Files
  readonly processes?: Processes
  readonly after?: (ms: Millis, run: () => void) => () => void
  /** Brings what an older version kept into the archive; default: in this thread. */
  readonly move?: MoveLibrary
}

/**
 * Opens the library, or makes an empty one.
 *
 * @returns `refused` when another living program has it open; `store-write` when there is no folder and none can be made.
 *          Damage is no failure: it is repaired, and told in `trouble`. A folder that is there and cannot be written to
 *          is opened for reading, and told in `health`.
 * Cost:    reads user/ (milliseconds); headlines follow, see `headlinesReady`.
 */
export async function openLibrary(options: LibraryOptions): Promise<Outcome<Library>> {
  const { folder, log, clock, files = diskFiles, after = afterTimeout } = options
  const place: Place = { folder, paths: pathsOf(folder), files, clock, log, trouble: [], after }
  const enter = () => enterLibrary(place, options.processes)
  const entered = await enter()
  if (!entered.ok && (entered.failure.kind === 'refused' || !files.isThere(place.paths.user))) return entered
  try {
    return ok(await openParts(place, enter, entered, options))
  } catch (error) {
    log.error('the library could not be opened', error)
    if (entered.ok) await entered.value.release()
    return fail({ kind: 'refused', request: 'library', why: 'it could not be read' })
  }
}

/** Makes the folders, takes the lock, and takes away what crashed runs left. */
async function enterLibrary(place: Place, processes?: Processes): Promise<Outcome<Lock>> {
  const { files, paths } = place
  try {
    const needed = [paths.user, paths.backups, paths.archive, paths.cache, paths.pictures]
    const perhaps = [paths.quarantine, paths.deleted].filter(files.isThere)
    for (const each of [place.folder, ...needed, ...perhaps]) await files.makeFolder(each)
    const lock = await acquireLock(place, processes)
    if (lock.ok) await sweepUserFolders(place)
    return lock
  } catch (error) {
    return writeFailure(place, place.folder, error)
  }
}

async function openParts(
  place: Place,
  enter: Door['enter'],
  entered: Outcome<Lock>,
  { headlinesAfter = Promise.resolve(), move = moveHere(place) }: LibraryOptions,
): Promise<Library> {
  const feed = makeChangeFeed(place.log)
  const tails = makeTails()
  const takeIn = () => {
    marks.replaced()
    settingsNow = settingsOf(user.data().settings)
  }
  /** Read once more from the disk, after trouble. */
  const onReplaced = () => {
    takeIn()
    feed.append({ kind: 'replaced' })
  }
  const onChange: Door['onChange'] = (before, change) => {
    const told = domainChangeOf(before, change)
    return () => {
      if (change.part === 'all') takeIn()
      else settingsNow = settingsOf(user.data().settings)
      if (told !== null) feed.append(told)
    }
  }
  const user: UserStore = await openUserStore(place, { enter, onReplaced, onChange }, entered)
  const [fetchRecords, startupRows] = await Promise.all([openFetchRecords(place), readStartupRows(place)])
  let settingsNow = settingsOf(user.data().settings)
  const marks = makeMarks(user, (id) => archive.find(id)?.feedId ?? null)
  const backups = makeBackups(place, user, takeIn)

  const paperOf = (feedId: FeedId) => {
    const feed = user.data().subscriptions.feeds.find(({ id }) => id === feedId)
    return feed?.ownTitle ?? feed?.name ?? feedId
  }
  const tellDamage = makeTellDamage(place, paperOf, user.tellAgain)
  const wantAllPictures = (feedId: FeedId) => {
    if (fetchRecords.of(feedId).picturesWanted.length === 0) return
    const groups = new Set(archive.of(feedId).map(({ record }) => groupOf(record)))
    fetchRecords.change(feedId, { picturesWanted: [...groups].filter((group) => group >= 0) })
  }
  let hasLoss = false
  const migration = openMigration(
    place,
    {
      move,
      closedBy: user.closedBy,
      isMarked: (id) => isDeleted(id),
      paperOf,
      onLoss: (feedId, { part, ...loss }) => {
        tellDamage(feedId, part, { ...loss, titles: [] })
      },
      onWanted: (feedId, picturesWanted) => {
        fetchRecords.change(feedId, { picturesWanted })
      },
      settle: async (before) => {
        await archive.ready
        for (const feedId of before) wantAllPictures(feedId)
        await fetchRecords.flush()
      },
      onNews: user.tellAgain,
    },
    headlinesAfter,
  )
  const archive = openArchive(
    place,
    {
      barredBy: migration.barredBy,
      onLoss: (...loss) => {
        hasLoss = true
        tellDamage(...loss)
      },
      onChange: feed.append,
      onRecords: tails.note,
    },
    migration.settled.then(() => headlinesAfter),
  )
  const isDeleted = (id: ArticleId) => marks.of(id)?.removed !== undefined
  const articles = makeArticles(archive, place.clock.now, isDeleted)
  const deleted = openDeleted(archive, articles)
  const pictures = openPictures(place, () => settingsNow.pictureRoomMb * 1024 * 1024)
  const swept = sweepCacheFolders(place).catch((error: unknown) => {
    place.log.error('old temporary files could not be removed', error)
  })

  return {
    folder: place.folder,
    trouble: place.trouble,

    subscriptions: () => user.data().subscriptions,
    changeSubscriptions: (change) => {
      const now = user.data().subscriptions
      return user.change([subscriptionsChange(now, change(now))])
    },
    settings: () => settingsNow,
    changeSettings: async (change) => {
      const saved = user.change([{ part: 'settings', put: change }])
      settingsNow = settingsOf(user.data().settings)
      const outcome = await saved
      return outcome.ok ? ok(settingsOf(user.data().settings)) : outcome
    },

    markOf: marks.of,
    starred: marks.starred,
    changeMarks: marks.change,
    marksRevision: marks.revision,
    marksRevisionOf: marks.revisionOf,

    headlinesReady: archive.ready,
    headlinesOf: archive.of,
    findHeadline: archive.find,
    headlinesRevision: archive.revision,
    articles,
    deleted,
    removedOf: (feedId) => archive.stones(feedId).values(),
    removals: archive.removals,
    syncArticles: archive.sync,
    lookAfter: archive.look,

    fetchRecord: (feedId) => ({ ...fetchRecords.of(feedId), ...archive.validators(feedId) }),
    changeFetchRecord: (feedId, change) => {
      const { etag, lastModified, bodyHash, ...times } = change
      const now = archive.validators(feedId)
      if (etag !== undefined || lastModified !== undefined || bodyHash !== undefined)
        archive.setValidators(feedId, {
          etag: etag === undefined ? now.etag : etag,
          lastModified: lastModified === undefined ? now.lastModified : lastModified,
          bodyHash: bodyHash ?? now.bodyHash,
        })
      fetchRecords.change(feedId, times)
      if (isStateOf(change)) feed.append({ kind: 'feed-states', feedIds: [feedId] })
    },
    changes: makeChangeStream(feed, tails, archive, user),

    startupRows: () => startupRows,
    keepStartupRows: (page) => keepStartupRows(place, page),

    pictures,
    tender: makeTender(place, archive),
    moving: migration.progress,
    dropOldForm: (now) => {
      const mark = migration.markAtStart()
      const isProved =
        mark !== null && !hasLoss && migration.isWhole() && user.closedBy() === null && archive.isOpen()
      return isProved ? dropOldForm(place, mark, now) : Promise.resolve(ok(false))
    },
    health: user.now,
    onHealth: user.listen,
    beginAnew: user.beginAnew,
    diskUsage: async () => measureDiskUsage(place, await deleted.list()),
    tryAgain: user.tryAgain,
    ...backups,
    close: async () => {
      migration.stop()
      await archive.ready.catch(() => undefined)
      await migration.finished
      await deleted.idle()
      await swept
      await archive.close()
      await pictures.ready
      await fetchRecords.flush()
      await user.close()
    },
  }
}

function afterTimeout(ms: Millis, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  // Nobody waits for a program to end because something is to be written some time: `close` writes it.
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}
