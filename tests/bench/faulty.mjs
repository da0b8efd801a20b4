/**
 * faulty.mjs — 1,000 feeds, three in ten of them faulty: the healthy ones within 30 s, all settled within 180 s.
 *
 * Run: node tests/bench/faulty.mjs [count]. Needs about 2,500 open files (ulimit -n).
 */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.join(here, '../..')
const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-bench-'))
const servers = fork(path.join(here, 'faultyServers.mjs'), [process.argv[2] ?? '1000'])
try {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: {
        input: {
          round: path.join(here, 'faultyRound.ts'),
          networkWorker: path.join(root, 'main/workers/networkWorker.ts'),
          parserWorker: path.join(root, 'main/workers/parserWorker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    ssr: { noExternal: true },
  })
  const feeds = await new Promise((resolve) => servers.once('message', resolve))
  const { runRound } = await import(pathToFileURL(path.join(folder, 'round.mjs')).href)
  await runRound({
    network: path.join(folder, 'networkWorker.mjs'),
    parserPool: path.join(folder, 'parserWorker.mjs'),
    feeds,
  })
} finally {
  servers.kill()
  await rm(folder, { recursive: true, force: true })
}
