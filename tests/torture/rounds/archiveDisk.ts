/**
 * archiveDisk.ts — articles on a disk that fails: every operation of one life, once and for good; and a disk that fills up at
 * every place. The judge is the next start, on a disk that works.
 */
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Files } from '../../../main/store/files.ts'
import type { Library } from '../../../main/model/library.ts'
import { makeFailingDisk } from '../../helpers/failingDisk.ts'
import { judgeArchive, makeArchiveChange } from '../archivePlan.ts'
import { removeFolder, workFolder } from '../child.ts'
import { makeArchive, openQuietly } from '../opening.ts'
import { tallyOf } from '../result.ts'
import type { Result, Tally } from '../result.ts'
import { filesWith } from './fullDisk.ts'

const made = 42
const changes = 12
const before = Array.from({ length: made }, (_, n) => n)

interface Bench {
  /** A life on a fresh copy; what it acknowledged. Null when it did not start. */
  readonly live: (
    files: Files,
    work?: (library: Library) => Promise<void>,
  ) => Promise<readonly number[] | null>
  readonly judge: (acknowledged: readonly number[], at: string) => Promise<void>
  readonly end: () => Promise<void>
}

async function makeBench(tally: Tally): Promise<Bench> {
  const folder = await workFolder('articles')
  const template = join(folder, 'template')
  const library = join(folder, 'library')
  await makeArchive(template, made)
  return {
    live: async (files, work = () => Promise.resolve()) => {
      await rm(library, { recursive: true, force: true })
      await cp(template, library, { recursive: true })
      const opened = await openQuietly(library, files)
      if (opened === null) return null
      await work(opened)
      const acknowledged: number[] = []
      for (let n = made; n < made + changes; n += 1)
        if (await makeArchiveChange(opened, n)) acknowledged.push(n)
      await opened.close()
      // Where even that could not be taken away.
      await rm(join(library, 'lock'), { force: true })
      return acknowledged
    },
    judge: async (acknowledged, at) => {
      tally.tried()
      const again = await openQuietly(library)
      if (again === null) {
        tally.failedStart(`${at}, next start`)
        return
      }
      const asked = made + changes
      tally.add(await judgeArchive(again, { acknowledged: [...before, ...acknowledged], asked }), at)
      for (const failure of again.trouble) tally.add([`told of ${JSON.stringify(failure)}`], at)
      const isTaken = await makeArchiveChange(again, asked)
      if (!isTaken) tally.add(['takes no articles afterwards'], at)
      await again.close()
    },
    end: () => removeFolder(folder),
  }
}

/** @param step Every so manieth operation only. */
export async function archiveFailingRound(step: number): Promise<Result> {
  const tally = tallyOf('articles: every file operation failing')
  const bench = await makeBench(tally)
  const count = async (failing: (made: number) => boolean) => {
    const disk = makeFailingDisk()
    let operations = 0
    const acknowledged = await bench.live(disk.files, () => {
      // Open by now: a start that cannot read is a test of its own.
      disk.fail(() => (failing((operations += 1)) ? 'EIO' : null))
      return Promise.resolve()
    })
    return { operations, acknowledged: acknowledged ?? [] }
  }
  const { operations } = await count(() => false)
  for (let at = 1; at <= operations; at += step) {
    for (const [how, fails] of [
      ['once', (n: number) => n === at],
      ['for good', (n: number) => n >= at],
    ] as const) {
      const { acknowledged } = await count(fails)
      if (how === 'once' && acknowledged.length < changes - 2)
        tally.add(['more than two changes were refused'], `operation ${String(at)} once`)
      await bench.judge(acknowledged, `operation ${String(at)} ${how}`)
    }
  }
  await bench.end()
  return tally.result({ operations })
}

/** @param step Every so manieth byte of what one life writes. */
export async function archiveFullRound(step: number): Promise<Result> {
  const tally = tallyOf('articles: disk full, injected')
  const bench = await makeBench(tally)
  const measure = { bytes: Number.MAX_SAFE_INTEGER }
  await bench.live(filesWith(measure))
  const total = Number.MAX_SAFE_INTEGER - measure.bytes
  let refused = 0
  for (let bytes = 0; bytes < total; bytes += step) {
    const at = `${String(bytes)} bytes left`
    const acknowledged = await bench.live(filesWith({ bytes }))
    if (acknowledged === null) tally.failedStart(at)
    else {
      refused += changes - acknowledged.length
      await bench.judge(acknowledged, at)
    }
  }
  await bench.end()
  return tally.result({ 'bytes of one life': total, 'changes refused': refused })
}
