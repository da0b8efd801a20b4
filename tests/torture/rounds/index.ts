/**
 * index.ts — all rounds, long or short, and the table of what they found.
 *
 * The long round takes about an hour on one core. $TORTURE_CYCLES and $TORTURE_CUTS change how many kills and power cuts
 * there are, $TORTURE_SEED which kills, $TORTURE_LANES how many libraries are killed side by side. Nothing here has a time
 * limit, so all of it may be stopped (SIGSTOP to the process group) and go on later.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { Library } from '../../../main/model/library.ts'
import { makeProgram } from '../programs.ts'
import type { Result } from '../result.ts'
import { archiveBitRound, archiveTruncationRound } from './archiveDamage.ts'
import { archiveFailingRound, archiveFullRound } from './archiveDisk.ts'
import { bitRound, junkRound, truncationRound } from './damage.ts'
import { injectedRound, tmpfsRound, ulimitRound } from './fullDisk.ts'
import { killRound } from './kill.ts'
import { lowdbDamageRound, lowdbProgramsRound } from './lowdb.ts'
import { operationsRound } from './operations.ts'
import { powerCutRound } from './powerCut.ts'
import { programsRound } from './programs.ts'

export interface TortureOptions {
  readonly root: string
  readonly folder: string
  readonly arguments: readonly string[]
}

export type Round = (isShort: boolean) => Promise<Result | null>

/** @param victim, lowdb Paths of the programs (programs.ts). */
export function roundsWith(root: string, victim: string, lowdb: string): Readonly<Record<string, Round>> {
  const cycles = Number(process.env['TORTURE_CYCLES'] ?? 10_000)
  const cuts = Number(process.env['TORTURE_CUTS'] ?? 500)
  const lanes = Number(process.env['TORTURE_LANES'] ?? 1)
  const seed = Number(process.env['TORTURE_SEED'] ?? 1)
  const schema1 = join(root, 'tests/fixtures/libraries/schema-1')
  return {
    operations: (isShort) => operationsRound({ program: victim, step: isShort ? 13 : 1 }),
    migration: (isShort) =>
      operationsRound({
        program: victim,
        step: isShort ? 29 : 1,
        fixture: schema1,
        name: 'death at every step of a migration',
        check: hasFirstLibrary,
      }),
    truncation: (isShort) => truncationRound(isShort ? 61 : 1),
    bits: (isShort) => bitRound(isShort ? 24 : 1000),
    junk: (isShort) => junkRound(isShort ? 4 : 1),
    injected: (isShort) => injectedRound(isShort ? 6007 : 101),
    ulimit: (isShort) => ulimitRound(victim, isShort ? 6 : 200),
    tmpfs: (isShort) => tmpfsRound(victim, isShort ? 6 : 120),
    programs: (isShort) => programsRound({ program: victim, starts: isShort ? 16 : 2000, atOnce: 4 }),
    kill: (isShort) => killRound({ program: victim, cycles: isShort ? 40 : cycles, seed, lanes }),
    cut: (isShort) => powerCutRound({ program: victim, cuts: isShort ? 6 : cuts, mountOptions: 'defaults' }),
    cutNoAlloc: (isShort) =>
      powerCutRound({ program: victim, cuts: isShort ? 3 : cuts, mountOptions: 'noauto_da_alloc' }),
    archiveKill: (isShort) =>
      killRound({
        program: victim,
        plan: 'archive',
        cycles: isShort ? 8 : cycles,
        seed,
        lanes,
        name: 'articles: kill -9',
      }),
    archiveOperations: (isShort) =>
      operationsRound({
        program: victim,
        plan: 'archive',
        step: isShort ? 31 : 1,
        name: 'articles: death at every file operation',
      }),
    archiveCut: (isShort) =>
      powerCutRound({
        program: victim,
        plan: 'archive',
        cuts: isShort ? 3 : cuts,
        mountOptions: 'defaults',
        name: 'articles: power cut, ext4 defaults',
      }),
    archiveCutNoAlloc: (isShort) =>
      powerCutRound({
        program: victim,
        plan: 'archive',
        cuts: isShort ? 3 : cuts,
        mountOptions: 'noauto_da_alloc',
        name: 'articles: power cut, ext4 noauto_da_alloc',
      }),
    archiveFailing: (isShort) => archiveFailingRound(isShort ? 19 : 1),
    archiveFull: (isShort) => archiveFullRound(isShort ? 8009 : 101),
    archiveBits: (isShort) => archiveBitRound(isShort ? 16 : 1000),
    archiveTruncation: (isShort) => archiveTruncationRound(isShort ? 20_011 : 97),
    lowdbKill: (isShort) =>
      killRound({ program: lowdb, cycles: isShort ? 10 : Math.min(cycles, 500), name: 'lowdb: kill -9' }),
    lowdbDamage: (isShort) => lowdbDamageRound(lowdb, isShort ? 60 : 3),
    lowdbPrograms: (isShort) => lowdbProgramsRound(lowdb, isShort ? 2 : 40),
    lowdbCut: (isShort) =>
      powerCutRound({
        program: lowdb,
        cuts: isShort ? 2 : 60,
        mountOptions: 'defaults',
        name: 'lowdb: power cut, ext4 defaults',
      }),
  }
}

