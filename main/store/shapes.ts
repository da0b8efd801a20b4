/** shapes.ts — what subscriptions.json and fetch.json must look like to be believed. Pure. */
import * as v from 'valibot'
import type { FeedId } from '../../preload/contract/model.ts'
import type { FetchRecord } from '../model/fetchRecord.ts'
import type { Subscriptions } from '../model/subscriptions.ts'

const text = v.string()
const textOrNull = v.nullable(v.string())
const time = v.number()
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/))

const follow = v.looseObject({ kind: v.picklist(['twitter', 'facebook', 'site']), url: text })

const feed = v.looseObject({
  id,
  url: text,
  name: text,
  ownTitle: textOrNull,
  siteUrl: textOrNull,
  language: textOrNull,
  family: textOrNull,
  follow: v.array(follow),
  iconUrl: textOrNull,
  folderId: v.nullable(id),
  position: v.number(),
  addedAt: time,
  unfollowedAt: v.nullable(time),
})

const folder = v.looseObject({
  id,
  title: text,
  parentId: v.nullable(id),
  position: v.number(),
  family: textOrNull,
})

const subscriptions = v.looseObject({
  feeds: v.array(feed),
  folders: v.array(folder),
  isStarted: v.boolean(),
})

export const noSubscriptions: Subscriptions = { feeds: [], folders: [], isStarted: false }

/** Null when anything is missing or of the wrong kind. Fields that we do not know are kept. */
export function readSubscriptions(data: unknown): Subscriptions | null {
  return v.is(subscriptions, data) ? (data as unknown as Subscriptions) : null
}

export const noFetchRecord: FetchRecord = {
  etag: null,
  lastModified: null,
  bodyHash: '',
  checkedAt: null,
  nextAt: 0,
  notBefore: 0,
  busyUntil: 0,
  isStopped: false,
  hints: null,
  rhythm: null,
  moved: null,
  failures: 0,
  failure: null,
  failedSince: null,
  isRepaired: false,
  picturesWanted: [],
}

const fetchRecord = v.looseObject({
  etag: textOrNull,
  lastModified: textOrNull,
  bodyHash: text,
  checkedAt: v.nullable(time),
  nextAt: time,
  notBefore: v.optional(time),
  busyUntil: v.optional(time),
  isStopped: v.optional(v.boolean()),
  hints: v.optional(
    v.nullable(
      v.looseObject({
        ttlMinutes: v.nullable(v.number()),
        skipHours: v.array(v.number()),
        skipDays: v.array(v.number()),
        updatePeriodMs: v.nullable(v.number()),
        updateBase: v.optional(v.nullable(v.number()), null),
      }),
    ),
  ),
  rhythm: v.optional(v.nullable(v.looseObject({ gapMs: v.number(), newestAt: time }))),
  moved: v.optional(
    v.nullable(
      v.looseObject({
        to: text,
        days: v.array(v.number()),
        from: textOrNull,
        isRefused: v.optional(v.boolean()),
      }),
    ),
  ),
  failures: v.number(),
  failure: v.nullable(v.looseObject({ kind: text })),
  failedSince: v.nullable(time),
  isRepaired: v.boolean(),
  picturesWanted: v.array(v.number()),
})

/** Records that do not fit are left out: each costs one unconditional request. */
export function readFetchRecords(data: unknown): Map<FeedId, FetchRecord> {
  const records = new Map<FeedId, FetchRecord>()
  if (!isPlain(data)) return records
  for (const [key, value] of Object.entries(data)) {
    // Fields that an older version did not write are as in a new record.
    if (v.is(fetchRecord, value)) records.set(key as FeedId, { ...noFetchRecord, ...value } as FetchRecord)
  }
  return records
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
