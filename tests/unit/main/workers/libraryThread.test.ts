/** Covers main/workers/libraryThread.ts: whatever becomes of the thread, whoever asked is answered, and the thread is gone. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { makeLibraryThread } from '../../../../main/workers/libraryThread.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'

const entry = join(import.meta.dirname, '../../../fixtures/workers/libraryFixture.mjs')
const thread = makeLibraryThread({ entry, folder: '/library', log: silentLog })
const act = (name: string) => name as FeedId
const never = new AbortController().signal

it('answers what was weighed, and tells the thread where the library is', async () => {
  expect(await thread.weigh([act('weighs')])).toEqual({
    ok: true,
    value: [{ feedId: '/library', bytes: 2, dead: 1 }],
  })
})

it('tells how far a check is, and what it found', async () => {
  const told: number[] = []
  const checked = await thread.check(
    [{ feedId: act('checks'), cursor: 0 }],
    ({ done }) => told.push(done),
    never,
  )
  expect([told, checked.ok && checked.value?.feeds]).toEqual([[1], []])
})

it('lets the thread make the next segment when the one before was taken', async () => {
  const taken: number[] = []
  let isTaking = false
  const done = await thread.compact(act('makes'), async ({ from }) => {
    expect(isTaking).toBe(false)
    isTaking = true
    await new Promise((resolve) => setImmediate(resolve))
    isTaking = false
    taken.push(from)
    if (from === 1) throw new Error('the disk is full')
  })
  expect([done, taken]).toEqual([{ ok: true, value: null }, [0, 1, 2]])
})

it('says what broke the thread, and takes one that ended without a word for ended', async () => {
  expect(await thread.compact(act('throws'), () => Promise.resolve())).toMatchObject({
    ok: false,
    failure: { kind: 'store-write', code: 'EIO' },
  })
  expect(await thread.check([{ feedId: act('ends'), cursor: 0 }], () => undefined, never)).toEqual({
    ok: true,
    value: null,
  })
})

it('ends a check that is not wanted any more, and everything when it is closed', async () => {
  const stop = new AbortController()
  const checking = thread.check([{ feedId: act('hangs'), cursor: 0 }], () => undefined, stop.signal)
  stop.abort()
  expect(await checking).toEqual({ ok: true, value: null })
  expect(await thread.check([{ feedId: act('hangs'), cursor: 0 }], () => undefined, stop.signal)).toEqual({
    ok: true,
    value: null,
  })
  const weighing = thread.weigh([act('hangs')])
  await thread.close()
  expect(await weighing).toEqual({ ok: true, value: [] })
})
