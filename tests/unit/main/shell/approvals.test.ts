/** Covers main/shell/approvals.ts on a real folder. */
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeLog, silentLog } from '../../../../main/base/log.ts'
import { openApprovals } from '../../../../main/shell/approvals.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-approvals-'))
})
afterEach(() => rm(folder, { recursive: true }))

const file = () => join(folder, 'approvals.json')
const open = () => openApprovals(file(), silentLog)
const nas = 'http://192.168.1.7/feed'
const here = 'http://127.0.0.1:8080/feed'

describe('what the reader allowed', () => {
  it('is there at the next start, for exactly this address and its origin', async () => {
    const approvals = await open()
    expect(approvals.isNew).toBe(true)
    await approvals.grant([
      { url: nas, class: 'private' },
      { url: here, class: 'loopback' },
    ])
    await approvals.drop([here])
    const next = await open()
    expect(next.isNew).toBe(false)
    expect(next.of(nas)).toEqual({ origin: 'http://192.168.1.7', class: 'private' })
    expect([next.of(here), next.of(`${nas}/`), next.of('http://192.168.1.7/other')]).toEqual([
      null,
      null,
      null,
    ])
    expect(next.list()).toEqual([{ url: nas, class: 'private' }])
  })

  it('in a folder that travels holds on the computer on which it was allowed', async () => {
    const on = (machine: string) => openApprovals(file(), silentLog, machine)
    await (await on('desk')).grant([{ url: nas, class: 'private' }])
    expect((await on('desk')).of(nas)).not.toBeNull()
    expect((await on('library')).of(nas)).toBeNull()
  })

  it('holds as long as it is not taken back', async () => {
    const approvals = await open()
    await approvals.grant([{ url: nas, class: 'private' }])
    const given = approvals.of(nas)
    expect(given !== null && approvals.holds(given)).toBe(true)
    await approvals.drop([nas])
    expect(given !== null && approvals.holds(given)).toBe(false)
    expect(approvals.holds({ origin: 'http://192.168.1.7', class: 'any' })).toBe(false)
  })

  it.skipIf(process.platform === 'win32')('is for its owner’s eyes, and follows no link', async () => {
    await writeFile(join(folder, 'elsewhere'), 'mine', { mode: 0o644 })
    await symlink(join(folder, 'elsewhere'), `${file()}.new`)
    await writeFile(file(), '[]', { mode: 0o644 })
    await chmod(file(), 0o644)
    await (await open()).grant([{ url: nas, class: 'private' }])
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('mine')
  })

  it('is nothing where the file does not fit itself', async () => {
    await writeFile(
      file(),
      JSON.stringify([
        { url: nas, origin: 'http://192.168.1.8', class: 'private' },
        { url: 'kawaraban:x', origin: '', class: 'private' },
        { url: here, origin: 'http://127.0.0.1:8080', class: 'loopback' },
      ]),
    )
    expect((await open()).list()).toEqual([{ url: here, class: 'loopback' }])
    await writeFile(file(), JSON.stringify([{ url: nas, origin: 'http://192.168.1.7', class: 'any' }]))
    expect((await open()).list()).toEqual([])
  })

  it.each(['', 'damaged \xff', '{}', 'null', '[1]'])('costs no start when the file is %j', async (text) => {
    await writeFile(file(), text)
    const approvals = await open()
    expect([approvals.list(), approvals.isNew]).toEqual([[], false])
  })

  it('is told in the log when it cannot be kept, and holds until the end', async () => {
    const lines: string[] = []
    await writeFile(join(folder, 'blocked'), '')
    const approvals = await openApprovals(
      join(folder, 'blocked', 'approvals.json'),
      makeLog((line) => lines.push(line)),
    )
    await approvals.grant([{ url: nas, class: 'private' }])
    expect(approvals.of(nas)).not.toBeNull()
    expect(lines.join()).toContain('not kept')
    expect(lines.join()).not.toContain('192.168')
  })
})
