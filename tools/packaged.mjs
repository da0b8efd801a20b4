/**
 * packaged.mjs — what the packaged program must be: its places, its fuses, its contents.
 *
 * Room:     tools (pure, but for asking the disk where a program lies)
 * Promises: one list of fuses for the check; electron-builder.yml sets the same ones.
 * Source:   docs/notes/packaging.md
 */
import { FuseV1Options } from '@electron/fuses'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** How a fuse is written in the program's file: the characters 1 and 0. */
const on = 0x31
const off = 0x30

/** Every fuse that we decide, with the state it must have in what ships. */
export const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

/**
 * Compares a fuse wire with what we want.
 *
 * @param {Record<number, number>} wire as @electron/fuses reads it
 * @returns {string[]} one sentence a wrong fuse; empty when all is well
 */
export function wrongFuses(wire) {
  return Object.entries(wantedFuses).flatMap(([name, wanted]) => {
    const state = wire[FuseV1Options[name]]
    if (state === (wanted ? on : off)) return []
    const found = state === on ? 'on' : state === off ? 'off' : 'missing'
    return [`fuse ${name} is ${found}, not ${wanted ? 'on' : 'off'}`]
  })
}

const allowed = [
  /^\/package\.json$/,
  /^\/out$/,
  /^\/out\/app(\/|$)/,
  /^\/resources$/,
  /^\/resources\/(catalogue|starter)\.json$/,
  /^\/resources\/welcome(\/|$)/,
  /^\/resources\/icons(\/512x512\.png)?$/,
]
const forbidden = [/\/node_modules(\/|$)/, /\.map$/, /\.tsx?$/, /\.test\./, /\/tests?(\/|$)/]

/**
 * Finds what does not belong into app.asar.
 *
 * @param {string[]} names as @electron/asar lists them, e.g. "/out/app/main/index.js"
 * @returns {string[]} one sentence a file; empty when all is well
 */
export function wrongContents(names) {
  const plain = names.map((name) => name.replaceAll('\\', '/'))
  const strange = plain.filter(
    (name) =>
      !allowed.some((pattern) => pattern.test(name)) || forbidden.some((pattern) => pattern.test(name)),
  )
  const missing = ['/package.json', '/out/app/main/index.js'].filter((name) => !plain.includes(name))
  return [
    ...strange.map((name) => `${name} does not belong into app.asar`),
    ...missing.map((name) => `${name} is missing in app.asar`),
  ]
}

/**
 * Where the unpacked program lies under `dist`, or null when there is none for this system.
 *
 * @returns {{ executable: string, resources: string } | null}
 */
export function unpackedProgram(dist, platform = process.platform) {
  const candidates = {
    linux: ['linux-unpacked', 'linux-arm64-unpacked'].map((name) => ({
      executable: path.join(dist, name, 'kawaraban'),
      resources: path.join(dist, name, 'resources'),
    })),
    win32: ['win-unpacked', 'win-arm64-unpacked'].map((name) => ({
      executable: path.join(dist, name, 'Kawaraban.exe'),
      resources: path.join(dist, name, 'resources'),
    })),
    darwin: macFolders(dist).map((name) => ({
      executable: path.join(dist, name, 'Kawaraban.app', 'Contents', 'MacOS', 'Kawaraban'),
      resources: path.join(dist, name, 'Kawaraban.app', 'Contents', 'Resources'),
    })),
  }
  return (candidates[platform] ?? []).find(({ executable }) => existsSync(executable)) ?? null
}

const macFolders = (dist) =>
  existsSync(dist) ? readdirSync(dist).filter((name) => name.startsWith('mac')) : []
