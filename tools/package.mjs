/**
 * package.mjs — `npm run package`: the installers for this system, or a build for testing.
 *
 * Room:     tools
 * Promises: what ships is made from the official Electron of package.json, or it is called a test build: by
 *           name, and in so many words.
 * Knows:    `npm run package -- --dir` makes the unpacked program and its .tar.gz only; `--bare` the unpacked program alone,
 *           from what is built, in out/packaged: for the tests.
 */
import { createRequire } from 'node:module'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { ensureBuilt } from './build.mjs'
import { findElectron } from './electronRuntime.mjs'
import { unpackedProgram } from './packaged.mjs'
import { root } from './runtime/places.mjs'
import { runModule } from './run.mjs'
import { Problem, runTool, say } from './say.mjs'

const isBare = process.argv.includes('--bare')
const dist = path.join(root, ...(isBare ? ['out', 'packaged'] : ['dist']))

await runTool(async () => {
  const words = process.argv.slice(2)
  await ensureBuilt({ force: !isBare })
  const electron = await findElectron()
  const isOfficial = electron.source === 'installed' || electron.source === 'downloaded'
  if (isOfficial && !isBare && !words.includes('--dir')) return electronBuilder(words)
  return testBuild(electron, isOfficial)
})

/** The unpacked program from the Electron that is at hand, and an archive of it. */
async function testBuild(electron, isOfficial) {
  if (!isOfficial) {
    say(`Electron ${electron.version} (${electron.source}) is not the official download of package.json:`)
    say('this makes a TEST BUILD of the unpacked program and its .tar.gz. It is not for shipping.')
  }
  await rm(dist, { recursive: true, force: true })
  const code = await electronBuilder([
    'dir',
    `--config.electronDist=${electron.folder}`,
    `--config.electronVersion=${electron.version}`,
    `--config.directories.output=${dist}`,
  ])
  if (code !== 0) return code
  // The stand-in runtime has an app of its own beside ours.
  const program = unpackedProgram(dist)
  if (program === null) throw new Problem('electron-builder made no program.')
  await rm(path.join(program.resources, 'default_app.asar'), { force: true })
  if (isBare || process.platform !== 'linux') return 0
  const archive = await makeArchive(path.dirname(program.executable), isOfficial ? '' : '-test')
  say(`Made ${path.relative(root, program.executable)} and ${path.relative(root, archive)}.`)
  return 0
}

function electronBuilder(words) {
  const system = { linux: '--linux', win32: '--win', darwin: '--mac' }[process.platform]
  if (system === undefined) throw new Problem(`There is no package for ${process.platform}.`)
  const config = path.join(root, 'electron-builder.yml')
  return runModule('electron-builder/cli.js', [system, ...words, '--config', config, '--publish', 'never'])
}

/** Packs a folder with the `tar` that electron-builder brings along: no program of the system is needed. */
async function makeArchive(folder, mark) {
  const fromBuilder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))
  const { create } = fromBuilder('tar')
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
  const title = `${name}-${version}-linux-${process.arch}${mark}`
  const file = path.join(dist, `${title}.tar.gz`)
  await mkdir(dist, { recursive: true })
  await create({ file, gzip: { level: 6 }, portable: true, cwd: folder, prefix: title }, ['.'])
  return file
}
