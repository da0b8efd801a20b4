/** corpus.mjs — makes the benchmark's feeds once and serves them from a process of their own. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../tools/say.mjs'

const here = import.meta.dirname

/** @returns {Promise<string>} the folder of `feeds` × `items` for ports from `port` on, made when it is not there */
export async function makeCorpus(folder, { feeds, items, port }) {
  const place = path.join(folder, `c${items}x${feeds}-${port}`)
  if (existsSync(path.join(place, 'manifest.json'))) return place
  await run([
    path.join(here, 'corpus/gen.mjs'),
    '--feeds',
    String(feeds),
    '--items',
    String(items),
    '--out',
    place,
    '--port',
    String(port),
  ])
  return place
}

/** Serves a folder on 127.0.0.1, one port a feed from its own first port on, until `stop`. */
export async function serveCorpus(folder) {
  const { feeds, port } = readManifest(folder)
  const control = `http://127.0.0.1:${port - 1}`
  const server = spawn(
    process.execPath,
    [
      path.join(here, 'corpus/serve.mjs'),
      '--dir',
      folder,
      '--ports',
      String(feeds.length),
      '--port',
      String(port),
      '--ctl',
      String(port - 1),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise((resolve, reject) => {
    server.stdout.once('data', resolve)
    server.once('exit', () =>
      reject(new Problem(`The corpus could not be served on ports ${port - 1} and up; try --port.`)),
    )
  })
  const ask = async (what) => (await fetch(control + what)).json()
  return {
    feeds,
    stats: () => ask('/stats'),
    reset: () => ask('/reset'),
    /** Whether unchanged feeds are answered with 304, or with 200 and the same bytes. */
    answer304: (yes) => ask(`/no304?v=${yes ? 0 : 1}`),
    stop: async () => {
      server.removeAllListeners('exit')
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill()
      await gone
    },
  }
}

function readManifest(folder) {
  const { N, port } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'))
  const feeds = Array.from({ length: N }, (_, f) => ({
    url: `http://127.0.0.1:${port + f}/f${String(f).padStart(3, '0')}.xml`,
    name: `Site ${f}`,
  }))
  return { feeds, port }
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${args[0]} ended with code ${code}`)),
    )
  })
}
