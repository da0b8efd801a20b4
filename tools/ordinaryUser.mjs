/**
 * ordinaryUser.mjs — a place where the packaged program can run as everybody's does: by an ordinary user, with its sandbox.
 *
 * Room:     tools
 * Promises: what is tried is a copy; the program in dist/ stays as it is, no user is added to this machine, and nothing is
 *           left when `leave` was called.
 * Knows:    - as root Chromium starts only with --no-sandbox, so root has to become somebody else. `setpriv` (util-linux,
 *             on every Debian) does it without a password and without a shell.
 *           - Chromium's sandbox is built from unprivileged user namespaces where they are allowed, else by chrome-sandbox,
 *             which must belong to root with mode 4755.
 *           - a checkout in /root cannot be read by anybody else, hence the copy.
 */
import { spawnSync } from 'node:child_process'
import { chmod, chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sandboxSwitches, thisMachine } from './sandbox.mjs'
import { Problem } from './say.mjs'

/** Debian's `nobody` and `nogroup`: they own nothing. */
const nobody = 65534

/** Why the packaged program cannot be tried with its sandbox here; null when it can. */
export function lacksOrdinaryUser(world = machine) {
  if (world.platform !== 'linux') return 'the sandbox is looked at on Linux only'
  if (!world.isRoot) return 'becoming another user takes root'
  return world.hasSetpriv() ? null : 'setpriv (package util-linux) is missing'
}

const machine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasSetpriv: () => spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status === 0,
}

/**
 * @typedef {object} Stay
 * @property {string} executable
 * @property {string[]} before words that go before the executable
 * @property {string[]} switches Chromium's; empty where the sandbox is on
 * @property {string} home an empty folder of the user's own
 * @property {(from: string, to: string) => Promise<void>} bring copies a folder, and gives it to the user
 * @property {() => Promise<void>} leave
 */

/**
 * Makes everything ready to run the unpacked program: as root by somebody who is not, else by us.
 *
 * @param {{ executable: string }} program
 * @returns {Promise<Stay>}
 * @throws {Problem} with what is needed, where root cannot become anybody else
 */
export async function settle({ executable }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-packaged-'))
  const home = path.join(folder, 'home')
  const leave = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  await mkdir(home, { mode: 0o700 })
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    const switches = sandboxSwitches(path.dirname(executable), { ownContentOnly: true })
    const bring = (from, to) => cp(from, to, { recursive: true })
    return { executable, before: [], switches, home, bring, leave }
  }
  const lacking = lacksOrdinaryUser()
  if (lacking !== null) {
    await leave()
    throw new Problem(`The packaged program is tried as an ordinary user, and ${lacking}.`)
  }
  const copy = path.join(folder, 'program')
  const sandbox = path.join(copy, 'chrome-sandbox')
  await chmod(folder, 0o755)
  await cp(path.dirname(executable), copy, { recursive: true })
  spawnSync('chmod', ['-R', 'a+rX', copy])
  await chown(sandbox, 0, 0)
  await chmod(sandbox, 0o4755)
  await chown(home, nobody, nobody)
  if (
    !thisMachine.hasUserNamespaces() &&
    spawnSync('findmnt', ['-no', 'OPTIONS', '-T', copy]).stdout?.includes('nosuid')
  ) {
    await leave()
    throw new Problem(
      `Chromium's sandbox needs user namespaces, which this system forbids, or a folder where programs may change their user: ${tmpdir()} is mounted with nosuid. Set TMPDIR to another folder.`,
    )
  }
  return {
    executable: path.join(copy, path.basename(executable)),
    before: ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--'],
    switches: [],
    home,
    bring: async (from, to) => {
      await cp(from, to, { recursive: true })
      spawnSync('chown', ['-R', `${nobody}:${nobody}`, to])
    },
    leave,
  }
}
