/**
 * build.mjs — out/app from the sources, and only when they are newer than what is there.
 *
 * Room:     tools
 * Promises: never starts a stale program: the stamp holds the time at which the build *began*, so that a file
 *           saved while it ran counts as newer.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './runtime/places.mjs'
import { runModule } from './run.mjs'
import { Problem, runTool, say } from './say.mjs'

const sources = [
  'main',
  'preload',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]
const results = ['main/index.js', 'preload/preload.cjs', 'renderer/index.html']

/**
 * Builds the app unless the last build is newer than every source.
 *
 * @param {{ force?: boolean }} [options]
 * @throws {Problem} when the build fails (its own words are on the screen)
 */
export async function ensureBuilt({ force = false } = {}) {
  const stamp = path.join(root, 'out', 'app-built-at')
  const built = results.every((file) => existsSync(path.join(root, 'out', 'app', file)))
  const builtAt = built ? Number(await readFile(stamp, 'utf8').catch(() => '0')) : 0
  if (!force && builtAt > newest(sources.map((name) => path.join(root, name)))) return
  say('Building …')
  const startedAt = Date.now()
  await rm(stamp, { force: true })
  const code = await runModule('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  if (code !== 0) throw new Problem('The build failed.')
  await writeFile(stamp, String(startedAt))
}

/**
 * The latest change among files and folders, in milliseconds since 1970. Folders count too: a file that was
 * removed leaves its trace only there. A missing one counts as never changed.
 *
 * @param {string[]} paths
 */
export function newest(paths) {
  let latest = 0
  for (const name of paths) {
    const stats = statSync(name, { throwIfNoEntry: false })
    if (stats === undefined) continue
    latest = Math.max(latest, stats.mtimeMs)
    if (stats.isDirectory())
      latest = Math.max(latest, newest(readdirSync(name).map((entry) => path.join(name, entry))))
  }
  return latest
}

if (import.meta.filename === process.argv[1]) await runTool(() => ensureBuilt({ force: true }))
