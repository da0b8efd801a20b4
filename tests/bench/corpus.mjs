/** corpus.mjs — makes the benchmark's feeds once and serves them from a process of their own. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../../tools/say.mjs'

const here = import.meta.dirname

/** No document of a feed is larger than a program takes (10 MB): more articles come in several documents. */
const itemsAtOnce = 500

/**
 * @returns {Promise<string[]>} folders of `feeds` × `items` for ports from `port` on, made when they are not there; one
 *   after the other they are what the feeds show, the oldest articles first
 */
export async function makeCorpus(folder, { feeds, items, port }) {
  const parts = []
  for (let from = 0; from < items; from += itemsAtOnce) {
    parts.unshift(await makePart(folder, { feeds, items: Math.min(itemsAtOnce, items - from), from, port }))
  }
  return parts
}

async function makePart(folder, { feeds, items, from, port }) {
  const place = path.join(folder, `c${items}x${feeds}-${port}${from === 0 ? '' : `-from${from}`}`)
  if (existsSync(path.join(place, 'manifest.json'))) return place
  const numbers = Object.entries({ feeds, items, from, port })
  await run([
    path.join(here, 'corpus/gen.mjs'),
    '--out',
    place,
    ...numbers.flatMap(([name, value]) => [`--${name}`, String(value)]),
  ])
  return place
}

/** Serves the first folder on 127.0.0.1, one port a feed from its own first port on, until `stop`. */
export async function serveCorpus(parts) {
  const [folder] = parts
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
    parts,
    /** From now on the feeds show what is in this folder. */
    show: (part) => ask(`/dir?d=${encodeURIComponent(part)}`),
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
