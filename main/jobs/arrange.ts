/** arrange.ts — renaming, moving, folders, unfollowing: each a durable change, most with an undo. */
import { randomUUID } from 'node:crypto'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FeedId, Folder, FolderId, Undo, UndoWhat } from '../../preload/contract/model.ts'
import type { StoredFeed, StoredFolder, Subscriptions } from '../model/subscriptions.ts'
import type { JobContext } from '../model/jobContext.ts'
import { childrenOf, liesWithin, place, withoutFolder } from './tree.ts'

type Change = (now: Subscriptions) => Subscriptions

function change(context: JobContext, apply: Change): Promise<Outcome<null>> {
  return context.library.changeSubscriptions(apply)
}

/** Applies a change; the undo puts the arrangement (not the set of followed feeds) back as it was. */
async function changeWithUndo(context: JobContext, what: UndoWhat, apply: Change): Promise<Outcome<Undo>> {
  const before = context.library.subscriptions()
  const written = await change(context, apply)
  if (!written.ok) return written
  return ok(context.undos.remember(what, () => change(context, (now) => arrangedAs(now, before))))
}

/** `now` with the folders, and each feed's place, of `before`. Feeds followed since stay, at the top if need be. */
function arrangedAs(now: Subscriptions, before: Subscriptions): Subscriptions {
  const old = new Map(before.feeds.map((feed) => [feed.id, feed]))
  const folders = new Set(before.folders.map((folder) => folder.id))
  const feeds = now.feeds.map((feed): StoredFeed => {
    const was = old.get(feed.id)
    if (was !== undefined) return { ...feed, folderId: was.folderId, position: was.position }
    return feed.folderId === null || folders.has(feed.folderId) ? feed : { ...feed, folderId: null }
  })
  return { ...now, feeds, folders: before.folders }
}

function findFeed(context: JobContext, id: FeedId): StoredFeed | null {
  return (
    context.library.subscriptions().feeds.find((feed) => feed.id === id && feed.unfollowedAt === null) ?? null
  )
}

function findFolder(context: JobContext, id: FolderId): StoredFolder | null {
  return context.library.subscriptions().folders.find((folder) => folder.id === id) ?? null
}

const noFeed = fail({ kind: 'not-found', what: 'feed' })
const noFolder = fail({ kind: 'not-found', what: 'folder' })

export async function renameFeed(
  context: JobContext,
  id: FeedId,
  title: string | null,
): Promise<Outcome<null>> {
  if (findFeed(context, id) === null) return noFeed
  return change(context, (now) => ({
    ...now,
    feeds: now.feeds.map((feed) => (feed.id === id ? { ...feed, ownTitle: title } : feed)),
  }))
}

export async function moveFeed(
  context: JobContext,
  id: FeedId,
  parent: FolderId | null,
  before: FeedId | FolderId | null,
): Promise<Outcome<Undo>> {
  const feed = findFeed(context, id)
  if (feed === null) return noFeed
  if (parent !== null && findFolder(context, parent) === null) return noFolder
  const what: UndoWhat = { kind: 'moved', title: feed.ownTitle ?? feed.name }
  return changeWithUndo(context, what, (now) => place(now, id, parent, before))
}

/** The feed leaves the window at once; its articles and marks are kept, so that the undo brings all of it back. */
export async function unfollow(context: JobContext, id: FeedId): Promise<Outcome<Undo>> {
  const feed = findFeed(context, id)
  if (feed === null) return noFeed
  const setUnfollowed = (at: number | null) =>
    change(context, (now) => {
      const folders = new Set(now.folders.map((folder) => folder.id))
      const feeds = now.feeds.map((each) => {
        if (each.id !== id) return each
        const folderId = each.folderId !== null && folders.has(each.folderId) ? each.folderId : null
        return { ...each, unfollowedAt: at, folderId }
      })
      return { ...now, feeds }
    })
  const written = await setUnfollowed(context.clock.now())
  if (!written.ok) return written
  const { approvals } = context
  const allowed = approvals.list().filter(({ url }) => url === feed.url)
  await approvals.drop([feed.url])
  return ok(
    context.undos.remember({ kind: 'unfollowed', title: feed.ownTitle ?? feed.name }, async () => {
      await approvals.grant(allowed)
      return setUnfollowed(null)
    }),
  )
}

export async function createFolder(
  context: JobContext,
  title: string,
  parentId: FolderId | null,
): Promise<Outcome<Folder>> {
  if (parentId !== null && findFolder(context, parentId) === null) return noFolder
  const position = childrenOf(context.library.subscriptions(), parentId).length
  const folder: StoredFolder = { id: randomUUID() as FolderId, title, parentId, position, family: null }
  const written = await change(context, (now) => ({ ...now, folders: [...now.folders, folder] }))
  return written.ok ? ok(folder) : written
}

export async function renameFolder(context: JobContext, id: FolderId, title: string): Promise<Outcome<null>> {
  if (findFolder(context, id) === null) return noFolder
  return change(context, (now) => ({
    ...now,
    folders: now.folders.map((folder) => (folder.id === id ? { ...folder, title } : folder)),
  }))
}

/** @returns would-loop when the folder would end up inside itself. */
export async function moveFolder(
  context: JobContext,
  id: FolderId,
  parent: FolderId | null,
  before: FeedId | FolderId | null,
): Promise<Outcome<Undo>> {
  const folder = findFolder(context, id)
  if (folder === null) return noFolder
  if (parent !== null && findFolder(context, parent) === null) return noFolder
  if (liesWithin(context.library.subscriptions(), parent, id)) {
    return fail({ kind: 'would-loop', title: folder.title })
  }
  return changeWithUndo(context, { kind: 'moved', title: folder.title }, (now) =>
    place(now, id, parent, before),
  )
}

export async function removeFolder(context: JobContext, id: FolderId): Promise<Outcome<Undo>> {
  const folder = findFolder(context, id)
  if (folder === null) return noFolder
  return changeWithUndo(context, { kind: 'folder-removed', title: folder.title }, (now) =>
    withoutFolder(now, folder),
  )
}
