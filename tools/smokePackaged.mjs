/**
 * smokePackaged.mjs — `npm run package:smoke`: looks into the packaged program, then opens it once.
 *
 * Room:     tools
 * Promises: fuses and contents are what packaged.mjs wants; it does not start with a switch that opens a door, and takes
 *           no code from the environment; a window is shown; it ends when asked politely; nothing is left behind. Every failure is told, not only the first.
 * Knows:    no inspector and no debugging port answer in a packaged program (that is the point), so the
 *           program's own log is what tells that a window was shown.
 */
import { listPackage } from '@electron/asar'
import { getCurrentFuseWire } from '@electron/fuses'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lacksDisplay, openDisplay } from './display.mjs'
import { ensureLibraries } from './libraries.mjs'
import { unpackedProgram, wrongContents, wrongFuses } from './packaged.mjs'
import { root } from './runtime/places.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { Problem, runTool, say } from './say.mjs'

const shownWithinMs = 60_000
const endsWithinMs = 15_000
/** More spellings are in the tests of main/shell/switches.ts. */
const doors = [
  '--remote-debugging-port=0',
  '-remote-debugging-port=0',
  '--inspect=0',
  '--js-flags=--expose-gc',
  '--host-rules=MAP * 127.0.0.1',
  '--enable-features=Anything',
]

await runTool(async () => {
  const program = unpackedProgram(path.join(root, 'dist'))
  if (program === null)
    throw new Problem('There is no packaged program in dist/: run `npm run package` first.')
  const wrong = [
    ...(await wrongOnDisk(program)),
    ...(await wrongDoors(program)),
    ...(await wrongInUse(program)),
  ]
  if (wrong.length > 0)
    throw new Problem(`The packaged program is not good:\n${wrong.map((line) => `  * ${line}`).join('\n')}`)
  say('The packaged program is good: fuses, contents, doors shut, window shown, polite end.')
})

async function wrongOnDisk({ executable, resources }) {
  const app = path.join(resources, 'app.asar')
  const rivals = ['app', 'default_app.asar', 'app.asar.unpacked'].filter((name) =>
    existsSync(path.join(resources, name)),
  )
  return [
    ...wrongFuses(await getCurrentFuseWire(executable)),
    ...(existsSync(app) ? wrongContents(listPackage(app, { isPack: false })) : ['there is no app.asar']),
    ...rivals.map((name) => `resources/${name} does not belong into the program`),
  ]
}

/** Each of them ends the program with 1, before there is a profile. */
async function wrongDoors({ executable }) {
  const needed = lacksDisplay()
  ensureLibraries(executable, { needsDisplay: needed })
  const switches = sandboxSwitches(path.dirname(executable), { ownContentOnly: false })
  const display = await openDisplay({ needed })
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-doors-'))
  try {
    const wrong = []
    for (const [index, door] of doors.entries()) {
      const profile = path.join(folder, String(index))
      const { status, stderr } = spawnSync(executable, [...switches, `--user-data-dir=${profile}`, door], {
        env: { ...process.env, ...display.env },
        encoding: 'utf8',
        timeout: shownWithinMs,
        killSignal: 'SIGKILL',
      })
      const isTold = stderr.includes(JSON.stringify(door))
      if (status !== 1 || !isTold) wrong.push(`it starts with ${door} (${status ?? 'had to be ended'})`)
      if (existsSync(path.join(profile, 'library'))) wrong.push(`with ${door} it opened a library first`)
    }
    return wrong
  } finally {
    await display.end()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Opens the program on a profile of its own, waits for its window, and asks it to end. */
async function wrongInUse({ executable }) {
  const needed = lacksDisplay()
  ensureLibraries(executable, { needsDisplay: needed })
  // What ships runs without a sandbox for root alone.
  const switches = sandboxSwitches(path.dirname(executable), { ownContentOnly: false })
  const display = await openDisplay({ needed })
  const profile = await mkdtemp(path.join(tmpdir(), 'kawaraban-smoke-'))
  const intruder = path.join(profile, 'intruder.cjs')
  const trace = path.join(profile, 'trace')
  await writeFile(intruder, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'here')`)
  const child = spawn(executable, [...switches, `--user-data-dir=${profile}`], {
    env: { ...process.env, ...display.env, NODE_OPTIONS: `--require=${intruder}`, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.on('data', (text) => (words = (words + text).slice(-2000)))
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: error.message }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  try {
    const shown = await Promise.race([windowShown(profile), ended])
    if (shown !== true) {
      const why =
        shown === false
          ? `within ${shownWithinMs / 1000} s`
          : `before it ended (${shown.code ?? shown.signal})`
      return [`no window was shown ${why}; its last words:\n${words.trim()}`]
    }
    child.kill('SIGTERM')
    const end = await Promise.race([ended, after(endsWithinMs)])
    if (end === false) return [`it did not end within ${endsWithinMs / 1000} s after being asked`]
    return [
      ...(end.code === 0 ? [] : [`it ended with ${end.code ?? end.signal} instead of 0`]),
      ...(existsSync(trace) ? ['it ran code that NODE_OPTIONS named'] : []),
    ]
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
    await display.end()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** True when the program's log says that its window is shown, false when time is up. */
async function windowShown(profile) {
  const log = path.join(profile, 'log', 'kawaraban.log')
  const until = Date.now() + shownWithinMs
  while (Date.now() < until) {
    if ((await readFile(log, 'utf8').catch(() => '')).includes('window shown')) return true
    await after(200)
  }
  return false
}

function after(ms) {
  return setTimeout(ms, false, { ref: false })
}
