/**
 * launch.mjs — everything that must be true before Electron can start, in one call.
 *
 * Room:     tools (used by start, test, demo and bench)
 * Promises: after it, `spawn(executable, [...args, '.'], { env })` opens a window on this machine.
 */
import { openDisplay, lacksDisplay } from './display.mjs'
import { findElectron } from './electronRuntime.mjs'
import { ensureLibraries } from './libraries.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { say } from './say.mjs'

/**
 * Finds Electron, its libraries and a display, starting or installing what is lacking.
 *
 * @param {object} [options]
 * @param {boolean} [options.ownContentOnly] true when only our own pages will be shown (tests, demo, bench)
 * @param {string} [options.size] of a display that has to be started, WIDTHxHEIGHT in pixels
 * @returns {Promise<{ executable: string, folder: string, version: string, source: string, args: string[],
 *   env: Record<string, string>, end: () => Promise<void> }>} `args` go before the app's folder; `env` is the
 *   whole environment for the child; `end` ends a display of ours and is harmless to call twice
 * @throws {import('./say.mjs').Problem}
 */
export async function launchEnvironment({ ownContentOnly = true, size = '1440x900' } = {}) {
  const electron = await findElectron()
  say(`Electron ${electron.version} (${electron.source}).`)
  const needed = lacksDisplay()
  ensureLibraries(electron.executable, { needsDisplay: needed })
  const args = sandboxSwitches(electron.folder, { ownContentOnly })
  const display = await openDisplay({ size, needed })
  const env = { ...process.env, ...display.env, KAWARABAN_ELECTRON: electron.executable }
  // Set by some terminals and by editors built on Electron: it would turn Electron into plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return { ...electron, args, env, end: display.end }
}