/** What the fixture of schema 1 holds. */
async function hasFirstLibrary(library: Library): Promise<readonly string[]> {
  const isWhole =
    (await hasOldArticles(library)) &&
    library.settings().theme === 'dark' &&
    ['harbour', 'kiln'].every((id) =>
      library.subscriptions().feeds.some((feed) => (feed.id as string) === id),
    ) &&
    ['a1', 'a2', 'a3'].every((id) => library.markOf(id as never) !== null)
  return isWhole ? [] : ['something of the old library is lost']
}

/** What older versions kept of its papers, in the archive. */
async function hasOldArticles(library: Library): Promise<boolean> {
  const kiln = 'kiln' as FeedId
  const rows = library.headlinesOf(kiln)
  const changed = rows.find(({ title }) => title === 'Glazes of the north, corrected')
  if (rows.length !== 4 || library.headlinesOf('harbour' as FeedId).length !== 2 || changed === undefined)
    return false
  const versions = await library.articles.readVersions(kiln, changed)
  const deleted = await library.deleted.list()
  return versions.length === 3 && deleted.length === 1 && [...library.removedOf(kiln)].length === 2
}

/** @returns 1 when anything of ours that must be nought is not. */
export async function torture({ root, folder, arguments: wishes }: TortureOptions): Promise<number> {
  const isShort = wishes.includes('--short')
  const names = wishes.filter((wish) => !wish.startsWith('--'))
  await mkdir(folder, { recursive: true })
  const programs = join(folder, 'programs')
  const victim = await makeProgram(root, 'victim', programs)
  const lowdb = await makeProgram(root, 'lowdbVictim', programs)
  let isBad = false
  for (const [name, round] of Object.entries(roundsWith(root, victim, lowdb))) {
    if (names.length > 0 && !names.includes(name)) continue
    const startedAt = performance.now()
    const result = await round(isShort)
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    if (result === null) {
      process.stdout.write(`${name}: left out, it needs root and mount\n`)
      continue
    }
    const { tries, lost, failedStarts, falseTruths, facts, wrong } = result
    const sums = `lost ${String(lost)}, failed starts ${String(failedStarts)}, false ${String(falseTruths)}`
    process.stdout.write(
      `${name}: ${String(tries)} tries in ${String(seconds)} s; ${sums}; ${JSON.stringify(facts)}\n`,
    )
    const isOurs = !name.startsWith('lowdb')
    if (isOurs) for (const sentence of wrong) process.stdout.write(`    ${sentence}\n`)
    isBad ||= isOurs && lost + failedStarts + falseTruths > 0
    await writeFile(
      join(folder, `${name}.json`),
      `${JSON.stringify({ name, isShort, seconds, ...result }, null, 1)}\n`,
    )
  }
  return isBad ? 1 : 0
}
