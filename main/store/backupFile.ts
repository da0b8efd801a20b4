/**
 * backupFile.ts — everything that nobody can give back, as one file that the reader can keep somewhere else.
 *
 * Room:     main/store. Pure.
 * Promises: the file proves itself as the files of user/ do (envelope.ts); a file of an older version is migrated as they
 *           are; what is not whole, or not a backup, gives null.
 * Knows:    {"magic":"kawaraban",…,"data":{"madeAt":…,"subscriptions":{…},"settings":{…},"marks":{…}}}: one JSON document.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import { withoutMarks } from './approvalMark.ts'
import type { UserData } from './changes.ts'
import { seal, unseal } from './envelope.ts'
import { librarySchema } from './migrations.ts'
import { partText, readPartText } from './partFile.ts'
import { settingsOf } from './settings.ts'
import { isPlain } from './shapes.ts'
import type { BackupContents } from './types.ts'

const name = 'backup'

export interface Backup {
  readonly madeAt: Millis
  readonly data: UserData
}

/** Cost: at 50,000 marks 5 MB, in steps of a few milliseconds. */
export async function writeBackup({ madeAt, data }: Backup): Promise<Uint8Array> {
  const payload = Buffer.concat([
    Buffer.from(`{"madeAt":${String(madeAt)},\n"subscriptions":`),
    await partText('subscriptions', data.subscriptions),
    Buffer.from(',\n"settings":'),
    await partText('settings', data.settings),
    Buffer.from(',\n"marks":'),
    await partText('marks', data.marks),
    Buffer.from('}'),
  ])
  return seal(name, { schema: librarySchema, seq: 0, payload })
}

/** @returns `store-newer` for one of a later version, `refused` for everything else that cannot be believed. */
export async function readBackup(bytes: Uint8Array): Promise<Outcome<Backup>> {
  const refused = fail({ kind: 'refused', request: 'restore', why: 'not a whole backup' })
  const envelope = unseal(name, bytes)
  if (envelope === null) return refused
  const { schema } = envelope
  if (schema > librarySchema) {
    return fail({ kind: 'store-newer', file: name, found: schema, known: librarySchema })
  }
  const whole = parse(envelope.payload.toString('utf8'))
  if (!isPlain(whole) || typeof whole['madeAt'] !== 'number') return refused
  const text = (part: string) => JSON.stringify(whole[part] ?? null)
  const subscriptions = await readPartText('subscriptions', schema, text('subscriptions'))
  const settings = await readPartText('settings', schema, text('settings'))
  const marks = await readPartText('marks', schema, `{\n${text('marks').slice(1, -1)}\n}`)
  if (subscriptions === null || settings === null || marks === null) return refused
  return ok({
    madeAt: whole['madeAt'],
    data: { subscriptions: withoutMarks(subscriptions), settings, marks },
  })
}

export function contentsOf({ madeAt, data }: Backup): BackupContents {
  return {
    madeAt,
    feeds: data.subscriptions.feeds.filter(({ unfollowedAt }) => unfollowedAt === null).length,
    folders: data.subscriptions.folders.length,
    marks: data.marks.size(),
    followed: data.subscriptions.feeds.filter(({ unfollowedAt }) => unfollowedAt === null),
    proxy: settingsOf(data.settings).proxy,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
