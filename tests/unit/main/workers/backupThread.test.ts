/** Covers main/workers/backupThread.ts: whatever a backup does to its thread, the reader is answered, and the thread is gone. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { makeBackupProver } from '../../../../main/workers/backupThread.ts'

const entry = join(import.meta.dirname, '../../../fixtures/workers/backupFixture.mjs')
const prove = (act: string, timeLimitMs = 20_000) =>
  makeBackupProver({ entry, timeLimitMs, memoryMb: 32, log: silentLog })(new TextEncoder().encode(act))

it('answers what the thread answers', async () => {
  expect(await prove('a')).toEqual({ ok: true, value: Uint8Array.from([97]) })
})

it.each([
  ['hangs', 'h', 'took-too-long', 300],
  ['ends without a word', 'e', 'unreadable', 20_000],
  ['breaks', 't', 'unreadable', 20_000],
  ['eats all memory', 'm', 'too-big', 20_000],
])('says why when the thread %s', async (_, act, why, limit) => {
  expect(await prove(act, limit)).toEqual({ ok: false, failure: { kind: 'bad-backup', why, where: null } })
})
