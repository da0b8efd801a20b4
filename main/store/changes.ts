/**
 * changes.ts — what one record of the journal says, and what it does to what is in memory. Pure.
 *
 * Room:     main/store.
 * Promises: a record holds the new value of everything that it changes, so applying it twice, or to a state that already
 *           holds it, changes nothing. `apply(before, difference(before, after))` equals `after`.
 */
import { emptyMarks, isMark } from './markTable.ts'
import type { MarkTable } from './markTable.ts'
import type { StoredSettings } from './settings.ts'
import { isPlain, noSubscriptions, readSubscriptions } from './shapes.ts'
import { yieldToLoop } from '../base/yieldToLoop.ts'
import type { MarkChange } from '../model/marks.ts'
import type { StoredFeed, StoredFolder, Subscriptions } from '../model/subscriptions.ts'

/** Everything that nobody can give back. */
export interface UserData {
  readonly subscriptions: Subscriptions
  readonly marks: MarkTable
  readonly settings: StoredSettings
}

const marksAStep = 2000

export type PartName = keyof UserData
export const partNames: readonly PartName[] = ['subscriptions', 'marks', 'settings']

export function noUserData(): UserData {
  return { subscriptions: noSubscriptions, marks: emptyMarks(), settings: {} }
}

export interface SubscriptionsChange {
  readonly part: 'subscriptions'
  readonly feeds: ListChange<StoredFeed>
  readonly folders: ListChange<StoredFolder>
  /** Every other field of it that changed. */
  readonly put: Readonly<Record<string, unknown>>
}

interface ListChange<T> {
  readonly put: readonly T[]
  readonly gone: readonly string[]
  /** All ids in their order, when that is another than "as before, new ones last". */
  readonly order: readonly string[] | null
}

export interface SettingsChange {
  readonly part: 'settings'
  readonly put: StoredSettings
}

export interface MarksChange {
  readonly part: 'marks'
  readonly put: readonly MarkChange[]
}

/** A restored backup: all of it in one record, so that it is there as a whole or not at all. */
export interface WholeChange {
  readonly part: 'all'
  readonly subscriptions: Subscriptions
  readonly settings: StoredSettings
  readonly marks: readonly MarkChange[]
}

export type Change = SubscriptionsChange | SettingsChange | MarksChange | WholeChange

/** Null for what is no change that this program knows. */
export function readChange(data: unknown): Change | null {
  if (!isPlain(data)) return null
  const isKnown =
    (data['part'] === 'marks' && isMarkList(data['put'])) ||
    (data['part'] === 'settings' && isPlain(data['put'])) ||
    (data['part'] === 'subscriptions' &&
      isPlain(data['put']) &&
      isListChange(data['feeds']) &&
      isListChange(data['folders']) &&
      readSubscriptions({ feeds: data['feeds'].put, folders: data['folders'].put, isStarted: true }) !==
        null) ||
    (data['part'] === 'all' &&
      readSubscriptions(data['subscriptions']) !== null &&
      isPlain(data['settings']) &&
      isMarkList(data['marks']))
  return isKnown ? (data as unknown as Change) : null
}

/** JSON text. A restored backup may be as large as a library, so it is made in steps. */
export async function changeText(change: Change): Promise<Buffer> {
  if (change.part !== 'all') return Buffer.from(JSON.stringify(change))
  const { marks, ...rest } = change
  const yieldNow = yieldToLoop()
  const texts = [Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"marks":[`)]
  for (let from = 0; from < marks.length; from += marksAStep) {
    const step = JSON.stringify(marks.slice(from, from + marksAStep)).slice(1, -1)
    texts.push(Buffer.from(`${from === 0 ? '' : ','}${step}`))
    await yieldNow()
  }
  return Buffer.concat([...texts, Buffer.from(']}')])
}

/** True when the change says something of this part. */
export function concerns(change: Change, part: PartName): boolean {
  return change.part === part || change.part === 'all'
}

export function applyChange(data: UserData, change: Change): UserData {
  return {
    subscriptions: applyToPart('subscriptions', data.subscriptions, change),
    marks: applyToPart('marks', data.marks, change),
    settings: applyToPart('settings', data.settings, change),
  }
}

/** Marks are changed in place; the other parts are new objects. */
export function applyToPart<P extends PartName>(part: P, before: UserData[P], change: Change): UserData[P] {
  if (!concerns(change, part)) return before
  if (change.part === 'all') {
    if (part !== 'marks') return change[part as 'settings'] as UserData[P]
    const marks = emptyMarks()
    for (const [id, mark] of change.marks) marks.set(id, mark)
    return marks as UserData[P]
  }
  if (change.part === 'settings') return { ...before, ...change.put }
  if (change.part === 'subscriptions') {
    return withSubscriptions(before as Subscriptions, change) as UserData[P]
  }
  for (const [id, mark] of change.put) (before as MarkTable).set(id, mark)
  return before
}

/** Cost: comparing ids and identities; only feeds that are new objects are compared by their text. */
export function subscriptionsChange(before: Subscriptions, after: Subscriptions): SubscriptionsChange {
  const others = Object.entries(after).filter(
    ([key, value]) =>
      key !== 'feeds' && key !== 'folders' && !isSame(before[key as keyof Subscriptions], value),
  )
  return {
    part: 'subscriptions',
    feeds: listChange(before.feeds, after.feeds),
    folders: listChange(before.folders, after.folders),
    put: Object.fromEntries(others),
  }
}

function withSubscriptions(before: Subscriptions, change: SubscriptionsChange): Subscriptions {
  return {
    ...before,
    ...change.put,
    feeds: withList(before.feeds, change.feeds),
    folders: withList(before.folders, change.folders),
  }
}

function listChange<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): ListChange<T> {
  const old = new Map<string, T>(before.map((each) => [each.id, each]))
  const ids = new Set<string>(after.map(({ id }) => id))
  const change: ListChange<T> = {
    put: after.filter((each) => old.get(each.id) !== each && !isSame(old.get(each.id), each)),
    gone: before.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    order: null,
  }
  const natural = withList(before, change)
  const isInOrder = natural.length === after.length && natural.every(({ id }, n) => id === after[n]?.id)
  return isInOrder ? change : { ...change, order: after.map(({ id }) => id) }
}

function withList<T extends { readonly id: string }>(
  before: readonly T[],
  change: ListChange<T>,
): readonly T[] {
  const put = new Map<string, T>(change.put.map((each) => [each.id, each]))
  const gone = new Set(change.gone)
  const kept = before.filter(({ id }) => !gone.has(id)).map((each) => put.get(each.id) ?? each)
  const known = new Set<string>(kept.map(({ id }) => id))
  const all = [...kept, ...[...put.values()].filter(({ id }) => !known.has(id))]
  if (change.order === null) return all
  const byId = new Map<string, T>(all.map((each) => [each.id, each]))
  const ordered = change.order.flatMap((id) => byId.get(id) ?? [])
  const named = new Set(change.order)
  return [...ordered, ...all.filter(({ id }) => !named.has(id))]
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function isMarkList(data: unknown): boolean {
  return (
    Array.isArray(data) &&
    data.every((each: unknown) => {
      if (!Array.isArray(each) || typeof each[0] !== 'string') return false
      return each[1] === null || isMark(each[1])
    })
  )
}

function isListChange(data: unknown): data is { readonly put: unknown } {
  if (!isPlain(data) || !Array.isArray(data['put']) || !isIds(data['gone'])) return false
  return data['order'] === null || isIds(data['order'])
}

function isIds(data: unknown): boolean {
  return Array.isArray(data) && data.every((id) => typeof id === 'string')
}
