/**
 * programs.ts — several programs want one library at once, some are killed; others read its files all the while
 * (safety.md test 93).
 */
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unseal } from '../../../main/store/envelope.ts'
import { chance, remember, removeFolder, startVictim, workFolder } from '../child.ts'
import { tallyOf } from '../result.ts'
import type { Result } from '../result.ts'

export interface ProgramsOptions {
  readonly program: string
  /** Starts in all. */
  readonly starts: number
  readonly atOnce: number
}

/**
 * Each start makes a few changes with numbers of its own, if it gets in. Two writers at once would lose changes of one
 * of them, because each knows its own journal only; so lost changes are what a broken lock shows.
 */
export async function programsRound({ program, starts, atOnce }: ProgramsOptions): Promise<Result> {
  const tally = tallyOf('programs that want one library')
  const random = chance(7)
  const folder = await workFolder('programs')
  const library = join(folder, 'library')
  await mkdir(library)
  const acknowledged: number[] = []
  let [began, refused, inside, torn, reads] = [0, 0, 0, 0, 0]
  let isOver = false

  const read = async () => {
    while (!isOver) {
      for (const name of ['subscriptions', 'marks', 'settings']) {
        const bytes = await readFile(join(library, 'user', `${name}.json`)).catch(() => null)
        if (bytes === null) continue
        reads += 1
        if (unseal(name, bytes) === null) torn += 1
      }
      await readdir(library)
    }
  }

  const seat = async () => {
    while (began < starts) {
      began += 1
      const from = began * 100
      const victim = startVictim(program, { folder: library, from, count: 25, atOnce: 3, reopenEvery: 8 })
      const isKilled = random() < 0.4
      if (isKilled) {
        const ms = random() * 60
        victim.child.stdout?.once('data', () => setTimeout(() => victim.child.kill('SIGKILL'), ms))
      }
      const told = await victim.ended
      tally.tried()
      acknowledged.push(...told.acknowledged)
      if (told.notOpened?.includes('locked by') === true) refused += 1
      else if (told.opened === null) tally.failedStart(told.notOpened ?? told.complaints)
      else {
        inside += 1
        for (const failure of told.opened.trouble)
          tally.add([`told of ${JSON.stringify(failure)}`], String(from))
      }
    }
  }
  const reading = read()
  await Promise.all(Array.from({ length: atOnce }, seat))
  isOver = true
  await reading
  const memory = join(folder, 'memory.json')
  const marks = acknowledged.filter((n) => ![3, 7].includes(n % 10))
  remember(memory, marks, Number.MAX_SAFE_INTEGER - 100)
  const last = await startVictim(program, { folder: library, memory, count: 0 }).ended
  if (last.opened === null) tally.failedStart('the last start')
  else tally.add(last.opened.wrong, 'at the end')
  if (torn > 0) tally.add([`${String(torn)} torn reads`], 'readers')
  await removeFolder(folder)
  return tally.result({
    'got in': inside,
    'kept out': refused,
    acknowledged: acknowledged.length,
    reads,
    'torn reads': torn,
  })
}
