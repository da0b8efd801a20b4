/**
 * powerCut.ts — what is on the block device at a moment is copied, mounted and opened (safety.md test 81, §4.2).
 *
 * The writer is stopped for the copy and goes on afterwards; what it had acknowledged by then must be in the copy. A copy of
 * a block image holds what reached the block layer, the file system's own journal included: what a power cut leaves of a
 * drive without a volatile cache. Needs root and a loop device; without them there is no result.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chance, remember, removeFolder, startVictim, workFolder } from '../child.ts'
import type { Victim } from '../child.ts'
import type { Orders } from '../victim.ts'
import { tallyOf } from '../result.ts'
import type { Result } from '../result.ts'

export interface PowerCutOptions {
  readonly program: string
  readonly plan?: Orders['plan']
  readonly cuts: number
  readonly mountOptions: string
  readonly name?: string
}

const call = (command: string, ...options: readonly string[]) =>
  execFileSync(command, [...options], { stdio: ['ignore', 'pipe', 'pipe'] })

export async function powerCutRound({
  program,
  plan = 'user',
  cuts,
  mountOptions,
  name,
}: PowerCutOptions): Promise<Result | null> {
  const tally = tallyOf(name ?? `power cut, ext4 ${mountOptions}`)
  const folder = await workFolder('cut')
  const [image, disk, copy, ruin] = ['image', 'disk', 'copy', 'ruin'].map((each) => join(folder, each)) as [
    string,
    string,
    string,
    string,
  ]
  await mkdir(disk)
  await mkdir(ruin)
  await writeFile(image, '')
  await truncate(image, 24 * 1024 * 1024)
  try {
    call('mkfs.ext4', '-q', image)
    call('mount', '-o', `loop,${mountOptions}`, image, disk)
  } catch {
    await removeFolder(folder)
    return null
  }
  const random = chance(3)
  const memory = join(folder, 'memory.json')
  let acknowledged: readonly number[] = []
  let alarms = 0
  let unusable = 0
  let victim: Victim | null = null
  let library = ''
  const begin = () => {
    const reopenEvery = random() < 0.5 ? 10 : null
    return startVictim(program, {
      folder: join(disk, library),
      plan,
      reopenEvery,
      atOnce: 2,
      pauseMs: 2,
    })
  }
  try {
    for (let cut = 0; cut < cuts; cut += 1) {
      // A new library now and then, so that the small disk does not fill.
      if (cut % 25 === 0) {
        victim?.child.kill('SIGKILL')
        await victim?.ended
        // Of another library, because the medium may hold the old one for some seconds yet.
        if (library !== '') await rm(join(disk, library), { recursive: true })
        library = `library-${String(cut)}`
        await mkdir(join(disk, library))
        victim = begin()
      }
      const running = victim as Victim
      await new Promise((resolve) => setTimeout(resolve, 15 + random() * 120))
      running.child.kill('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, 5))
      const told = running.soFar()
      acknowledged = told.acknowledged
      call('cp', '--sparse=always', image, copy)
      running.child.kill('SIGCONT')
      call('mount', '-o', 'loop', copy, ruin)
      try {
        remember(memory, acknowledged, Math.max(-1, ...told.asked) + 100)
        // The copy takes a moment: what the file system changed meanwhile may not fit together.
        if (!(await isUsable(join(ruin, library)))) {
          unusable += 1
          continue
        }
        // The lock names the writer, which a real power cut would have ended.
        await rm(join(ruin, library, 'lock'), { force: true })
        const judge = await startVictim(program, {
          folder: join(ruin, library),
          plan,
          memory,
          count: 0,
          isCrash: true,
        }).ended
        tally.tried()
        const at = `cut ${String(cut)}`
        if (judge.opened === null) tally.failedStart(`${at}: ${judge.notOpened ?? judge.complaints}`)
        else {
          tally.add(judge.opened.wrong, at)
          alarms += judge.opened.trouble.filter(({ kind }) => kind === 'articles-damaged').length
        }
      } finally {
        call('umount', ruin)
      }
    }
  } finally {
    victim?.child.kill('SIGKILL')
    await victim?.ended
    call('umount', disk)
    await removeFolder(folder)
  }
  return tally.result({
    'acknowledged by the last cut': acknowledged.length,
    'told of what nobody was promised': alarms,
    'copies that fit no file system': unusable,
  })
}

async function isUsable(folder: string): Promise<boolean> {
  return mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  )
}
