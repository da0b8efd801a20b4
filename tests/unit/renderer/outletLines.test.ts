/** Covers renderer/state/outletLines.ts. Pure. */
import { describe, expect, it } from 'vitest'
import type { FeedId, FolderId, OutletTree } from '../../../preload/contract/model.ts'
import {
  destination,
  dropDestination,
  feedsInOrder,
  isInside,
  outletLines,
} from '../../../renderer/state/outletLines.ts'
import { fakeFeeds, fakeFolders } from '../../helpers/fakeLibrary.ts'

const counts = { today: 1, unread: 2, starred: 3, all: 4 }
const tree: OutletTree = { folders: fakeFolders, feeds: fakeFeeds(0), counts }
const keys = (of: OutletTree, closed: readonly string[] = []) =>
  outletLines(of, closed).map((line) => line.key)
const feed = (id: string) => ({ kind: 'feed', id: id as FeedId }) as const
const folder = (id: string) => ({ kind: 'folder', id: id as FolderId }) as const

describe('outletLines', () => {
  it('draws smart views, then folders with their feeds, in one order', () => {
    expect(keys(tree).slice(0, 8)).toEqual([
      'today',
      'unread',
      'starred',
      'all',
      'folder-f-mtt',
      'feed-mtt',
      'feed-mtn',
      'feed-saw',
    ])
  })

  it('leaves out what is inside a closed folder', () => {
    expect(keys(tree, ['f-mtt']).slice(4, 6)).toEqual(['folder-f-mtt', 'folder-f-jp'])
  })

  it('adds up the unread articles of a folder, also while it is closed', () => {
    const feeds = tree.feeds.map((one) => ({ ...one, unread: 2 }))
    const line = outletLines({ ...tree, feeds }, ['f-mtt']).find(({ key }) => key === 'folder-f-mtt')
    expect(line?.unread).toBe(6)
  })

  it('shows a feed at the top level when its folder is unknown', () => {
    const lost = tree.feeds.map((one) => (one.id === 'mtt' ? { ...one, folderId: 'gone' as FolderId } : one))
    const line = outletLines({ ...tree, feeds: lost }, []).find(({ key }) => key === 'feed-mtt')
    expect(line?.level).toBe(1)
  })

  it('does not run in circles when two folders are inside each other', () => {
    const [a, b] = fakeFolders
    if (a === undefined || b === undefined) throw new Error('no folders')
    const folders = [
      { ...a, parentId: b.id },
      { ...b, parentId: a.id },
    ]
    expect(keys({ ...tree, folders })).toContain('today')
  })

  it('keeps feeds of closed folders in the reading order', () => {
    expect(feedsInOrder(tree)).toHaveLength(12)
  })
})

describe('destination', () => {
  it('moves up before the one above and down after the one below', () => {
    expect(destination(tree, feed('mtn'), 'up')).toEqual({ folderId: 'f-mtt', before: 'mtt' })
    expect(destination(tree, feed('mtn'), 'down')).toEqual({ folderId: 'f-mtt', before: null })
    expect(destination(tree, feed('mtt'), 'down')).toEqual({ folderId: 'f-mtt', before: 'saw' })
  })

  it('has nowhere to go at either end', () => {
    expect(destination(tree, feed('mtt'), 'up')).toBeNull()
    expect(destination(tree, feed('saw'), 'down')).toBeNull()
    expect(destination(tree, folder('f-mtt'), 'out')).toBeNull()
  })

  it('goes into the folder above and out behind its own', () => {
    expect(destination(tree, feed('har'), 'in')).toEqual({ folderId: 'f-art', before: null })
    expect(destination(tree, feed('mtt'), 'out')).toEqual({ folderId: null, before: 'f-jp' })
  })
})

describe('dropDestination', () => {
  it('puts a line before, after, or inside the one it is dropped on', () => {
    expect(dropDestination(tree, feed('mtn'), 'before')).toEqual({ folderId: 'f-mtt', before: 'mtn' })
    expect(dropDestination(tree, feed('mtn'), 'after')).toEqual({ folderId: 'f-mtt', before: 'saw' })
    expect(dropDestination(tree, folder('f-jp'), 'inside')).toEqual({ folderId: 'f-jp', before: null })
  })

  it('knows that a folder is inside itself', () => {
    expect(isInside(tree, 'f-mtt' as FolderId, 'f-mtt' as FolderId)).toBe(true)
    expect(isInside(tree, null, 'f-mtt' as FolderId)).toBe(false)
  })
})
