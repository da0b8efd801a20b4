/**
 * handlers.ts — one entry per request; the compiler says when one is missing.
 *
 * Reads go to query/, writes go to jobs/; what only the system can do (links, folders) comes in as `system`.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import type { RefreshScope } from '../../preload/contract/requests.ts'
import { allowAddress } from '../jobs/allowAddress.ts'
import {
  createFolder,
  moveFeed,
  moveFolder,
  removeFolder,
  renameFeed,
  renameFolder,
  unfollow,
} from '../jobs/arrange.ts'
import { makeBackupDesk } from '../jobs/backupDesk.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { Retention } from '../jobs/retention.ts'
import type { BackgroundJobs } from '../jobs/backgroundJobs.ts'
import { importPage } from '../jobs/importPage.ts'
import type { LibraryChecker } from '../jobs/libraryCheck.ts'
import { markAllRead, markArticle } from '../jobs/marks.ts'
import { openArticle } from '../jobs/openArticle.ts'
import { readVersions } from '../jobs/readVersions.ts'
import { setProxy } from '../jobs/ownProxy.ts'
import { signIn } from '../jobs/signIn.ts'
import { feedsWithin } from '../jobs/tree.ts'
import type { StartupRows } from '../query/startupRows.ts'
import { dataHandlers } from './dataHandlers.ts'
import type { LibraryGateRequest, Handlers, System } from './handlerTypes.ts'
import { retentionHandlers } from './retentionHandlers.ts'

export type { Handlers, System } from './handlerTypes.ts'

export function makeHandlers(
  context: JobContext,
  queries: StartupRows,
  backgroundJobs: BackgroundJobs,
  retention: Retention,
  system: System,
  checker: LibraryChecker,
): Omit<Handlers, LibraryGateRequest> {
  const { library, undos } = context
  const backups = makeBackupDesk(context, system.data, () => {
    system.followTheme(library.settings().theme)
    backgroundJobs.wake()
  })
  const stateOf = (feedId: FeedId) => context.phases.stateOf(feedId, library.fetchRecord(feedId))
  return {
    'outlets:tree': async () => ok(await queries.tree(stateOf)),
    'outlets:catalogue': () => ok(context.catalogue),
    'outlets:probe': (typed) => backgroundJobs.probe(typed),
    'outlets:probeAllowed': (typed) => backgroundJobs.probe(typed, true),

    'feeds:follow': async (wish) => {
      const followed = await backgroundJobs.follow(wish)
      if (!followed.ok) return followed
      const { feeds } = await queries.tree(stateOf)
      const feed = feeds.find(({ id }) => id === followed.value)
      return feed === undefined ? fail({ kind: 'not-found', what: 'feed' }) : ok(feed)
    },
    'feeds:unfollow': (id) => unfollow(context, id),
    'feeds:rename': (id, title) => renameFeed(context, id, title),
    'feeds:move': (id, parent, before) => moveFeed(context, id, parent, before),
    'feeds:signIn': async (id, wish) => {
      const signedIn = await signIn(context, id, wish)
      if (signedIn.ok) backgroundJobs.askAgain(id)
      return signedIn
    },
    'feeds:allow': (id, wish) => {
      const allowed = allowAddress(context, id, wish)
      if (allowed.ok) backgroundJobs.askAgain(id)
      return allowed
    },
    'passwords:canKeep': async () => ok(await context.secrets.canKeep()),
    'feeds:refresh': (scope) => {
      if (context.isOfflineByChoice()) return fail({ kind: 'offline', byChoice: true })
      backgroundJobs.refresh(feedsOf(context, scope))
      return ok(backgroundJobs.progress())
    },

    'folders:create': (title, parentId) => createFolder(context, title, parentId),
    'folders:rename': (id, title) => renameFolder(context, id, title),
    'folders:move': (id, parent, before) => moveFolder(context, id, parent, before),
    'folders:remove': (id) => removeFolder(context, id),

    'lists:open': async (query) => ok(await queries.openList(query)),
    'lists:rows': (listId, from, count) => queries.rows(listId, from, count),
    'lists:findUnread': (listId, from, direction) => queries.findUnread(listId, from, direction),
    'lists:locate': (listId, articleId) => queries.locate(listId, articleId),
    'lists:update': (listId, top) => queries.update(listId, top),

    'articles:open': async (id) => {
      const headline = await queries.headline(id)
      if (headline === null) return fail({ kind: 'not-found', what: 'article' })
      return openArticle(context, backgroundJobs, id, headline)
    },
    'articles:versions': (id) => readVersions(context, id),
    'articles:drawing': async (id, isAnyway) =>
      (await system.drawing.begin(id, isAnyway)) ? ok(null) : fail({ kind: 'undrawn' }),
    'articles:drawn': async (id) => {
      await system.drawing.done(id)
      return ok(null)
    },
    'articles:mark': async (id, wish) => {
      const marked = await markArticle(context, id, wish)
      if (!marked.ok) return marked
      const headline = await queries.headline(id)
      return headline === null ? fail({ kind: 'not-found', what: 'article' }) : ok(headline)
    },
    'articles:markAllRead': async (listId, sight) => {
      const ids = await queries.unreadOf(listId, sight)
      return ids.ok ? markAllRead(context, ids.value) : ids
    },
    'articles:import': ({ name, bytes, outletTitle }) => importPage(context, { name, bytes }, outletTitle),

    'activity:list': () => ok(context.activity.list()),
    ...retentionHandlers(context, retention),
    ...dataHandlers(context, backups, system.data, system.facts, checker),

    'front:keep': async (sheet) => {
      await system.keepFrontSheet(sheet)
      return ok(null)
    },
    'undo:apply': (id) => undos.apply(id),
    'links:open': (url) => system.openLink(url),
    'settings:setProxy': async (typed) => {
      const kept = await setProxy(context, typed)
      // What the old way did not reach, the new one may.
      if (kept.ok) backgroundJobs.wake()
      return kept
    },
    'settings:read': () => ok(library.settings()),
    'settings:change': async (change) => {
      const changed = await library.changeSettings(withoutUndefined(change))
      if (changed.ok) {
        backgroundJobs.settingsChanged(change)
        system.followTheme(changed.value.theme)
      }
      return changed
    },
    'library:facts': async () => {
      const { count, bytes } = library.pictures.totals()
      return ok({
        ...system.facts,
        ...(await queries.facts()),
        folder: library.folder,
        pictures: count,
        pictureBytes: bytes,
        trouble: library.trouble,
      })
    },
    'library:show': async () => {
      await system.showFolder(library.folder)
      return ok(null)
    },
  }
}

function feedsOf(context: JobContext, scope: RefreshScope): readonly FeedId[] | null {
  switch (scope.kind) {
    case 'all':
      return null
    case 'feed':
      return [scope.feedId]
    case 'folder':
      return feedsWithin(context.library.subscriptions(), scope.folderId)
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(change: T): Defined<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Defined<T>
}
