/**
 * A short round of each torture (tests/torture; the long one is `npm run torture`): real processes, real files.
 *
 * Nothing that was acknowledged is lost, every start succeeds, no damage is read as truth.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeFolder, workFolder } from '../../torture/child.ts'
import { makeProgram } from '../../torture/programs.ts'
import { roundsWith } from '../../torture/rounds/index.ts'
import type { Round } from '../../torture/rounds/index.ts'

const root = join(import.meta.dirname, '../../..')
let folder: string
let rounds: Readonly<Record<string, Round>>

beforeAll(async () => {
  folder = await workFolder('programs')
  const victim = await makeProgram(root, 'victim', folder)
  rounds = roundsWith(root, victim, victim)
})
afterAll(() => removeFolder(folder))

const run = async (name: string) => {
  const result = await rounds[name]?.(true)
  if (result === undefined) throw new Error(`No such round: ${name}`)
  return result
}
/** Seconds on a machine of its own; others may share it. */
const patienceMs = 120_000
const unharmed = { lost: 0, failedStarts: 0, falseTruths: 0, wrong: [] }

describe('the library', () => {
  it.each([
    ['killed at random, again and again', 'kill'],
    ['killed at an operation of a snapshot and its journal', 'operations'],
    ['killed at a step of a migration', 'migration'],
    ['cut at a byte', 'truncation'],
    ['with a bit turned', 'bits'],
    ['with junk in place of its files', 'junk'],
    ['on a disk that fills up', 'injected'],
    ['under a limit that cuts writes short', 'ulimit'],
    ['wanted by several programs at once', 'programs'],
    ['with articles, killed at random', 'archiveKill'],
    ['with articles, killed at an operation', 'archiveOperations'],
    ['with articles, on a disk of which any operation fails', 'archiveFailing'],
    ['with articles, on a disk that fills up', 'archiveFull'],
    ['with articles, with a bit turned', 'archiveBits'],
    ['with articles, cut at a place', 'archiveTruncation'],
  ])(
    '%s loses nothing and starts',
    async (_, name) => {
      expect(await run(name)).toMatchObject(unharmed)
    },
    patienceMs,
  )

  // Need root: null where there is none.
  it.each([
    ['on a disk that is really full', 'tmpfs'],
    ['after a power cut', 'cut'],
    ['with articles, after a power cut', 'archiveCut'],
  ])(
    '%s loses nothing and starts, where a disk may be mounted',
    async (_, name) => {
      const result = await run(name)
      if (result !== null) expect(result).toMatchObject(unharmed)
    },
    patienceMs,
  )
})
