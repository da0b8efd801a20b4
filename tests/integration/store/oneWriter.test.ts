/** One writer: real processes that want one library, locks that are not what they seem, and two computers. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { openLibrary } from '../../../main/store/library.ts'
import { systemProcesses } from '../../../main/store/lock.ts'
import type { ArticleId } from '../../../preload/contract/model.ts'
import { until } from '../../helpers/until.ts'
import { removeFolder, startVictim, usual, workFolder } from '../../torture/child.ts'
import type { Victim } from '../../torture/child.ts'
import { makeProgram } from '../../torture/programs.ts'

let programs: string
let program: string
beforeAll(async () => {
  programs = await workFolder('one-writer')
  program = await makeProgram(join(import.meta.dirname, '../../..'), 'victim', programs)
})
afterAll(() => removeFolder(programs))

let folder: string
let running: ChildProcess[] = []
beforeEach(async () => {
  folder = await workFolder('library')
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  await removeFolder(folder)
})

const lockWith = (owner: object) => writeFile(join(folder, 'lock'), `${JSON.stringify(owner)}\n`)
const once = () => startVictim(program, { folder, from: 50, count: 2 }).ended

async function aHolder(): Promise<Victim> {
  const victim = startVictim(program, { folder, pauseMs: 5 })
  running.push(victim.child)
  await until('some changes are acknowledged', () => victim.soFar().acknowledged.length > 3)
  return victim
}

describe.runIf(process.platform === 'linux')('a library', () => {
  it('is one program’s; the second is told, changes nothing, and opens it when the first was killed', async () => {
    const first = await aHolder()
    expect((await once()).notOpened).toContain(`locked by pid ${String(first.child.pid)}`)
    first.child.kill('SIGKILL')
    await first.ended
    expect(await once()).toMatchObject({ opened: { trouble: [] }, acknowledged: [50, 51], code: 0 })
  })

  it('is not shut by a lock whose process number has been given to another program', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'])
    running.push(other)
    await lockWith({ pid: other.pid, start: '1', host: hostname(), by: 'a crash' })
    expect(await once()).toMatchObject({ notOpened: null, acknowledged: [50, 51] })
  })

  it('stays shut while a program of another user has it', async () => {
    // Process 1 lives always, and is root's.
    await lockWith({ pid: 1, start: systemProcesses.startOf(1), host: hostname(), by: 'another' })
    await chmod(folder, 0o777)
    await chmod(programs, 0o755)
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const child = spawn(process.execPath, [program, JSON.stringify({ ...usual, folder })], nobody)
    running.push(child)
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await new Promise((resolve) => child.once('close', resolve))
    expect(said).toContain('locked by pid 1')
  })

  it('stays shut while another computer has it, whatever runs here under that number', async () => {
    await lockWith({ pid: 2 ** 22 + 1, start: '7', host: 'lighthouse', by: 'another' })
    expect((await once()).notOpened).toContain('locked on lighthouse by pid')
    expect(await readdir(folder)).toContain('knock')
  })
})

describe('a computer that slept while another took the library over', () => {
  it('acknowledges nothing more when it wakes, and what the other one acknowledged stays', async () => {
    let now = 0
    const on = (host: string, ownPid: number) =>
      openLibrary({
        folder,
        log: silentLog,
        clock: { now: () => Date.now() },
        after: () => () => undefined,
        processes: { ...systemProcesses, host, ownPid, steadyMs: () => now },
      })
    const mark = (name: string) => [[name as ArticleId, { read: 1 }]] as const
    await mkdir(join(folder, 'user'), { recursive: true })
    const asleep = await on('lighthouse', 1001)
    if (!asleep.ok) throw new Error('not opened')
    expect(await asleep.value.changeMarks(mark('before'))).toMatchObject({ ok: true })
    expect(await on('harbour', 1002)).toMatchObject({ ok: false })
    now += 31_000
    const here = await on('harbour', 1002)
    if (!here.ok) throw new Error('not taken over')
    expect(here.value.markOf('before' as ArticleId)).toEqual({ read: 1 })
    expect(await here.value.changeMarks(mark('here'))).toMatchObject({ ok: true })

    expect(await asleep.value.changeMarks(mark('awake'))).toMatchObject({ ok: false })
    // It is tried again by itself a second later.
    expect(await asleep.value.tryAgain()).toMatchObject({ phase: 'read-only' })
    expect(await here.value.changeMarks(mark('later'))).toMatchObject({ ok: true })
    await asleep.value.close()
    await here.value.close()

    const again = await on('harbour', 1003)
    if (!again.ok) throw new Error('not opened again')
    expect(again.value.trouble).toEqual([])
    const there = ['before', 'here', 'later', 'awake'].map((id) => again.value.markOf(id as ArticleId))
    expect(there).toEqual([{ read: 1 }, { read: 1 }, { read: 1 }, null])
    await again.value.close()
  })
})
