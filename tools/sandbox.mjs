/**
 * sandbox.mjs — whether Chromium can build its sandbox here, and what to do when it cannot.
 *
 * Room:     tools
 * Promises: the sandbox is never dropped in silence, and for reading real outlets only as root, where
 *           Chromium refuses to start otherwise.
 * Knows:    Chromium needs either unprivileged user namespaces (most systems) or chrome-sandbox owned by root
 *           with mode 4755; Ubuntu 24.04 forbids the first to programs that it does not know.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { Problem, say } from './say.mjs'

/**
 * The switches that Chromium needs on this machine.
 *
 * @param {string} folder Electron's folder
 * @param {{ ownContentOnly: boolean, world?: object }} options true when nothing from the internet will be shown
 *   (tests, demo); `world` stands in for the machine in tests
 * @returns {string[]} [] or ['--no-sandbox']
 * @throws {Problem} with the command that repairs it, when the reader itself would run without a sandbox
 */
export function sandboxSwitches(folder, { ownContentOnly, world = thisMachine }) {
  if (world.platform !== 'linux') return []
  if (world.isRoot) {
    say('Running as root: Chromium starts only with --no-sandbox. For everyday reading use an ordinary user.')
    return ['--no-sandbox']
  }
  const helper = path.join(folder, 'chrome-sandbox')
  if (world.isSetuidRoot(helper) || world.hasUserNamespaces()) return []
  if (ownContentOnly) {
    say('This system lets no program build a sandbox: running our own pages with --no-sandbox.')
    return ['--no-sandbox']
  }
  throw new Problem(
    `This system does not let Chromium build its sandbox, and news from the internet is not to be shown without.\nAllow it with this command (once), then run the same command again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

export const thisMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  isSetuidRoot: (file) => {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0
  },
  // No `unshare` to ask: assume the usual, Chromium itself will speak up.
  hasUserNamespaces: () => {
    const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' })
    return error !== undefined || status === 0
  },
}
