/**
 * damage.ts — truncation, turned bits and junk in the files of user/ (safety.md tests 86–89, 94). In this process.
 *
 * The judge: damage to a snapshot loses nothing; damage to the journal leaves an exact beginning of what was done after
 * the snapshot, and is told unless it is what a write leaves that was never finished.
 */
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chance, removeFolder, workFolder } from '../child.ts'
import { makeLibrary, openQuietly } from '../opening.ts'
import { judge, lengthOf } from '../plan.ts'
import { tallyOf } from '../result.ts'
import type { Result } from '../result.ts'

const count = 36
const reopenEvery = 10
/** What the last snapshot holds. */
const settled = 30
const snapshots = ['subscriptions.json', 'marks.json', 'settings.json']

interface Bench {
  readonly library: string
  readonly original: (name: string) => Promise<Buffer>
  /** Opens what `damage` left of a fresh copy, and judges. */
  readonly judged: (
    at: string,
    names: readonly string[],
    damage: (path: string) => Promise<void>,
  ) => Promise<void>
  readonly end: () => Promise<void>
}

async function makeBench(tally: ReturnType<typeof tallyOf>): Promise<Bench> {
  const folder = await workFolder('damage')
  const template = join(folder, 'template')
  const library = join(folder, 'library')
  await makeLibrary(template, count, reopenEvery)
  const all = Array.from({ length: count }, (_, n) => n)
  return {
    library,
    original: (name) => readFile(join(template, 'user', name)),
    judged: async (at, names, damage) => {
      await rm(library, { recursive: true, force: true })
      await cp(template, library, { recursive: true })
      for (const name of names) await damage(join(library, 'user', name))
      const isJournal = names.includes('journal.log')
      tally.tried()
      const opened = await openQuietly(library)
      if (opened === null) {
        tally.failedStart(at)
        return
      }
      const length = lengthOf(opened, count - 1)
      tally.add(judge(opened, all.slice(0, isJournal ? settled : count), count - 1), at)
      if (judge(opened, [], Math.max(length - 1, settled - 1)).length > 0)
        tally.add(['not an exact beginning'], at)
      const isTold = opened.trouble.some(({ kind }) => kind === 'store-restored')
      const isTorn = isJournal && (await isCut(library, names))
      if (!isTold && !isTorn) tally.add(['nobody was told'], at)
      await opened.close()
    },
    end: () => removeFolder(folder),
  }

  async function isCut(at: string, names: readonly string[]): Promise<boolean> {
    if (names.length > 1) return false
    const now = await readFile(join(at, 'user', 'journal.log')).catch(() => Buffer.alloc(0))
    const before = await readFile(join(template, 'user', 'journal.log'))
    return now.length < before.length && before.subarray(0, now.length).equals(now)
  }
}

/** @param step Every so manieth byte only. */
export async function truncationRound(step = 1): Promise<Result> {
  const tally = tallyOf('cut at every byte')
  const bench = await makeBench(tally)
  const journal = await bench.original('journal.log')
  const head = journal.indexOf(10) + 1
  for (let length = head; length < journal.length; length += step) {
    await bench.judged(`journal cut at ${String(length)}`, ['journal.log'], (path) =>
      writeFile(path, journal.subarray(0, length)),
    )
  }
  for (const name of snapshots) {
    const whole = await bench.original(name)
    const lengths = [
      ...Array.from({ length: 100 }, (_, n) => Math.floor((whole.length * n) / 100)),
      ...Array.from({ length: 200 }, (_, n) => whole.length - 200 + n).filter((n) => n > 0),
    ]
    for (const length of lengths.filter((_, n) => n % step === 0)) {
      await bench.judged(`${name} cut at ${String(length)}`, [name], (path) =>
        writeFile(path, whole.subarray(0, length)),
      )
    }
  }
  await bench.end()
  return tally.result({ 'bytes of journal': journal.length - head })
}

export async function bitRound(flips: number, seed = 1): Promise<Result> {
  const tally = tallyOf('turned bits')
  const bench = await makeBench(tally)
  const random = chance(seed)
  for (let n = 0; n < flips; n += 1) {
    const name = [...snapshots, 'journal.log'][n % 4] ?? ''
    const bytes = await bench.original(name)
    const bit = Math.floor(random() * bytes.length * 8)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    // A turned bit in a head of the journal leaves what the snapshot holds, and is told.
    await bench.judged(`bit ${String(bit)} of ${name}`, [name], (path) => writeFile(path, bytes))
  }
  await bench.end()
  return tally.result({ seed })
}

/** @param step Every so manieth kind of junk only. */
export async function junkRound(step = 1): Promise<Result> {
  const tally = tallyOf('junk in place of a file')
  const bench = await makeBench(tally)
  const junk: readonly (readonly [string, (path: string) => Promise<void>])[] = [
    ...['', 'null', '0', '""', '[]', '{}', '\0'.repeat(4096), '{"feeds":[]}', '\n'].map(
      (text) => [JSON.stringify(text.slice(0, 12)), (path: string) => writeFile(path, text)] as const,
    ),
    ['nothing', (path: string) => rm(path)],
  ]
  for (const [what, damage] of junk.filter((_, n) => n % step === 0)) {
    for (const names of [...snapshots, 'journal.log'].map((name) => [name])) {
      await bench.judged(`${what} in ${String(names)}`, names, damage)
    }
    await bench.judged(`${what} in all snapshots`, snapshots, damage)
    await bench.judged(`${what} in all files`, [...snapshots, 'journal.log'], damage)
  }
  await bench.end()
  return tally.result({})
}
