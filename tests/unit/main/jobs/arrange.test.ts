/** Covers main/jobs/arrange.ts on a real library: what is not there is refused, and each undo leads back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createFolder,
  moveFeed,
  moveFolder,
  removeFolder,
  renameFeed,
  renameFolder,
  unfollow,
} from '../../../../main/jobs/arrange.ts'
import { fail } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import type { FeedId, FolderId } from '../../../../preload/contract/model.ts'
import { changesOf } from '../../../helpers/changesOf.ts'
import { aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

let context: TestContext
const here = 'here' as FeedId
const left = 'left' as FeedId
const nobody = 'nobody' as FeedId
const nowhere = 'nowhere' as FolderId
const noFeed = fail({ kind: 'not-found', what: 'feed' })
const noFolder = fail({ kind: 'not-found', what: 'folder' })

beforeEach(async () => {
  context = await aJobContext(() => fail({ kind: 'offline', byChoice: false }))
  await follow(context, aStoredFeed('here'), aStoredFeed('left', { unfollowedAt: 5 }))
})
afterEach(() => context.end())

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}
const folder = async (title: string, parent: FolderId | null = null) =>
  valueOf(await createFolder(context, title, parent)).id
const arrangement = () => context.library.subscriptions()
const feed = (id: FeedId) => arrangement().feeds.find((each) => each.id === id)

describe('a feed that is not followed', () => {
  it.each([nobody, left])('%s cannot be renamed, moved or unfollowed, and nothing changes', async (id) => {
    const before = arrangement()
    const said = context.library.changes.last()
    expect(await renameFeed(context, id, 'New')).toEqual(noFeed)
    expect(await moveFeed(context, id, null, null)).toEqual(noFeed)
    expect(await unfollow(context, id)).toEqual(noFeed)
    expect(arrangement()).toEqual(before)
    expect(context.library.changes.last()).toBe(said)
  })
})

describe('a folder that is not there', () => {
  it('can neither be changed nor hold anything, and nothing changes', async () => {
    const real = await folder('Real')
    const before = arrangement()
    expect(await renameFolder(context, nowhere, 'New')).toEqual(noFolder)
    expect(await removeFolder(context, nowhere)).toEqual(noFolder)
    expect(await moveFolder(context, nowhere, null, null)).toEqual(noFolder)
    expect(await moveFolder(context, real, nowhere, null)).toEqual(noFolder)
    expect(await moveFeed(context, here, nowhere, null)).toEqual(noFolder)
    expect(await createFolder(context, 'Lost', nowhere)).toEqual(noFolder)
    expect(arrangement()).toEqual(before)
  })
})

describe('arranging', () => {
  it('never puts a folder into itself or below itself', async () => {
    const top = await folder('Top')
    const inner = await folder('Inner', top)
    const before = arrangement()
    const loop = fail({ kind: 'would-loop', title: 'Top' })
    expect(await moveFolder(context, top, top, null)).toEqual(loop)
    expect(await moveFolder(context, top, inner, null)).toEqual(loop)
    expect(arrangement()).toEqual(before)
  })

  it('names, and forgets the name again', async () => {
    const before = context.library.changes.last()
    await renameFeed(context, here, 'Mine')
    expect(feed(here)?.ownTitle).toBe('Mine')
    await renameFeed(context, here, null)
    expect(feed(here)?.ownTitle).toBeNull()
    const id = await folder('Old')
    await renameFolder(context, id, 'New')
    expect(arrangement().folders.map(({ title }) => title)).toEqual(['New'])
    const said = changesOf(context.library, before)
    expect(said).toMatchObject([
      { kind: 'subscriptions', feedIds: [here], isRearranged: false },
      { kind: 'subscriptions', feedIds: [here], isRearranged: false },
      { kind: 'subscriptions', folderIds: [id], isRearranged: true },
      { kind: 'subscriptions', folderIds: [id], isRearranged: true },
    ])
  })

  it('puts new folders at the end, one behind the other', async () => {
    await folder('One')
    await folder('Two')
    const [one, two] = arrangement().folders
    expect((two?.position ?? 0) - (one?.position ?? 0)).toBeGreaterThan(0)
  })

  it('takes a move back, and keeps what was followed since', async () => {
    const id = await folder('Folder')
    const { id: undo, what } = valueOf(await moveFeed(context, here, id, null))
    expect([feed(here)?.folderId, what]).toEqual([id, { kind: 'moved', title: 'here' }])
    await follow(context, aStoredFeed('since', { folderId: id }))
    expect((await context.undos.apply(undo)).ok).toBe(true)
    expect([feed(here)?.folderId, feed('since' as FeedId)?.folderId]).toEqual([null, id])
  })

  it('takes the removal of a folder back, with what was in it', async () => {
    const id = await folder('Folder')
    await moveFeed(context, here, id, null)
    const { id: undo } = valueOf(await removeFolder(context, id))
    expect([arrangement().folders, feed(here)?.folderId]).toEqual([[], null])
    await context.undos.apply(undo)
    expect([arrangement().folders.length, feed(here)?.folderId]).toEqual([1, id])
  })

  it('follows again what was unfollowed, at the top when its folder has gone meanwhile', async () => {
    const id = await folder('Folder')
    await moveFeed(context, here, id, null)
    const { url } = aStoredFeed('here')
    await context.approvals.grant([{ url, class: 'loopback' }])
    const { id: undo } = valueOf(await unfollow(context, here))
    expect([feed(here)?.unfollowedAt, context.approvals.list()]).toEqual([context.clock.now(), []])
    await context.library.changeSubscriptions((now) => ({ ...now, folders: [] }))
    await context.undos.apply(undo)
    expect(feed(here)).toMatchObject({ unfollowedAt: null, folderId: null })
    expect(context.approvals.list()).toEqual([{ url, class: 'loopback' }])
  })
})
