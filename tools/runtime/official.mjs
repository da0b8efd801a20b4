/**
 * official.mjs — Electron's own download, asked for politely and not again every time it is blocked.
 *
 * Room:     tools/runtime
 * Promises: gives up after seconds without a byte, not minutes; remembers a failure for a day.
 * Knows:    electron/install.js writes node_modules/electron/dist and, last of all, path.txt.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { atEnd } from '../atEnd.mjs'
import { say } from '../say.mjs'
import { bytesIn, root } from './places.mjs'

const rememberMs = 24 * 3_600_000
const firstByteMs = 15_000
const stillMs = 45_000

/**
 * The installed binary of the `electron` package, or null when its install script has not run.
 *
 * @returns {{ executable: string, folder: string, version: string } | null}
 */
export function installedElectron(packageFolder = path.join(root, 'node_modules', 'electron')) {
  try {
    const wanted = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version
    const folder = path.join(packageFolder, 'dist')
    const executable = path.join(folder, readFileSync(path.join(packageFolder, 'path.txt'), 'utf8'))
    const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    return version === wanted && existsSync(executable) ? { executable, folder, version } : null
  } catch {
    return null
  }
}

/**
 * Tries the official download, unless it failed here within the last day. Cost when blocked: 15 s at most.
 *
 * @param {object} options
 * @param {string} options.cache where the failure is remembered
 * @param {boolean} [options.askAgain] ask even after a failure today: there is nothing else to fall back on
 * @param {number} [options.now] milliseconds since 1970
 * @param {() => Promise<boolean>} [options.install] runs the download; true when it says it is done
 * @returns {Promise<boolean>} true when the binary is there now
 */
export async function downloadOfficial({
  cache,
  askAgain = false,
  now = Date.now(),
  install = runInstallScript,
}) {
  const memory = path.join(cache, 'download-site-unreachable')
  const failedAt = Number(await readFile(memory, 'utf8').catch(() => '0'))
  if (!askAgain && now >= failedAt && now - failedAt < rememberMs) return false
  say("Asking Electron's download site for its program (about 110 MB, once) …")
  if (await install()) {
    await rm(memory, { force: true })
    return true
  }
  await mkdir(cache, { recursive: true })
  await writeFile(memory, String(now))
  say("Electron's download site cannot be reached from here.")
  return false
}

/** Runs electron/install.js with a temp folder of its own, whose growth shows whether anything arrives. */
async function runInstallScript() {
  const script = path.join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return false
  const temp = await mkdtemp(path.join(tmpdir(), 'kawaraban-download-'))
  const env = { ...process.env, TMPDIR: temp, TMP: temp, TEMP: temp }
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'ignore'] })
  const forget = atEnd(() => {
    child.kill('SIGKILL')
    rmSync(temp, { recursive: true, force: true })
  })
  let bytes = 0
  let grewAt = Date.now()
  const timer = setInterval(async () => {
    const size = await bytesIn(temp)
    if (size !== bytes) {
      bytes = size
      grewAt = Date.now()
    }
    if (Date.now() - grewAt > (bytes === 0 ? firstByteMs : stillMs)) child.kill()
  }, 500)
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', resolve)
  })
  clearInterval(timer)
  await rm(temp, { recursive: true, force: true })
  forget()
  return code === 0
}
