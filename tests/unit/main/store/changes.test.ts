/** Covers main/store/changes.ts and migrations.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyToPart,
  changeText,
  noUserData,
  readChange,
  subscriptionsChange,
} from '../../../../main/store/changes.ts'
import { changesPart, migratePart, migrateRecord } from '../../../../main/store/migrations.ts'
import type { Migration } from '../../../../main/store/migrations.ts'
import type { StoredFolder, Subscriptions } from '../../../../main/model/subscriptions.ts'
import type { FeedId, FolderId } from '../../../../preload/contract/model.ts'
import { aFeed, articleId } from '../../../helpers/library.ts'

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
const subscriptions = fc.record({
  feeds: ids.chain((names) =>
    fc.tuple(...names.map((id) => fc.nat(2).map((position) => aFeed({ id: id as FeedId, position })))),
  ),
  folders: ids.map((names) =>
    names.map((id): StoredFolder => {
      return { id: id as FolderId, title: id, parentId: null, position: 0, family: null }
    }),
  ),
  isStarted: fc.boolean(),
})

describe('the text of a change', () => {
  it.each([0, 1, 1999, 2000, 2001, 6000])('is what JSON says of it, with %i marks', async (count) => {
    const marks = Array.from({ length: count }, (_, n) => [articleId(`m${String(n)}"`), { read: n }] as const)
    const whole = {
      part: 'all',
      subscriptions: noUserData().subscriptions,
      settings: { theme: 'dark' },
      marks,
    } as const
    expect(JSON.parse((await changeText(whole)).toString())).toEqual(JSON.parse(JSON.stringify(whole)))
    const small = { part: 'settings', put: { theme: 'dark' } } as const
    expect((await changeText(small)).toString()).toBe(JSON.stringify(small))
  })
})

describe('a change of subscriptions', () => {
  it('makes of what was before what is after, also when it is read from disk or applied twice', () => {
    fc.assert(
      fc.property(subscriptions, subscriptions, (before: Subscriptions, after: Subscriptions) => {
        const change = readChange(JSON.parse(JSON.stringify(subscriptionsChange(before, after))))
        if (change === null) throw new Error('not read')
        const once = applyToPart('subscriptions', before, change)
        expect(once).toEqual(after)
        expect(applyToPart('subscriptions', once, change)).toEqual(after)
      }),
    )
  })

  it('holds the feed that changed and not the others', () => {
    const others = Array.from({ length: 50 }, (_, n) => aFeed({ id: `f${String(n)}` as FeedId }))
    const before = { feeds: others, folders: [], isStarted: true }
    const after = {
      ...before,
      feeds: others.map((feed, n) => (n === 7 ? { ...feed, name: 'New' } : { ...feed })),
    }
    expect(subscriptionsChange(before, after)).toEqual({
      part: 'subscriptions',
      feeds: { put: [after.feeds[7]], gone: [], order: null },
      folders: { put: [], gone: [], order: null },
      put: {},
    })
  })

  it('keeps fields of a newer version, and a value of them that changed', () => {
    const before = { ...noUserData().subscriptions, rules: [1] } as Subscriptions
    const change = subscriptionsChange(before, { ...before, rules: [1, 2] } as Subscriptions)
    expect(applyToPart('subscriptions', before, change)).toMatchObject({ rules: [1, 2] })
  })
})

describe('a record', () => {
  it.each([
    null,
    7,
    {},
    { part: 'other' },
    { part: 'marks' },
    { part: 'marks', put: [['a', 7]] },
    { part: 'marks', put: [[7, null]] },
    { part: 'settings', put: [] },
    { part: 'subscriptions', put: {}, feeds: {}, folders: {} },
    {
      part: 'subscriptions',
      put: {},
      feeds: { put: [{}], gone: [], order: null },
      folders: { put: [], gone: [], order: null },
    },
    { part: 'all', subscriptions: {}, settings: {}, marks: [] },
  ])('that holds %j is none', (data) => {
    expect(readChange(data)).toBeNull()
  })

  it('of marks sets and takes away', () => {
    const { marks } = noUserData()
    const id = articleId('a1')
    const set = { part: 'marks', put: [[id, { read: 1 }]] } as const
    expect(applyToPart('marks', marks, set).get(id)).toEqual({ read: 1 })
    expect(applyToPart('marks', marks, { part: 'marks', put: [[id, null]] }).get(id)).toBeUndefined()
  })
})

describe('migrations', () => {
  const steps: readonly Migration[] = [
    { parts: {}, record: (change) => change },
    {
      parts: { settings: (data) => ({ ...(data as object), second: true }) },
      record: (change) => ({ ...(change as object), by: 2 }),
    },
    {
      parts: { settings: (data) => ({ ...(data as object), third: 'second' in (data as object) }) },
      record: (change) => ({ ...(change as object), by: 3 }),
    },
  ]

  it('go through every step from their own version on, in order', () => {
    expect(migratePart('settings', 1, {}, steps)).toEqual({ second: true, third: true })
    expect(migratePart('settings', 3, {}, steps)).toEqual({ third: false })
    expect(migratePart('marks', 1, { a: 1 }, steps)).toEqual({ a: 1 })
    expect(migrateRecord(1, {}, steps)).toEqual({ by: 3 })
  })

  it('say which parts they touch', () => {
    expect([changesPart('settings', 1, steps), changesPart('marks', 1, steps)]).toEqual([true, false])
    expect(changesPart('settings', 4, steps)).toBe(false)
  })
})
