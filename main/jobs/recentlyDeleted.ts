/**
 * recentlyDeleted.ts — the articles that the reader deleted by hand, while they can be brought back.
 *
 * Room:     main/jobs. Which of them go is decided in retentionPolicy.ts.
 * Promises: an article that is in its feed is not shown here as well. What goes takes its pictures along, unless an
 *           article that stays, there or here, shows them.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import { pictureKey } from '../base/pictureKey.ts'
import type { DeletedNote } from '../model/deleted.ts'
import { beyondDeleted } from './retentionPolicy.ts'
import type { WithLibrary, WithLog } from '../model/jobContext.ts'
import type { ArticleKeeper, HeadlineReader, MarkStore, PictureKeeper } from '../model/articleStore.ts'
import type { HealthReporter } from '../model/library.ts'

type Stores = HeadlineReader & ArticleKeeper & MarkStore & PictureKeeper & HealthReporter
type Context = WithLibrary<Stores> & WithLog

export interface Cleared {
  readonly count: number
  readonly bytes: number
}

/** Newest first. */
export async function listDeleted({
  library,
}: WithLibrary<HeadlineReader & ArticleKeeper>): Promise<readonly DeletedNote[]> {
  await library.headlinesReady
  return (await library.deleted.list()).filter(({ id }) => library.findHeadline(id) === null)
}

/** Keys of the pictures that articles bring back with them. */
export async function picturesOfDeleted({
  library,
}: WithLibrary<ArticleKeeper>): Promise<ReadonlySet<string>> {
  return new Set((await library.deleted.list()).flatMap(({ pictures }) => pictures))
}

/** All of them, for good. */
export function emptyDeleted(context: Context): Promise<Outcome<Cleared>> {
  return context.library.deleted.inTurn(async () => clear(context, await listDeleted(context)))
}

/**
 * Finishes what a crash cut off, then lets go what is too old or too much.
 *
 * @param now As believed (retentionPolicy.ts).
 */
export function tidyDeleted(context: Context, now: Millis): Promise<Outcome<Cleared>> {
  const { library } = context
  return library.deleted.inTurn(async () => {
    if (library.health().phase === 'read-only') return ok({ count: 0, bytes: 0 })
    let failed: Outcome<Cleared> | null = null
    for (const note of await library.deleted.list()) {
      const settled = await settle(context, note)
      if (!settled.ok) failed ??= settled
    }
    const cleared = await clear(context, beyondDeleted(await library.deleted.list(), now))
    return failed ?? cleared
  })
}

/** Cut off between its record and its mark: the mark keeps it away whatever happens to the archive. */
async function settle({ library }: Context, { id, deletedAt }: DeletedNote): Promise<Outcome<null>> {
  const mark = library.markOf(id)
  if (mark?.removed !== undefined || library.findHeadline(id) !== null) return ok(null)
  return library.changeMarks([[id, { read: mark?.read ?? deletedAt, removed: deletedAt }]])
}

async function clear({ library, log }: Context, notes: readonly DeletedNote[]): Promise<Outcome<Cleared>> {
  if (notes.length === 0) return ok({ count: 0, bytes: 0 })
  const removed = await library.deleted.remove(notes.map(({ id }) => id))
  if (!removed.ok) return removed
  const wanted = new Set(await picturesOfDeleted({ library }))
  for (const feedId of new Set(notes.map((note) => note.feedId))) {
    for (const { picture } of library.headlinesOf(feedId))
      if (picture !== null) wanted.add(pictureKey(picture))
  }
  const pictures = new Set(notes.flatMap((note) => note.pictures).filter((key) => !wanted.has(key)))
  const gone = await library.pictures.remove([...pictures].filter(library.pictures.has))
  const bytes = notes.reduce((sum, note) => sum + note.bytes, gone.bytes)
  log.info('deleted articles are gone for good', { count: notes.length })
  return ok({ count: notes.length, bytes })
}
