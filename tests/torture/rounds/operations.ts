/**
 * operations.ts — a process that dies at the nth file operation, for every n: of one snapshot rotation, and of a
 * migration (safety.md tests 80, 95). Writes die with nothing and with half of them done.
 */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { remember, removeFolder, startVictim, workFolder } from '../child.ts'
import type { Orders } from '../victim.ts'
import { tallyOf } from '../result.ts'
import type { Library } from '../../../main/model/library.ts'
import { openQuietly } from '../opening.ts'
import type { Result } from '../result.ts'

export interface OperationsOptions {
  readonly program: string
  readonly plan?: Orders['plan']
  /** Every so manieth operation only, for a short round. */
  readonly step?: number
  /** A library to begin with; null: one that is made here, with a snapshot and a journal. */
  readonly fixture?: string | null
  readonly name?: string
  /** What must be in the library besides the changes. */
  readonly check?: (library: Library) => Promise<readonly string[]>
}

const changes = { user: 6, archive: 10 }

export async function operationsRound(options: OperationsOptions): Promise<Result> {
  const { program, plan = 'user', step = 1, fixture = null, name = 'death at every file operation' } = options
  const tally = tallyOf(name)
  const folder = await workFolder('operations')
  const template = fixture ?? join(folder, 'template')
  const memory = join(folder, 'memory.json')
  if (fixture === null) {
    const made = await startVictim(program, {
      folder: template,
      plan,
      count: 30,
      reopenEvery: 9,
      isCrash: true,
    }).ended
    if (made.acknowledged.length !== 30) throw new Error(`No template: ${made.complaints}`)
  }
  const before = fixture === null ? Array.from({ length: 30 }, (_, n) => n) : []
  const whole = await run(join(folder, 'whole'), null, false)
  const total = whole.operations ?? 0

  async function run(library: string, dieAt: number | null, isHalf: boolean) {
    await cp(template, library, { recursive: true })
    return startVictim(program, { folder: library, plan, from: 30, count: changes[plan], dieAt, isHalf })
      .ended
  }

  for (let dieAt = 1; dieAt <= total; dieAt += step) {
    for (const isHalf of [false, true]) {
      const at = `operation ${String(dieAt)}${isHalf ? ', half' : ''}`
      const library = join(folder, `at-${String(dieAt)}${isHalf ? 'h' : ''}`)
      const told = await run(library, dieAt, isHalf)
      remember(memory, [...before, ...told.acknowledged], Math.max(29, ...told.asked))
      const next = await startVictim(program, { folder: library, plan, memory, from: 40, count: 1 }).ended
      tally.tried()
      if (next.opened === null || next.operations === null) {
        tally.failedStart(`${at}: ${next.notOpened ?? next.complaints}`)
      } else {
        tally.add(next.opened.wrong, at)
        // Dying is no damage: nobody is to be alarmed.
        for (const failure of next.opened.trouble) tally.add([`told of ${JSON.stringify(failure)}`], at)
        if (next.acknowledged.length !== 1) tally.add(['takes no changes afterwards'], at)
      }
      if (options.check !== undefined) {
        const opened = await openQuietly(library)
        if (opened === null) tally.failedStart(`${at}, third start`)
        else {
          tally.add(await options.check(opened), at)
          await opened.close()
        }
      }
      await removeFolder(library)
    }
  }
  await removeFolder(folder)
  return tally.result({ operations: total, 'changes before it': changes[plan] })
}
