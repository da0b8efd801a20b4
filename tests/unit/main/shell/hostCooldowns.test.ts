/** Covers main/shell/hostCooldowns.ts on a real folder; the clock is handed in. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLog, silentLog } from '../../../../main/base/log.ts'
import { openHostCooldowns } from '../../../../main/shell/hostCooldowns.ts'

let folder = ''
let now = 1000
beforeEach(async () => {
  now = 1000
  folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-cooldowns-'))
})
afterEach(() => rm(folder, { recursive: true }))

const file = () => path.join(folder, 'rests.json')
const open = () => openHostCooldowns({ file: file(), now: () => now, longestMs: 500, log: silentLog })

describe('hosts that asked to be left alone', () => {
  it('are left alone by the next start too, until their time', async () => {
    const cooldowns = await open()
    cooldowns.note(['busy.example', 1400])
    cooldowns.note(['brief.example', 1001])
    cooldowns.note(['busy.example', 1300])
    await cooldowns.written()
    now = 1001
    expect((await open()).list()).toEqual([['busy.example', 1300]])
    now = 1300
    expect((await open()).list()).toEqual([])
  })

  it('do not rest longer than the longest rest, whatever the file says', async () => {
    await writeFile(file(), JSON.stringify([['busy.example', 9e15]]))
    expect((await open()).list()).toEqual([['busy.example', 1500]])
  })

  it.each(['', 'not json', '{}', '[null, ["a"], [1, 2], ["b", "soon"], ["c", null]]'])(
    'are none in a file that says %j',
    async (text) => {
      await writeFile(file(), text)
      expect((await open()).list()).toEqual([])
    },
  )

  it('are known in memory, and told to the log, where the disk takes nothing', async () => {
    const lines: string[] = []
    const log = makeLog((line) => lines.push(line))
    const nowhere = path.join(folder, 'nowhere', 'rests.json')
    const cooldowns = await openHostCooldowns({ file: nowhere, now: () => now, longestMs: 500, log })
    cooldowns.note(['busy.example', 1400])
    await cooldowns.written()
    expect(cooldowns.list()).toEqual([['busy.example', 1400]])
    expect(lines.join()).toContain('ENOENT')
  })

  it('are a thousand at most', async () => {
    const cooldowns = await open()
    for (let n = 0; n < 1100; n += 1) cooldowns.note([`${String(n)}.example`, 1400])
    await cooldowns.written()
    const kept = JSON.parse(await readFile(file(), 'utf8')) as unknown[]
    expect(kept).toHaveLength(1000)
    expect(cooldowns.list().at(-1)).toEqual(['1099.example', 1400])
  })
})
