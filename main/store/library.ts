/**
 * library.ts — everything stored, opened once.
 *
 * Room:     main/store. The door of the room: other rooms call openLibrary and see types.ts.
 * Promises: one program per folder; user/ is read and proved before this answers, the cache comes after and never
 *           holds it up; losing the cache never touches user/.
 * Reads:    the layout of docs/notes/the-library-on-disk.md.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { makeArticles } from './articles.ts'
import { openFetchRecords } from './fetchRecords.ts'
import { diskFiles } from './files.ts'
import type { Files } from './files.ts'
import { keepFront, readFront } from './front.ts'
import { openHeadlines } from './headlines.ts'
import { acquireLock } from './lock.ts'
import type { Processes } from './lock.ts'
import { openMarks } from './marks.ts'
import { pathsOf } from './paths.ts'
import { openPictures } from './pictures.ts'
import { quarantine, writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { readStoredSettings, settingsOf } from './settings.ts'
import { noSubscriptions, readSubscriptions } from './shapes.ts'
import { sweepCacheFolders, sweepUserFolders } from './sweep.ts'
import type { Library } from './types.ts'
import { smallShape } from './userAdapter.ts'
import { openUserFile } from './userFile.ts'

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
}

/**
 * Opens the library, or makes an empty one.
 *
 * @returns `refused` when another living program has it open; `store-write` when the folder cannot be made.
 *          Damage is no failure: it is repaired, and told in `trouble`.
 * Cost:    reads user/ (milliseconds); headlines follow, see `headlinesReady`.
 */
export async function openLibrary(options: LibraryOptions): Promise<Outcome<Library>> {
  const { folder, log, clock, files = diskFiles, after = afterTimeout } = options
  const paths = pathsOf(folder)
  const place: Place = { folder, paths, files, clock, log, trouble: [], after }
  try {
    for (const each of [paths.user, paths.backups, paths.headlines, paths.bodies, paths.pictures]) {
      await files.makeFolder(each)
    }
  } catch (error) {
    return writeFailure(place, folder, error)
  }
  const lock = await acquireLock(place, options.processes)
  if (!lock.ok) return lock
  try {
    return ok(await openParts(place, lock.value.release, options.headlinesAfter ?? Promise.resolve()))
  } catch (error) {
    log.error('the library could not be opened', error)
    await lock.value.release()
    return fail({ kind: 'refused', request: 'library', why: 'it could not be read' })
  }
}

async function openParts(
  place: Place,
  release: () => Promise<void>,
  headlinesAfter: Promise<unknown>,
): Promise<Library> {
  await sweepUserFolders(place)
  const [subscriptions, settings, fetchRecords, front] = await Promise.all([
    openUserFile(place, smallShape('subscriptions', 1, readSubscriptions), noSubscriptions),
    openUserFile(place, smallShape('settings', 1, readStoredSettings), {}),
    openFetchRecords(place),
    readFront(place),
  ])
  let settingsNow = settingsOf(settings.data())
  const marks = await openMarks(place, (id: ArticleId) => headlines.find(id)?.feedId ?? null)

  /** So that the next request fetches the whole document again. */
  const forgetValidators = (feedId: FeedId) => {
    fetchRecords.change(feedId, { etag: null, lastModified: null, bodyHash: '' })
  }
  const headlines = openHeadlines(
    place,
    async (feedId) => {
      forgetValidators(feedId)
      // Texts without headlines cannot be shown, and new ones must not be mixed with them.
      if (place.files.isThere(place.paths.bodyFolder(feedId)))
        await quarantine(place, place.paths.bodyFolder(feedId))
    },
    headlinesAfter,
  )
  const articles = makeArticles(place, headlines, forgetValidators)
  const pictures = openPictures(place, () => settingsNow.pictureRoomMb * 1024 * 1024)
  const swept = sweepCacheFolders(place).catch((error: unknown) => {
    place.log.error('old temporary files could not be removed', error)
  })

  return {
    folder: place.folder,
    trouble: place.trouble,

    subscriptions: subscriptions.data,
    changeSubscriptions: subscriptions.change,
    settings: () => settingsNow,
    changeSettings: async (change) => {
      const saved = settings.change((stored) => ({ ...stored, ...change }))
      settingsNow = settingsOf(settings.data())
      const outcome = await saved
      return outcome.ok ? ok(settingsOf(settings.data())) : outcome
    },

    markOf: marks.of,
    starred: marks.starred,
    changeMarks: marks.change,
    marksRevision: marks.revision,
    marksRevisionOf: marks.revisionOf,

    headlinesReady: headlines.ready,
    headlinesOf: headlines.of,
    findHeadline: headlines.find,
    headlinesRevision: headlines.revision,
    keepArticles: articles.keep,
    readBody: articles.readBody,
    readBucket: articles.readBucket,
    replaceBodies: articles.replaceBodies,

    fetchRecord: fetchRecords.of,
    changeFetchRecord: fetchRecords.change,

    front: () => front,
    keepFront: (page) => keepFront(place, page),

    pictures,
    close: async () => {
      await headlines.ready.catch(() => undefined)
      await Promise.all([subscriptions.idle(), settings.idle(), marks.idle(), articles.idle(), swept])
      await pictures.ready
      await fetchRecords.flush()
      await release()
    },
  }
}

function afterTimeout(ms: Millis, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => {
    clearTimeout(timer)
  }
}
