/**
 * libraries.mjs — the system libraries that Electron needs on Linux, checked and, where allowed, installed.
 *
 * Room:     tools
 * Promises: looks before it acts; installs only as root and only with apt-get; otherwise prints the command.
 * Knows:    Debian 13 and Ubuntu 24.04 renamed some packages (…t64): each line lists the names to try.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { Problem, runTool, say } from './say.mjs'

/** What a bare Debian or Ubuntu lacks; the first name that apt knows is taken. */
export const packages = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  ['libdrm2'],
  ['libxkbcommon0'],
  ['libxss1'],
  ['libxtst6'],
]

/** Fonts that show Japanese and the marks of the outlets; without them half the headlines are boxes. */
export const fonts = [['fonts-noto-cjk'], ['fonts-noto-core']]

export const display = [['xvfb']]

/**
 * Makes sure that `executable` finds its libraries, and that Xvfb is there when `needsDisplay`.
 *
 * @param {string | null} executable null when there is none yet: then only the usual suspects are looked for
 * @param {{ needsDisplay: boolean, world?: object }} options `world` stands in for the machine in tests
 * @throws {Problem} with the exact command when something is missing that we may not install
 */
export function ensureLibraries(executable, { needsDisplay, world = thisMachine }) {
  if (world.platform !== 'linux') return
  const missing = missingOn(world, executable)
  const lacksXvfb = needsDisplay && !world.hasProgram('Xvfb')
  if (missing.length === 0 && !lacksXvfb) return

  const wanted = [
    ...(missing.length > 0 ? packages : []),
    ...(lacksXvfb ? display : []),
    ...(world.hasCjkFont() ? [] : fonts),
  ]
  const what = [...missing, ...(lacksXvfb ? ['Xvfb (a display without a screen)'] : [])].join(', ')
  if (!world.hasProgram('apt-get')) {
    throw new Problem(
      `This system lacks ${what}.\nInstall the libraries that Electron (GTK 3, NSS, ALSA, GBM) and Xvfb need, then run the same command again.`,
    )
  }
  if (!world.isRoot) {
    const names = wanted.map((names) => firstKnown(names, world)).join(' ')
    throw new Problem(
      `This system lacks ${what}.\nInstall it with this command, then run the same command again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    )
  }
  say(`This system lacks ${what}: installing with apt-get (once) …`)
  world.aptGet(['update'])
  // After the update: a fresh container knows no package names before.
  world.aptGet([
    'install',
    '-y',
    '--no-install-recommends',
    ...wanted.map((names) => firstKnown(names, world)),
  ])
  const still = missingOn(world, executable)
  if (still.length > 0 || (needsDisplay && !world.hasProgram('Xvfb'))) {
    throw new Problem(`apt-get did not bring everything: still missing ${still.join(', ') || 'Xvfb'}.`)
  }
}

/** Newer Electrons open GTK by hand, so that ldd does not know of it; the loader's own list does. */
const usual = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1']

function missingOn(world, executable) {
  const listed = world.ldconfig()
  const unlisted = listed.includes('libc.so') ? usual.filter((name) => !listed.includes(name)) : []
  return [...new Set([...(executable === null ? [] : missingLibraries(world.ldd(executable))), ...unlisted])]
}

/** The names that ldd could not find, e.g. ["libnss3.so"], each once. Pure. */
export const missingLibraries = (lddOutput) => [
  ...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])),
]

const firstKnown = (names, world) => names.find((name) => world.aptKnows(name)) ?? names.at(-1)

/** The machine itself, so that tests can put another one in its place. */
export const thisMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  ldd: (executable) => spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '',
  ldconfig: () => {
    const { stdout } = spawnSync('ldconfig', ['-p'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
    })
    return stdout ?? ''
  },
  hasProgram: (name) =>
    (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${name}`)),
  hasCjkFont: () => hasFile('/usr/share/fonts', /cjk|gothic|mincho|ipag|takao|vlgothic/i),
  aptKnows: (name) => {
    const { stdout } = spawnSync('apt-cache', ['policy', name], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    })
    return /Candidate: (?!\(none\))/.test(stdout ?? '')
  },
  aptGet: (words) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const { status } = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...words], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Problem(`apt-get ${words[0]} failed: is this machine online?`)
  },
}

function hasFile(folder, pattern) {
  try {
    return readdirSync(folder, { recursive: true }).some((name) => pattern.test(String(name)))
  } catch {
    return false
  }
}

// `node tools/libraries.mjs` prepares a machine before anything is installed (.ci/run).
if (import.meta.filename === process.argv[1]) {
  await runTool(async () => ensureLibraries(null, { needsDisplay: true }))
}
