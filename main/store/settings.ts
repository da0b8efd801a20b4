/**
 * settings.ts — what the reader chose, and what holds where nothing was chosen. Pure.
 *
 * Room:     main/store.
 * Promises: a value of the wrong kind falls back to its default, alone; a key that we do not know is kept, because
 *           a newer version wrote it and will look for it.
 */
import * as v from 'valibot'
import type { Settings } from '../../preload/contract/model.ts'
import { isPlain } from './shapes.ts'

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  textSize: 18,
  outletsWidth: 250,
  headlinesWidth: 380,
  readAfterMs: 1000,
  refreshMinutes: 60,
  keepPictures: true,
  pictureRoomMb: 2048,
  workOffline: false,
  proxy: null,
  unreadOnly: [],
  oldestFirst: [],
  closedFolders: [],
  lastView: null,
  lastArticle: null,
}

/** As they lie in the file: any keys. */
export type StoredSettings = Readonly<Record<string, unknown>>

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/))
const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most))
const texts = v.array(v.string())

const kinds: Record<keyof Settings, v.GenericSchema> = {
  theme: v.picklist(['system', 'light', 'dark']),
  language: v.picklist(['system', 'en', 'ja']),
  textSize: between(13, 30),
  outletsWidth: between(120, 2000),
  headlinesWidth: between(160, 3000),
  readAfterMs: v.nullable(between(0, 600_000)),
  refreshMinutes: between(15, 1440),
  keepPictures: v.boolean(),
  pictureRoomMb: between(50, 1_000_000),
  workOffline: v.boolean(),
  // Without a name and a password, which have no place in a file that anybody may read.
  proxy: v.nullable(v.pipe(v.string(), v.regex(/^(https?|socks5):\/\/[^@/\s]+$/), v.url())),
  unreadOnly: texts,
  oldestFirst: texts,
  closedFolders: texts,
  lastView: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.picklist(['today', 'unread', 'starred', 'all']) }),
      v.object({ kind: v.literal('feed'), feedId: id }),
      v.object({ kind: v.literal('folder'), folderId: id }),
    ]),
  ),
  lastArticle: v.nullable(id),
}

export function readStoredSettings(data: unknown): StoredSettings | null {
  return isPlain(data) ? data : null
}

export function settingsOf(stored: StoredSettings): Settings {
  const chosen = Object.entries(kinds).filter(
    ([key, kind]) => Object.hasOwn(stored, key) && v.is(kind, stored[key]),
  )
  return { ...defaultSettings, ...Object.fromEntries(chosen.map(([key]) => [key, stored[key]])) }
}
