/**
 * diagnostics.ts — a text for the person who helps: versions, counts, sizes, health, the end of the log.
 *
 * Room:     main/jobs.
 * Promises: nothing private: no titles, no names of outlets or folders, no paths, of addresses the host alone. Facts are made
 *           bare before they become text; lines of the log, which may be of an earlier version, as text (redact.ts).
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { LibraryFacts } from '../../preload/contract/model.ts'
import { redact, redactFailure } from '../base/redact.ts'
import type { JobContext } from '../model/jobContext.ts'
import type { DataPorts } from './dataPorts.ts'
import { reportDisk } from './diskReport.ts'

const logLines = 100

export async function writeDiagnostics(
  context: JobContext,
  ports: DataPorts,
  facts: Pick<LibraryFacts, 'version' | 'runtime'>,
): Promise<string> {
  const { library, clock } = context
  const own = ports.private
  const disk = await reportDisk(context, ports)
  const { feeds, folders } = library.subscriptions()
  const followed = feeds.filter(({ unfollowedAt }) => unfollowedAt === null)
  const failing = followed.flatMap(({ id }) => library.fetchRecord(id).failure ?? [])
  const articles = disk.outlets.reduce((sum, outlet) => sum + outlet.articles, 0)
  const texts = disk.outlets.reduce((sum, outlet) => sum + outlet.bytes, 0)
  const { refreshMinutes, keepPictures, pictureRoomMb, workOffline, language, theme } = library.settings()
  const health = library.health()
  const lines = [
    `Kawaraban ${facts.version}`,
    facts.runtime,
    ports.platform,
    `made ${new Date(clock.now()).toISOString()}`,
    '',
    `outlets ${String(followed.length)} (unfollowed ${String(feeds.length - followed.length)}), folders ${String(folders.length)}`,
    `articles ${String(articles)}, starred ${String(library.starred().size)}`,
    `texts ${size(texts)}, pictures ${String(disk.pictures.count)} (${size(disk.pictures.bytes)})`,
    `own data ${size(disk.own)}, quarantine ${size(disk.quarantine)}, deleted ${String(disk.deleted.count)} (${size(disk.deleted.bytes)}), other ${size(disk.other)}, log ${size(disk.log)}`,
    `last backup ${disk.lastBackup ?? 'none'}, portable ${String(disk.isPortable)}, moving ${String(disk.nextFolder !== null)}`,
    `settings ${JSON.stringify({ refreshMinutes, keepPictures, pictureRoomMb, workOffline, language, theme })}`,
    `failing ${String(failing.length)}: ${JSON.stringify(countOf(failing))}`,
    `health ${health.phase}${health.phase === 'ok' ? '' : ` ${redactFailure(health.failure, own)}`}`,
    ...library.trouble.map((failure) => `repaired ${redactFailure(failure, own)}`),
    '',
    `last ${String(logLines)} lines of the log`,
    ...ports.logLines(logLines).map((line) => redact(line, own)),
  ]
  return lines.join('\n')
}

function countOf(failures: readonly Failure[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { kind } of failures) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function size(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
