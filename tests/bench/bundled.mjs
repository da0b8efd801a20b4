/** bundled.mjs — a benchmark that is written in TypeScript: bundled into a folder of its own, run, and thrown away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { root } from '../../tools/runtime/places.mjs'

/** Bundles tests/bench/`name`.ts with what it imports, and hands what it exports to `use`. */
export async function withBundle(name, use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-bench-'))
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: path.join(import.meta.dirname, `${name}.ts`),
        outDir: folder,
        target: 'node20.18',
        rolldownOptions: { output: { format: 'es', entryFileNames: 'round.mjs' } },
      },
      ssr: { noExternal: true },
    })
    return await use(await import(pathToFileURL(path.join(folder, 'round.mjs')).href))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
