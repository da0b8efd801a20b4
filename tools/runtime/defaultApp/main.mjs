/**
 * main.mjs — stands in for Electron's own default_app.asar, so that `electron <folder>` starts an app.
 *
 * Room:     inside resources/default_app.asar of the stand-in runtime; never part of what ships
 * Promises: the app cannot tell the difference: name, version, app path and `process.defaultApp` as usual.
 * Source:   electron/electron, default_app/main.ts (the part that loads a folder)
 */
import { app, dialog } from 'electron'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { folder, preloaded } = readArguments(process.argv.slice(1))
const require = createRequire(import.meta.url)

try {
  for (const module of preloaded) require(path.resolve(module))
  if (folder === null) throw new Error('No app was named: electron <folder of the app>')
  await load(path.resolve(folder))
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`)
  if (process.env.KAWARABAN_QUIET === undefined && process.stdout.isTTY) {
    dialog.showErrorBox('The app did not start', String(error?.stack ?? error))
  }
  app.exit(1)
}

/** The app's folder is the first argument that is no switch; `-r module` is read as Electron does. */
function readArguments(rest) {
  const preloaded = []
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index]
    if (word === '-r' || word === '--require') preloaded.push(rest[(index += 1)])
    else if (word === '--') return { folder: rest[index + 1] ?? null, preloaded }
    else if (!word.startsWith('-')) return { folder: word, preloaded }
  }
  return { folder: null, preloaded }
}

async function load(appPath) {
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  const description = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.name = description.productName ?? description.name ?? app.name
  app.setDesktopName?.(description.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(appPath)
  await import(pathToFileURL(path.join(appPath, description.main ?? 'index.js')).href)
}
