/** Covers main/workers/networkWorker.ts: the real thread, bundled the way the program is, asks a real server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { startNetworkThread } from '../../../main/workers/networkThread.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-network-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'main/workers/networkWorker.ts',
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'networkWorker.mjs' } },
    },
    ssr: { noExternal: true },
  })
}, 60_000)

afterAll(async () => {
  await stage.clear()
  await rm(folder, { recursive: true })
})

describe('the built network thread', () => {
  it('brings a document, refuses a private address, and ends on request', async () => {
    const server = await stage.serve((_request, response) => response.end('<rss/>'))
    const thread = startNetworkThread({
      entry: pathToFileURL(path.join(folder, 'networkWorker.mjs')),
      version: '1.2.3',
      proxyFor: null,
      log: silentLog,
    })
    const [brought, refused] = await Promise.all([
      thread.exchange(aRequest(server.origin)),
      thread.exchange(aRequest('http://127.0.0.1:9/', { approval: null })),
    ])
    expect(brought).toMatchObject({ ok: true, value: { bytes: new Uint8Array(Buffer.from('<rss/>')) } })
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'private-address' } })
    await thread.close()
  })
})
