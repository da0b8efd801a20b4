/**
 * smokePackaged.mjs — `npm run package:smoke`: looks into the packaged program, then opens it once.
 *
 * Room:     tools
 * Promises: fuses and contents are what packaged.mjs wants; in use (packagedUse.mjs) it shows the welcome edition, its pages
 *           are in Chromium's sandbox, it refuses the switches that would open it, and it ends when asked politely;
 *           nothing is left behind. Every failure is told, not only the first.
 * Needs:    as root on Linux `setpriv`, to become an ordinary user (ordinaryUser.mjs).
 */
import { listPackage } from '@electron/asar'
import { getCurrentFuseWire } from '@electron/fuses'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { lacksDisplay, openDisplay } from './display.mjs'
import { ensureLibraries } from './libraries.mjs'
import { unpackedProgram, wrongContents, wrongFuses } from './packaged.mjs'
import { wrongInUse } from './packagedUse.mjs'
import { root } from './runtime/places.mjs'
import { Problem, runTool, say } from './say.mjs'

await runTool(async () => {
  const program = unpackedProgram(path.join(root, 'dist'))
  if (program === null)
    throw new Problem('There is no packaged program in dist/: run `npm run package` first.')
  const wrong = [...(await wrongOnDisk(program)), ...(await wrongOnScreen(program))]
  if (wrong.length > 0)
    throw new Problem(`The packaged program is not good:\n${wrong.map((line) => `  * ${line}`).join('\n')}`)
  say('The packaged program is good: fuses, contents, welcome edition, sandbox, closed doors, polite end.')
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

async function wrongOnScreen(program) {
  const needed = lacksDisplay()
  ensureLibraries(program.executable, { needsDisplay: needed })
  const display = await openDisplay({ needed })
  try {
    return await wrongInUse(program, { env: display.env })
  } finally {
    await display.end()
  }
}
