/**
 * run.mjs — `npm run torture`: the library against kills, power cuts, full disks and damage. Results in out/torture/.
 *
 * Room:     tests/torture
 * Usage:    node tests/torture/run.mjs [--short] [round …]      rounds: see rounds/index.ts
 * Promises: works on folders of its own below the temporary folder (or $TORTURE_FOLDER: choose a real disk); what needs
 *           root says so and is left out without it. Ends with 1 when anything that was acknowledged was lost, a start
 *           failed, or damage was read as truth.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const folder = path.join(root, 'out', 'torture')
await mkdir(folder, { recursive: true })
await build({
  root,
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: {
    ssr: path.join(root, 'tests/torture/rounds/index.ts'),
    outDir: path.join(folder, 'programs'),
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: { external: ['vite'], output: { entryFileNames: 'rounds.mjs', format: 'es' } },
  },
})
const { torture } = await import(pathToFileURL(path.join(folder, 'programs', 'rounds.mjs')).href)
process.exitCode = await torture({ root, folder, arguments: process.argv.slice(2) })
