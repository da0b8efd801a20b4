/** Covers main/store/lock.ts, with processes that only the test knows. */
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireLock, systemProcesses } from '../../../../main/store/lock.ts'
import type { Processes } from '../../../../main/store/lock.ts'
import { until } from '../../../helpers/until.ts'
import { errorWith, makePlace, quickFiles } from './faults.ts'
import type { TestPlace } from './faults.ts'

let test: TestPlace
beforeEach(async () => {
  test = await makePlace()
})
afterEach(() => test.remove())

/** Process 10 is we; 20 runs since `start`. */
const processes = (facts: Partial<Processes> = {}): Processes => ({
  ownPid: 10,
  isAlive: (pid) => pid === 20,
  startOf: (pid) => `start of ${String(pid)}`,
  host: 'harbour',
  steadyMs: () => 0,
  ...facts,
})
const asProcess20 = processes({ ownPid: 20 })

describe('the lock', () => {
  it('keeps a second living program out', async () => {
    await acquireLock(test.place, asProcess20)
    expect(await acquireLock(test.place, processes())).toEqual({
      ok: false,
      failure: { kind: 'refused', request: 'library', why: 'locked by pid 20' },
    })
  })

  it('lets the next one in when it was released', async () => {
    const first = await acquireLock(test.place, asProcess20)
    if (first.ok) await first.value.release()
    expect(await acquireLock(test.place, processes())).toMatchObject({ ok: true })
  })

  it('is taken over from a program that is gone', async () => {
    await acquireLock(test.place, asProcess20)
    const isAlive = () => false
    expect(await acquireLock(test.place, processes({ isAlive }))).toMatchObject({ ok: true })
    expect(await readFile(test.place.paths.lock, 'utf8')).toContain('"pid":10')
  })

  it('is taken over when another program has got the number since', async () => {
    await acquireLock(test.place, asProcess20)
    const startOf = () => 'later'
    expect(await acquireLock(test.place, processes({ startOf }))).toMatchObject({ ok: true })
  })

  it('holds where the system does not tell start times', async () => {
    await acquireLock(test.place, asProcess20)
    expect(await acquireLock(test.place, processes({ startOf: () => null }))).toMatchObject({ ok: false })
  })

  it.each(['', 'null', '{"pid":"x"}', '\0\0'])('is taken over when it holds %j', async (content) => {
    await writeFile(test.place.paths.lock, content)
    expect(await acquireLock(test.place, processes())).toMatchObject({ ok: true })
  })

  it('goes to one of many that ask at once', async () => {
    await writeFile(test.place.paths.lock, '{"pid":30}')
    const outcomes = await Promise.all(
      [20, 21, 22, 23].map((ownPid) =>
        acquireLock(test.place, processes({ ownPid, isAlive: (pid) => pid !== 30 })),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
  })

  it('is not released by one who lost it', async () => {
    const first = await acquireLock(test.place, asProcess20)
    const isAlive = () => false
    await acquireLock(test.place, processes({ isAlive }))
    if (first.ok) await first.value.release()
    expect(await readFile(test.place.paths.lock, 'utf8')).toContain('"pid":10')
  })
})

describe('a lock of another computer', () => {
  let now = 0
  const here = processes({ steadyMs: () => now })
  const afar = processes({ ownPid: 20, host: 'lighthouse' })
  const isLockedAfar = { ok: false, failure: { why: 'locked on lighthouse by pid 20' } }
  beforeEach(() => {
    now = 5000
  })

  it('is honoured, though its process number means nothing here', async () => {
    await acquireLock(test.place, afar)
    const isAlive = () => false
    expect(await acquireLock(test.place, { ...here, isAlive })).toMatchObject(isLockedAfar)
  })

  it('opens here when nobody there has answered for half a minute', async () => {
    await acquireLock(test.place, afar)
    expect(await acquireLock(test.place, here)).toMatchObject(isLockedAfar)
    now += 29_000
    expect(await acquireLock(test.place, here)).toMatchObject(isLockedAfar)
    now += 1000
    expect(await acquireLock(test.place, here)).toMatchObject({ ok: true, value: { isFromAfar: true } })
    expect(await readdir(test.place.folder)).not.toContain('knock')
  })

  it('stays shut while somebody there answers', async () => {
    let look: () => void = () => undefined
    const after = (_ms: number, run: () => void) => {
      look = run
      return () => undefined
    }
    await acquireLock({ ...test.place, after }, afar)
    for (let minute = 0; minute < 3; minute += 1) {
      expect(await acquireLock(test.place, here)).toMatchObject(isLockedAfar)
      look()
      await until('the knock is taken away', () => !existsSync(test.place.paths.knock))
      now += 60_000
    }
  })

  it('is not taken on another program’s knock, nor on one before another lock', async () => {
    await acquireLock(test.place, afar)
    await acquireLock(test.place, here)
    now += 60_000
    expect(await acquireLock(test.place, { ...here, ownPid: 11 })).toMatchObject(isLockedAfar)
    await rm(test.place.paths.lock)
    await acquireLock(test.place, afar)
    expect(await acquireLock(test.place, { ...here, ownPid: 11 })).toMatchObject(isLockedAfar)
  })

  it('of a version that named no host is one of this computer', async () => {
    await writeFile(test.place.paths.lock, '{"pid":30,"start":null}')
    expect(await acquireLock(test.place, here)).toMatchObject({ ok: true, value: { isFromAfar: false } })
  })
})

describe('a lock that is held', () => {
  it('knows whose it is now', async () => {
    const first = await acquireLock(test.place, asProcess20)
    if (!first.ok) throw new Error('not locked')
    expect(await first.value.holder()).toBe('we')
    await rm(test.place.paths.lock)
    expect(await first.value.holder()).toBe('gone')
    await acquireLock(test.place, processes())
    expect(await first.value.holder()).toBe('another')
  })

  it('is never seen empty, and leaves nothing else behind', async () => {
    const seen: string[] = []
    const link = async (from: string, to: string) => {
      seen.push(await readFile(from, 'utf8'))
      await quickFiles.link(from, to)
    }
    await acquireLock({ ...test.place, files: { ...quickFiles, link } }, processes())
    expect(seen).toEqual([await readFile(test.place.paths.lock, 'utf8')])
    expect((await readdir(test.place.folder)).filter((name) => name.startsWith('lock'))).toEqual(['lock'])
  })

  it('works on a disk that gives a file one name only', async () => {
    const files = { ...quickFiles, link: () => Promise.reject(errorWith('EPERM')) }
    const place = { ...test.place, files }
    expect(await acquireLock(place, asProcess20)).toMatchObject({ ok: true })
    expect(await acquireLock(place, processes())).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  })
})

describe('the system', () => {
  it('knows that this process lives, and that a number beyond all others does not', () => {
    expect([systemProcesses.isAlive(process.pid), systemProcesses.isAlive(2 ** 30)]).toEqual([true, false])
    expect(systemProcesses.startOf(process.pid)).toBe(systemProcesses.startOf(process.pid))
  })
})
