/** lowdb.ts — lowdb's stock JSONFile adapter, by the same methods, beside ours. Nothing of it is expected to be nought. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { remember, removeFolder, startVictim, workFolder } from '../child.ts'
import { tallyOf } from '../result.ts'
import type { Result } from '../result.ts'

const count = 40

async function fresh(
  program: string,
  name: string,
): Promise<{ folder: string; path: string; memory: string }> {
  const folder = await workFolder(name)
  await startVictim(program, { folder, count }).ended
  const memory = join(folder, 'memory.json')
  remember(
    memory,
    Array.from({ length: count }, (_, n) => n),
    count,
  )
  return { folder, path: join(folder, 'marks.json'), memory }
}

/** Every start that fails, and every one that lost something without a word, counts. */
export async function lowdbDamageRound(program: string, step: number): Promise<Result> {
  const tally = tallyOf('lowdb: cut, turned bits, junk')
  const { folder, path, memory } = await fresh(program, 'lowdb')
  const whole = await readFile(path)
  const cases: (readonly [string, Uint8Array])[] = []
  for (let length = 0; length < whole.length; length += step)
    cases.push([`cut at ${String(length)}`, whole.subarray(0, length)])
  for (let bit = 3; bit < whole.length * 8; bit += step * 8 + 1) {
    const bytes = Buffer.from(whole)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    cases.push([`bit ${String(bit)}`, bytes])
  }
  for (const junk of ['', 'null', '0', '""', '[]', '{}', '\0\0\0\0'])
    cases.push([`holds ${junk}`, Buffer.from(junk)])
  let silent = 0
  for (const [at, bytes] of cases) {
    await writeFile(path, bytes)
    const told = await startVictim(program, { folder, memory, count: 0 }).ended
    tally.tried()
    if (told.opened === null) tally.failedStart(at)
    else {
      if (told.opened.wrong.length > 0) silent += 1
      tally.add(told.opened.wrong.slice(0, 1), at)
    }
  }
  await removeFolder(folder)
  return tally.result({ 'read as truth': silent })
}

export async function lowdbProgramsRound(program: string, rounds: number): Promise<Result> {
  const tally = tallyOf('lowdb: two programs')
  for (let round = 0; round < rounds; round += 1) {
    const folder = await workFolder('lowdb')
    await mkdir(folder, { recursive: true })
    const two = [0, 1].map((n) => startVictim(program, { folder, from: n * 1000, count: 600 }).ended)
    const told = await Promise.all(two)
    const memory = join(folder, 'memory.json')
    remember(
      memory,
      told.flatMap((each) => each.acknowledged),
      2000,
    )
    const last = await startVictim(program, { folder, memory, count: 0 }).ended
    tally.tried()
    if (last.opened === null || told.some((each) => each.opened === null))
      tally.failedStart(`round ${String(round)}`)
    tally.add(last.opened?.wrong ?? [], `round ${String(round)}`)
    for (const each of told)
      if (each.code !== 0)
        tally.add([`a program ended with ${each.complaints.slice(0, 80)}`], `round ${String(round)}`)
    await removeFolder(folder)
  }
  return tally.result({})
}
