/**
 * backupFile.ts — everything that nobody can give back, as one file that the reader can keep somewhere else.
 *
 * Room:     main/store. Pure.
 * Promises: the file proves itself as the files of user/ do (envelope.ts); a file of an older version is migrated as they
 *           are; what is not whole, not a backup, or not to be put in place is a failure that says so.
 * Knows:    {"magic":"kawaraban",…,"data":{"madeAt":…,"subscriptions":{…},"settings":{…},"marks":{…}}}: one JSON document.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import { isTime, proveMarks, proveSettings, proveSubscriptions } from './backupProof.ts'
import { isTooDeep } from './backupScan.ts'
import type { Fault } from './backupScan.ts'
import { withoutMarks } from './approvalMark.ts'
import type { UserData } from './changes.ts'
import { seal, unseal } from './envelope.ts'
import { librarySchema } from './migrations.ts'
import { partText, readPartText } from './partFile.ts'
import { settingsOf } from './settings.ts'
import { isPlain } from './shapes.ts'
import type { BackupContents } from '../model/backups.ts'

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

/**
 * @param trust Only what this program has in memory itself need not be proved.
 * @returns `store-newer` for one of a later version, `bad-backup` for one that must not be put in place (backupProof.ts),
 *          `refused` for everything else that cannot be believed.
 * Cost:    of one that `writeBackup` wrote, in steps of a few milliseconds but for its checksum (2 ms a megabyte); of
 *          any other, its whole text is parsed at once: let a thread make one of the first kind of it (main/workers/backupThread.ts).
 */
export async function readBackup(
  bytes: Uint8Array,
  trust: 'foreign' | 'own' = 'foreign',
): Promise<Outcome<Backup>> {
  const refused = fail({ kind: 'refused', request: 'restore', why: 'not a whole backup' })
  const envelope = unseal(name, bytes)
  if (envelope === null) return refused
  const { schema, payload } = envelope
  if (schema > librarySchema) {
    return fail({ kind: 'store-newer', file: name, found: schema, known: librarySchema })
  }
  if (await isTooDeep(payload)) return bad({ why: 'too-deep', where: null })
  const parts = partsOf(payload.toString('utf8'))
  if (parts === null) return refused
  const isForeign = trust === 'foreign'
  const fault = isForeign ? (proveSubscriptions(parts.subscriptions) ?? proveSettings(parts.settings)) : null
  if (fault !== null) return bad(fault)
  const text = (part: unknown) => JSON.stringify(part)
  const subscriptions = await readPartText('subscriptions', schema, text(parts.subscriptions))
  const settings = await readPartText('settings', schema, text(parts.settings))
  const marks = await readPartText('marks', schema, parts.marks)
  if (subscriptions === null || settings === null || marks === null) return refused
  const { madeAt } = parts
  if (isForeign && !isTime(madeAt)) return bad({ why: 'bad-number', where: null })
  const faultOfMarks = isForeign ? await proveMarks(marks) : null
  return faultOfMarks === null
    ? ok({ madeAt, data: { subscriptions: withoutMarks(subscriptions), settings, marks } })
    : bad(faultOfMarks)
}

const bad = (fault: Fault) => fail({ kind: 'bad-backup', ...fault })

interface Parts {
  readonly madeAt: number
  readonly subscriptions: unknown
  readonly settings: unknown
  /** As readMarks wants it. */
  readonly marks: string
}

const beginning = /^\{"madeAt":(-?\d{1,17}(?:\.\d{1,9})?),\n"subscriptions":/

/** By the line ends that `writeBackup` puts between the parts: no text of JSON holds one. Any other JSON is parsed whole. */
function partsOf(text: string): Parts | null {
  const begun = beginning.exec(text)
  const settingsAt = text.indexOf(',\n"settings":')
  const marksAt = text.indexOf(',\n"marks":{\n')
  if (begun !== null && settingsAt !== -1 && marksAt > settingsAt && text.endsWith('\n}}')) {
    const subscriptions = parse(text.slice(begun[0].length, settingsAt))
    const settings = parse(text.slice(settingsAt + ',\n"settings":'.length, marksAt))
    if (isPlain(subscriptions) && isPlain(settings)) {
      return {
        madeAt: Number(begun[1]),
        subscriptions,
        settings,
        marks: text.slice(marksAt + ',\n"marks":'.length, -1),
      }
    }
  }
  const whole = parse(text)
  if (!isPlain(whole) || typeof whole['madeAt'] !== 'number' || !isPlain(whole['marks'])) return null
  const { madeAt, subscriptions = null, settings = null, marks } = whole
  return { madeAt, subscriptions, settings, marks: `{\n${JSON.stringify(marks).slice(1, -1)}\n}` }
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
