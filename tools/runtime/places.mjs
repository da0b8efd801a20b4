/**
 * places.mjs — where the tools keep things between runs.
 *
 * Room:     tools/runtime
 * Promises: always the user's cache folder, never the checkout; deleting it loses nothing but time.
 */
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: the folder that holds package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * The user's cache folder for our tools, by the habit of each system. Not created here.
 *
 * @returns {string} an absolute path
 */
export function cacheFolder({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  if (platform === 'win32') {
    return path.win32.join(
      env.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'),
      'kawaraban',
      'Cache',
    )
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Caches', 'kawaraban')
  const xdg = env.XDG_CACHE_HOME
  // The XDG rule: a relative path is to be ignored.
  return path.posix.join(xdg && xdg.startsWith('/') ? xdg : path.posix.join(home, '.cache'), 'kawaraban')
}

/** The bytes of all files under a folder; what vanishes while counting counts nothing. */
export async function bytesIn(folder) {
  let sum = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath ?? entry.path, entry.name)
    sum += (await stat(file).catch(() => ({ size: 0 }))).size
  }
  return sum
}
