/**
 * startupRows.ts — cache/front.json: the rows of the page that was open at the end, for the first moments of the next start.
 *
 * Room:     main/store.
 * Promises: a lost or damaged file costs these moments, nothing else; what is in it is query/'s business.
 */
import { replaceFile } from './atomic.ts'
import { dropCacheFile } from './cacheFile.ts'
import { codeOf } from './files.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import { isPlain } from './shapes.ts'

const schema = 1

export async function readStartupRows(place: Place): Promise<unknown> {
  const path = place.paths.startupRows
  try {
    const data: unknown = JSON.parse(Buffer.from(await place.files.read(path)).toString('utf8'))
    if (isPlain(data) && data['magic'] === 'kawaraban' && data['schema'] === schema) return data['front']
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    place.log.warn('the startup rows could not be read', { code: codeOf(error) })
  }
  await dropCacheFile(place, path)
  return null
}

/** Never fails loudly: the next start is slower, that is all. */
export async function keepStartupRows(place: Place, startupRows: unknown): Promise<void> {
  try {
    const text = JSON.stringify({ magic: 'kawaraban', schema, front: startupRows })
    await replaceFile(place.files, place.paths.startupRows, Buffer.from(`${text}\n`), { isDurable: false })
  } catch (error) {
    writeFailure(place, place.paths.startupRows, error)
  }
}
