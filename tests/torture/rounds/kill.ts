/**
 * kill.ts — kill -9 at a random moment while changes are made; the next start is the judge (safety.md test 79).
 *
 * A cycle is one process. One in three makes 50 changes a second, the others as many as the disk takes, one to eight at
 * once; some close and open again all the time, so that snapshots are hit; one in six is killed while it starts. Every 100
 * cycles a new library begins; each library's cycles follow from the seed, however many go side by side.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Orders } from '../victim.ts'
import { chance, remember, removeFolder, startVictim, workFolder } from '../child.ts'
import { tallyOf } from '../result.ts'
import type { Result, Tally } from '../result.ts'

export interface KillOptions {
  readonly program: string
  readonly plan?: Orders['plan']
  readonly cycles: number
  readonly seed?: number
  readonly name?: string
  /** How many libraries are tormented side by side. */
  readonly lanes?: number
}

const cyclesOfOneLibrary = 100

export async function killRound({
  program,
  plan = 'user',
  cycles,
  seed = 1,
  name = 'kill -9',
  lanes = 1,
}: KillOptions): Promise<Result> {
  const tally = tallyOf(name)
  const sums = { acknowledged: 0, starts: 0, repairs: 0 }
  let begun = 0
  const lane = async () => {
    while (begun < cycles) {
      const first = begun
      begun = Math.min(cycles, first + cyclesOfOneLibrary)
      await oneLibrary({
        program,
        plan,
        first,
        end: begun,
        random: chance(seed * 100_003 + first),
        tally,
        sums,
      })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const { acknowledged, starts, repairs } = sums
  return tally.result({ acknowledged, 'starts judged': starts, 'repairs told': repairs, seed })
}

interface OneLibrary {
  readonly program: string
  readonly plan: Orders['plan']
  readonly first: number
  readonly end: number
  readonly random: () => number
  readonly tally: Tally
  readonly sums: { acknowledged: number; starts: number; repairs: number }
}

async function oneLibrary({ program, plan, first, end, random, tally, sums }: OneLibrary): Promise<void> {
  const folder = await workFolder('kill')
  const library = join(folder, 'library')
  await mkdir(library)
  const memory = join(folder, 'memory.json')
  const acknowledged: number[] = []
  let next = 0
  for (let cycle = first; cycle < end; cycle += 1) {
    remember(memory, acknowledged, next - 1)
    const isSlow = random() < 0.33
    const isStarting = random() < 0.17
    const victim = startVictim(program, {
      folder: library,
      plan,
      memory,
      from: next,
      pauseMs: isSlow ? 20 : 0,
      atOnce: isSlow ? 1 : 1 + Math.floor(random() * 8),
      reopenEvery: random() < 0.3 ? 1 + Math.floor(random() * 12) : null,
    })
    const { child } = victim
    const kill = (ms: number) => setTimeout(() => child.kill('SIGKILL'), ms)
    if (isStarting) kill(20 + random() * 120)
    else {
      const ms = random() * (isSlow ? 250 : 90)
      child.stdout?.once('data', () => kill(ms))
    }
    const told = await victim.ended
    tally.tried()
    if (told.signal !== 'SIGKILL')
      tally.failedStart(`cycle ${String(cycle)}: ${told.notOpened ?? told.complaints}`)
    if (told.opened !== null) {
      sums.starts += 1
      sums.repairs += told.opened.trouble.length
      tally.add(told.opened.wrong, `cycle ${String(cycle)}`)
      // Dying is no damage to articles.
      const damaged = told.opened.trouble.filter(({ kind }) => kind === 'articles-damaged')
      for (const each of damaged) tally.add([`told of ${JSON.stringify(each)}`], `cycle ${String(cycle)}`)
    }
    acknowledged.push(...told.acknowledged)
    sums.acknowledged += told.acknowledged.length
    next = Math.max(next, ...told.asked.map((n) => n + 1))
  }
  await removeFolder(folder)
}
