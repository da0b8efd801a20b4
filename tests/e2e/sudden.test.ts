/** However suddenly the program ends, what it had acknowledged is there at the next start (safety.md test 103). */
import { afterEach, describe, expect, it } from 'vitest'
import type { ArticleId } from '../../preload/contract/model.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { get, tree } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

afterEach(endReaders)

const all = { view: { kind: 'all' }, unreadOnly: false, oldestFirst: false, search: '' } as const

/** Resolves when the process is gone. */
async function end(reader: Reader, signal: NodeJS.Signals): Promise<void> {
  const program = reader.app.process()
  const gone = new Promise<void>((resolve) => {
    program.once('exit', () => {
      resolve()
    })
  })
  process.kill(program.pid ?? 0, signal)
  await gone
}

async function headlines(reader: Reader) {
  const { rows } = await until('the welcome edition is there', async () => {
    const page = await get(reader.page, 'lists:open', all)
    return page.rows.length >= 6 ? page : null
  })
  return rows
}

describe.runIf(process.platform !== 'win32')('a mark that was acknowledged', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)('survives %s', async (signal) => {
    const first = await launchReader()
    const rows = await headlines(first)
    const star = rows[4]?.id ?? ('' as ArticleId)
    await get(first.page, 'articles:mark', star, { isStarred: true })
    await end(first, signal)

    const second = await launchReader({ userData: first.userData })
    expect((await headlines(second)).find(({ id }) => id === star)?.isStarred).toBe(true)
    expect((await tree(second.page)).counts.starred).toBe(1)
    expect(await get(second.page, 'library:health')).toEqual({
      phase: 'ok',
      failure: null,
      repaired: [],
      moving: null,
    })
  })

  it('survives SIGKILL in the middle of fifty others', async () => {
    const first = await launchReader()
    const rows = await headlines(first)
    const acknowledged: ArticleId[] = []
    const marking = Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const row = rows[n % rows.length]
        if (row === undefined) return
        await get(first.page, 'articles:mark', row.id, { isStarred: true })
        acknowledged.push(row.id)
      }),
    ).catch(() => undefined)
    await until('some are acknowledged', () => acknowledged.length > 5)
    const before = new Set(acknowledged)
    await end(first, 'SIGKILL')
    await marking

    const second = await launchReader({ userData: first.userData })
    const starred = (await headlines(second)).filter(({ isStarred }) => isStarred).map(({ id }) => id)
    expect(starred).toEqual(expect.arrayContaining([...before]))
  })

  it('is written within two seconds when the session ends', async () => {
    const reader = await launchReader()
    await headlines(reader)
    const program = reader.app.process()
    let hasEnded = false
    program.once('exit', () => {
      hasEnded = true
    })
    process.kill(program.pid ?? 0, 'SIGTERM')
    await until('it is gone', () => hasEnded, 4000)
  })
})
