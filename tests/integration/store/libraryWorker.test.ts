/** Covers main/workers/libraryWorker.ts: the real thread, built as it ships, on a real library. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { makeCompaction } from '../../../main/jobs/compaction.ts'
import { makeLibraryThread } from '../../../main/workers/libraryThread.ts'
import { openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'
import { longPaper, names } from '../../helpers/longPaper.ts'

const root = join(import.meta.dirname, '../../..')
let programs = ''
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'kawaraban-worker-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'main/workers/libraryWorker.ts'),
      outDir: programs,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'libraryWorker.mjs', format: 'es' } },
    },
  })
})
afterAll(() => rm(programs, { recursive: true, force: true }))

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary()
})
afterEach(() => test.close())

const { keep, remove, everything } = longPaper(() => test)
const aThread = () =>
  makeLibraryThread({ entry: join(programs, 'libraryWorker.mjs'), folder: test.folder, log: silentLog })

it('gives room back, segment by segment, and changes nothing else', async () => {
  for (let n = 0; n < 3; n += 1) {
    await keep(names(n * 100, n * 100 + 100))
    await test.library.tender.readyForCompaction(test.library.tender.sizes()[0]?.feedId ?? ('' as never))
  }
  await remove(names(0, 250))
  const before = await everything()
  const compaction = makeCompaction({ library: test.library, log: silentLog }, aThread(), (work) => work())
  expect(await compaction.run()).toBeGreaterThan(4_000_000)
  expect(await everything()).toEqual(before)
  test = await test.reopen({ isCrash: true })
  expect(await everything()).toEqual(before)
})

it('checks the library, and tells how far it is', async () => {
  await keep(names(0, 300))
  const told: number[] = []
  const { tender } = test.library
  const checked = await aThread().check(
    tender.sizes(),
    ({ done }) => told.push(done),
    new AbortController().signal,
  )
  expect(checked).toMatchObject({ ok: true, value: { feeds: [{ damaged: [], texts: null }] } })
  expect(told.length).toBeGreaterThan(0)
})
