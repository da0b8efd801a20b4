/**
 * programs.ts — the real store as a program of its own, so that a process that is killed runs what ships.
 *
 * Room:     tests/torture
 * Promises: nothing of main/store is replaced; only types are taken away and imports joined.
 */
import { join } from 'node:path'
import { build } from 'vite'

export type ProgramName = 'victim' | 'lowdbVictim'

/** @returns the program's path. About 0.2 s. */
export async function makeProgram(root: string, name: ProgramName, folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, `tests/torture/${name}.ts`),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, format: 'es' } },
    },
  })
  return join(folder, `${name}.mjs`)
}
