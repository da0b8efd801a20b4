/**
 * shellLab.ts — single parts of main/shell in a real Electron of their own, where a test can do what the program never would.
 *
 * Needs: KAWARABAN_ELECTRON (set by `npm test`). Call `endLabs` in `afterAll`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication } from 'playwright-core'
import { build } from 'vite'
import { definedEnvironment, electronPath, newFolder, repository, sandboxSwitches } from './electron.ts'

const running = new Set<ElectronApplication>()
const folders: string[] = []

/** @param entry A file of tests/e2e/labs, which puts what is to be tried on `globalThis.lab`. */
export async function openLab(entry: string): Promise<ElectronApplication> {
  await mkdir(join(repository, 'out'), { recursive: true })
  const folder = await mkdtemp(join(repository, 'out/lab-'))
  folders.push(folder)
  await build({
    configFile: false,
    logLevel: 'error',
    root: repository,
    ssr: { noExternal: true },
    build: {
      ssr: join(repository, 'tests/e2e/labs', entry),
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'lab', version: '1.0.0', main: 'main.mjs' }),
  )
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...(await sandboxSwitches()), folder, `--user-data-dir=${await newFolder()}`],
    env: definedEnvironment(),
    timeout: 30_000,
  })
  running.add(app)
  return app
}

export async function endLabs(): Promise<void> {
  await Promise.allSettled([...running].map((app) => app.close()))
  running.clear()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
