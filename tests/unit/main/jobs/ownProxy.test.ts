/** Covers main/jobs/ownProxy.ts on a real library. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../../preload/contract/failure.ts'
import { makeLog } from '../../../../main/base/log.ts'
import { makeWayFinder, setProxy } from '../../../../main/jobs/ownProxy.ts'
import { aJobContext } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const open: TestContext[] = []
afterEach(async () => {
  for (const context of open.splice(0)) await context.end()
})

async function start() {
  const context = await aJobContext(() => fail({ kind: 'offline', byChoice: false }))
  open.push(context)
  const lines: string[] = []
  Object.assign(context, { log: makeLog((line) => lines.push(line)) })
  return { context, lines, wayFor: makeWayFinder(context, () => Promise.resolve('PROXY system.example:1')) }
}

const origin = 'https://paper.example'
const ann = { user: 'ann', password: 'p@ss' }

describe('the reader’s own proxy', () => {
  it('is taken with its password, which is in no file and in no log', async () => {
    const { context, lines, wayFor } = await start()
    const kept = await setProxy(context, 'http://ann:p%40ss@proxy.example:3128')
    expect(kept).toMatchObject({
      ok: true,
      value: { settings: { proxy: 'http://proxy.example:3128' }, isPasswordKept: false },
    })
    expect(await wayFor(origin)).toEqual({ list: 'PROXY proxy.example:3128', login: ann })
    const user = path.join(context.library.folder, 'user')
    const files = await Promise.all(
      (await readdir(user)).map((name) => readFile(path.join(user, name), 'utf8').catch(() => '')),
    )
    expect(files.join()).toContain('proxy.example:3128')
    expect(JSON.stringify([kept, files, lines, [...context.news]])).not.toMatch(/ann|p@ss|p%40ss/)
  })

  it('gives way to the system’s again, and its password is forgotten', async () => {
    const { context, wayFor } = await start()
    await setProxy(context, 'ann:p%40ss@proxy.example')
    expect(await setProxy(context, null)).toMatchObject({ ok: true, value: { isPasswordKept: null } })
    expect(await wayFor(origin)).toEqual({ list: 'PROXY system.example:1', login: null })
    await setProxy(context, 'proxy.example')
    expect(await wayFor(origin)).toEqual({ list: 'PROXY proxy.example', login: null })
  })

  it('is refused when it is none, and nothing of it is said again', async () => {
    const { context, wayFor } = await start()
    expect(await setProxy(context, 'ftp://ann:p%40ss@proxy.example')).toEqual(
      fail({ kind: 'bad-address', text: '' }),
    )
    expect(await wayFor(origin)).toEqual({ list: 'PROXY system.example:1', login: null })
  })
})
