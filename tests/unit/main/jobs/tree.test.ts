/** Covers main/jobs/tree.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { childrenOf, feedsWithin, liesWithin, place, withoutFolder } from '../../../../main/jobs/tree.ts'
import type { Subscriptions } from '../../../../main/model/subscriptions.ts'
import type { FeedId, FolderId } from '../../../../preload/contract/model.ts'
import { aStoredFeed } from '../../../helpers/jobContext.ts'

const folder = (id: string, parentId: string | null = null, position = 0) => ({
  id: id as FolderId,
  title: id,
  parentId: parentId as FolderId | null,
  position,
  family: null,
})

const feed = (id: string, folderId: string | null = null, position = 0) =>
  aStoredFeed(id, { folderId: folderId as FolderId | null, position })

const some: Subscriptions = {
  isStarted: true,
  folders: [folder('japan'), folder('tokyo', 'japan', 1), folder('art', null, 1)],
  feeds: [feed('a', 'japan', 0), feed('b', 'tokyo', 0), feed('c', null, 2), feed('d', 'tokyo', 1)],
}

describe('the arrangement of outlets', () => {
  it('puts a feed before the one it is dropped on', () => {
    const moved = place(some, 'c' as FeedId, 'tokyo' as FolderId, 'd' as FeedId)
    expect(childrenOf(moved, 'tokyo' as FolderId)).toEqual(['b', 'c', 'd'])
    expect(childrenOf(moved, null)).toEqual(['japan', 'art'])
  })

  it('puts a feed last when it is dropped on nothing', () => {
    const moved = place(some, 'a' as FeedId, null, null)
    expect(childrenOf(moved, null)).toEqual(['japan', 'art', 'c', 'a'])
  })

  it('moves what was in a removed folder up into its place', () => {
    const [, tokyo] = some.folders
    const left = withoutFolder(some, tokyo as (typeof some.folders)[number])
    expect(childrenOf(left, 'japan' as FolderId)).toEqual(['a', 'b', 'd'])
  })

  it('counts feeds of folders inside folders', () => {
    expect(feedsWithin(some, 'japan' as FolderId)).toEqual(['a', 'b', 'd'])
  })

  it('ends when damaged data makes a ring of folders', () => {
    const ring: Subscriptions = { ...some, folders: [folder('x', 'y'), folder('y', 'x')] }
    expect(liesWithin(ring, 'x' as FolderId, 'art' as FolderId)).toBe(false)
  })

  it('never loses or doubles a node, whatever is moved where', () => {
    const nodes = ['a', 'b', 'c', 'd']
    const parents = [null, 'japan', 'tokyo', 'art']
    const moves = fc.array(
      fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...parents), fc.constantFrom(null, ...nodes)),
    )
    fc.assert(
      fc.property(moves, (steps) => {
        const end = steps.reduce(
          (now, [node, parent, before]) =>
            place(now, node as FeedId, parent as FolderId | null, before as FeedId | null),
          some,
        )
        const all = [null, ...end.folders.map(({ id }) => id)].flatMap((parent) => childrenOf(end, parent))
        expect([...all].sort()).toEqual(['a', 'art', 'b', 'c', 'd', 'japan', 'tokyo'])
      }),
    )
  })
})
