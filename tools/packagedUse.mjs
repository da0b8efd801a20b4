/**
 * packagedUse.mjs — the packaged program in use: opened as a person opens it, looked at, and asked to end.
 *
 * Room:     tools (used by smokePackaged.mjs and by the end-to-end tests)
 * Knows:    no inspector and no debugging port answer in a packaged program (that is the point). What tells us what its
 *           window shows is what the program itself writes down: its log, and the front sheet, which is the page's own HTML
 *           as it stood in the window, sent through the bridge.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { settle } from './ordinaryUser.mjs'
import { root } from './runtime/places.mjs'
import { processesOf, wrongSandbox } from './sandboxFacts.mjs'

const shownWithinMs = 60_000
const endsWithinMs = 15_000

/** Each opens a door into the program; more spellings are in the tests of main/shell/switches.ts. */
const forbidden = [
  '--remote-debugging-port=0',
  '-remote-debugging-port=0',
  '--host-rules=MAP * 127.0.0.1',
  '--enable-features=Anything',
  '--remote-debugging-pipe',
  '--inspect=0',
  '--js-flags=--expose-gc',
  '--load-extension=/tmp',
]

/**
 * Opens the program without network, and looks.
 *
 * @param {{ executable: string }} program
 * @param {{ profile?: string | null, shows?: readonly string[], env?: Record<string, string> }} [options] `profile` to go on
 *   with (it is copied), by default a new one; `shows` are words of which the window must show one, by default a title of
 *   the welcome edition
 * @returns {Promise<string[]>} one sentence a fault; empty when all is well
 */
export async function wrongInUse(program, { profile = null, shows = welcomeTitles(), env = {} } = {}) {
  const stay = await settle(program)
  try {
    const wrong = await wrongOpened(stay, profile, shows, env)
    return [...wrong, ...(profile === null ? await wrongDoors(stay, env) : [])]
  } finally {
    await stay.leave()
  }
}

async function wrongOpened(stay, from, shows, env) {
  const profile = path.join(stay.home, 'profile')
  if (from !== null) await stay.bring(from, profile)
  const sheet = path.join(profile, 'front-sheet.json')
  const log = path.join(profile, 'log', 'kawaraban.log')
  for (const old of [sheet, log]) await rm(old, { force: true })
  const intruder = path.join(stay.home, 'intruder.cjs')
  const trace = path.join(stay.home, 'trace')
  await writeFile(intruder, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'here')`)
  const { child, ended, words } = open(stay, ['--offline', `--user-data-dir=${profile}`], {
    ...env,
    NODE_OPTIONS: `--require=${intruder}`,
    ELECTRON_RUN_AS_NODE: '1',
  })
  try {
    const isShown = async () => {
      const html = unescaped(await readFile(sheet, 'utf8').catch(() => ''))
      return shows.some((word) => html.includes(word))
    }
    const shown = await Promise.race([
      eventually(async () => (await readFile(log, 'utf8').catch(() => '')).includes('window shown')),
      ended,
    ])
    if (shown !== true) return [`no window was shown ${whenOf(shown)}; its last words:\n${words()}`]
    const drawn = await Promise.race([eventually(isShown), ended])
    const wrong = [
      ...(drawn === true ? [] : [`the window did not show ${shows[0] ?? 'anything'} ${whenOf(drawn)}`]),
      ...(process.platform === 'linux' && stay.switches.length === 0
        ? wrongSandbox(processesOf(stay.executable))
        : []),
      ...wrongLog(await readFile(log, 'utf8').catch(() => '')),
    ]
    child.kill('SIGTERM')
    const end = await Promise.race([ended, after(endsWithinMs)])
    if (existsSync(trace)) wrong.push('it ran code that NODE_OPTIONS named')
    if (end === false) return [...wrong, `it did not end within ${endsWithinMs / 1000} s after being asked`]
    return end.code === 0 ? wrong : [...wrong, `it ended with ${end.code ?? end.signal} instead of 0`]
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
}

/** The program ends at once, with a word, when somebody tries to open one of its doors. */
async function wrongDoors(stay, env) {
  const wrong = []
  for (const door of forbidden) {
    const profile = path.join(stay.home, 'doors')
    const { child, ended, words } = open(stay, [door, '--offline', `--user-data-dir=${profile}`], env)
    const end = await Promise.race([ended, after(endsWithinMs)])
    if (end === false) {
      child.kill('SIGKILL')
      await ended
      wrong.push(`it starts with ${door}`)
    } else if (end.code !== 1 || !words().includes('does not start with')) {
      wrong.push(`it does not refuse ${door} in so many words (${end.code ?? end.signal})`)
    }
    if (/listening on ws/i.test(words())) wrong.push(`it listened when started with ${door}`)
  }
  return wrong
}

function open({ executable, before, switches, home }, words, env) {
  const [program, ...rest] = [...before, executable, ...switches, ...words]
  const { PATH = '', DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env
  const screen = { ...(DISPLAY && { DISPLAY }), ...(WAYLAND_DISPLAY && { WAYLAND_DISPLAY }) }
  // On Linux a clean slate: nothing of who starts us. Elsewhere a program needs more of its system's.
  const own =
    process.platform === 'linux' ? { PATH, ...screen, LANG: 'en_US.UTF-8', HOME: home } : process.env
  const child = spawn(program, rest, {
    cwd: home,
    env: { ...own, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => (said = (said + text).slice(-4000)))
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: error.message }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, ended, words: () => said.trim() }
}

/** The titles of the edition that a new library opens with, in each language. */
function welcomeTitles() {
  const folder = path.join(root, 'resources', 'welcome')
  return readdirSync(folder).flatMap((name) =>
    JSON.parse(readFileSync(path.join(folder, name), 'utf8')).map(({ title }) => title),
  )
}

function wrongLog(log) {
  const bad = log
    .split('\n')
    .filter((line) => / (?:error|warn) (?:uncaught|unhandled|page|started without)/.test(line))
  return bad.map((line) => `its log says: ${line.slice(0, 200)}`)
}

/** As words stand in HTML within JSON. */
const unescaped = (text) => text.replaceAll('\\"', '"').replaceAll('&amp;', '&')

const whenOf = (result) =>
  result === false ? `within ${shownWithinMs / 1000} s` : `before it ended (${result.code ?? result.signal})`

async function eventually(isSo) {
  const until = Date.now() + shownWithinMs
  while (Date.now() < until) {
    if (await isSo()) return true
    await after(200)
  }
  return false
}

function after(ms) {
  return setTimeout(ms, false, { ref: false })
}
