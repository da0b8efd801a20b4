/** Covers main/workers/moveThread.ts: a thread that tells, dies, throws, or is stopped. */
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { makeMover } from '../../../../main/workers/moveThread.ts'
import type { MoveNews } from '../../../../main/model/migration.ts'

const order = { folder: '/nowhere', now: 1, marked: [], again: [] }

const run = async (code: string, isStopped = false) => {
  const news: MoveNews[] = []
  const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
  const moving = makeMover({ entry, log: silentLog })(order, (one) => news.push(one))
  if (isStopped) moving.stop()
  return { code: await moving.done, news }
}
const tell = `import { parentPort, workerData } from 'node:worker_threads'
parentPort.postMessage({ kind: 'unread', file: workerData.folder, code: null });`
const told = { kind: 'unread', file: '/nowhere', code: null }

describe('the thread that moves a library', () => {
  it('gets its order, tells its news, and says that it came to the end', async () => {
    const code = `${tell} parentPort.postMessage({ kind: 'ended', code: null })`
    expect(await run(code)).toEqual({ code: null, news: [told] })
  })

  it('says why it could not go on', async () => {
    const code = `${tell} parentPort.postMessage({ kind: 'ended', code: 'ENOSPC' })`
    expect(await run(code)).toEqual({ code: 'ENOSPC', news: [told] })
  })

  it.each(['process.exit(0)', 'throw new Error("bug")', 'syntax error'])(
    'comes to an end when it dies of %s',
    async (code) => {
      expect((await run(code)).code).toBe('unknown')
    },
  )

  it('can be stopped while it works', async () => {
    expect((await run('setInterval(() => undefined, 1000)', true)).code).toBe('unknown')
  })
})
