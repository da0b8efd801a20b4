/** results.mjs — where a benchmark puts its figures: out/bench/<name>-<date>.json, with the machine named. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../../tools/runtime/places.mjs'
import { describeMachine } from './machine.mjs'

export { root }

/** @param figures What JSON can hold. @returns The file. */
export async function writeResult(name, figures) {
  const at = new Date().toISOString()
  const folder = path.join(root, 'out', 'bench')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${name}-${at.replace(/[:.]/g, '-')}.json`)
  await writeFile(file, `${JSON.stringify({ at, machine: describeMachine(), ...figures }, null, 2)}\n`)
  process.stdout.write(`Written to ${path.relative(process.cwd(), file)}.\n`)
  return file
}
