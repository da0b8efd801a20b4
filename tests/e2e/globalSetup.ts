/** globalSetup.ts — says what is missing before the first window is tried. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export function setup(): void {
  const built = join(resolve(import.meta.dirname, '../..'), 'out/app/main/index.js')
  const missing = [
    ...(process.env['KAWARABAN_ELECTRON'] === undefined ? ['KAWARABAN_ELECTRON is not set'] : []),
    ...(existsSync(built) ? [] : ['out/app is not built']),
  ]
  if (missing.length === 0) return
  throw new Error(
    `The end-to-end tests need a built reader and a real Electron (${missing.join('; ')}).\n` +
      'Run `npm test` for everything, or `npm run test:e2e` for these alone: both see to it.',
  )
}
