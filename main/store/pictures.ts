/**
 * pictures.ts — kept pictures: one file each, named by the key of its remote address, so that no index is written.
 *
 * Room:     main/store.
 * Promises: keeping is atomic; when the room is full the oldest go first, and never the one that just came. What is read is what
 *           was kept: a damaged picture is removed, logged, and counts as missing, so that it is fetched again (pictureFile.ts).
 * Knows:    what is there is listed once after the start, a folder at a time. Until that is done `has` asks the disk
 *           and `totals` counts what has been seen. A picture of an older version, without a sum, gets one when it is first read.
 */
import { dirname, join } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import { isTidyDrawing } from '../base/sniffDrawing.ts'
import { sniffPicture } from '../base/sniffPicture.ts'
import { isStaleTemporary, replaceFile } from './atomic.ts'
import { codeOf } from './files.ts'
import { keyedMutex } from './keyedMutex.ts'
import { openPicture, pictureHeadLength, sealPicture } from './pictureFile.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import type { PictureStore } from '../model/pictures.ts'

/** Of a file in the folder of pictures; null for another file. `isPlain`: without a sum. */
export function keyOfPictureFile(name: string): { readonly key: string; readonly isPlain: boolean } | null {
  const [, key, end] = /^([0-9a-f]{40})(\.pic)?$/.exec(name) ?? []
  return key === undefined ? null : { key, isPlain: end === undefined }
}

/** Without a sum its first bytes have to do. */
export function isPicture(bytes: Uint8Array): boolean {
  return sniffPicture(bytes) !== null || isTidyDrawing(bytes)
}

/** @param roomBytes How much all pictures may take together. */
export function openPictures(place: Place, roomBytes: () => number): PictureStore {
  const { files, paths } = place
  /** Bytes by key, oldest first once `isListed`. */
  const sizes = new Map<string, number>()
  let bytes = 0
  let isListed = false
  let clearing: Promise<void> = Promise.resolve()
  /** Writing and taking away of one picture follow each other. */
  const turns = keyedMutex()

  const count = (key: string, size: number) => {
    uncount(key)
    sizes.set(key, size)
    bytes += size
  }
  const uncount = (key: string) => {
    bytes -= sizes.get(key) ?? 0
    sizes.delete(key)
  }

  const has = (key: string) =>
    sizes.has(key) ||
    (!isListed && (files.isThere(paths.picture(key)) || files.isThere(paths.plainPicture(key))))

  const list = async () => {
    const found: { readonly key: string; readonly size: number; readonly changedAt: number }[] = []
    for (const folder of await files.list(paths.pictures)) {
      for (const name of await files.list(join(paths.pictures, folder))) {
        const path = join(paths.pictures, folder, name)
        if (isStaleTemporary(name)) await files.remove(path)
        const file = keyOfPictureFile(name)
        if (file?.key.startsWith(folder) !== true) continue
        const facts = await files.facts(path).catch(() => null)
        const head = file.isPlain ? 0 : pictureHeadLength
        if (facts !== null)
          found.push({ key: file.key, size: Math.max(0, facts.bytes - head), changedAt: facts.changedAt })
      }
    }
    found.sort((a, b) => a.changedAt - b.changedAt)
    const arrived = [...sizes]
    for (const { key, size } of found) count(key, size)
    for (const [key, size] of arrived) count(key, size)
    isListed = true
  }
  const ready = list().catch((error: unknown) => {
    place.log.error('the kept pictures could not be listed', error)
    isListed = true
  })

  const removeFiles = async (key: string) => {
    await files.remove(paths.picture(key))
    await files.remove(paths.plainPicture(key))
    uncount(key)
  }

  /** One at a time, so that two arrivals do not both make room for both. */
  const makeRoom = (newest: string): Promise<void> => {
    clearing = clearing.then(async () => {
      await ready
      for (const key of sizes.keys()) {
        if (bytes <= roomBytes()) return
        if (key === newest) continue
        try {
          await turns.take(key, () => removeFiles(key))
        } catch (error) {
          place.log.error('an old picture could not be removed', error, { key })
          return
        }
      }
    })
    return clearing
  }

  const write = async (key: string, picture: Uint8Array) => {
    const path = paths.picture(key)
    await files.makeFolder(dirname(path))
    await replaceFile(files, path, sealPicture(key, picture), { isDurable: false })
    await files.remove(paths.plainPicture(key))
  }

  /** Null when there is none, or it is damaged. @throws Node's error when it cannot be read now. */
  const readSealed = async (key: string): Promise<Uint8Array | 'missing' | 'damaged'> => {
    try {
      return openPicture(key, await files.read(paths.picture(key))) ?? 'damaged'
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 'missing'
      throw error
    }
  }

  const readPlain = async (key: string): Promise<Uint8Array | 'damaged'> => {
    const picture = await files.read(paths.plainPicture(key))
    if (!isPicture(picture)) return 'damaged'
    void turns
      .take(key, async () => {
        if (files.isThere(paths.plainPicture(key))) await write(key, picture)
      })
      .catch((error: unknown) => {
        writeFailure(place, paths.picture(key), error)
      })
    return picture
  }

  const readAny = async (key: string): Promise<Uint8Array | 'damaged'> => {
    const found = await readSealed(key)
    return found === 'missing' ? readPlain(key) : found
  }

  const dropDamaged = (key: string) =>
    turns.take(key, async () => {
      // Kept anew while it was read?
      const now = await readSealed(key)
      if (typeof now !== 'string') return
      await removeFiles(key)
      place.log.warn('a damaged picture was removed', { key })
    })

  const read = async (key: string): Promise<Uint8Array | null> => {
    try {
      const found = await readAny(key)
      if (found !== 'damaged') return found
      await dropDamaged(key)
      return null
    } catch (error) {
      if (codeOf(error) === 'ENOENT') uncount(key)
      else place.log.error('a kept picture could not be read', error, { key })
      return null
    }
  }

  return {
    ready,
    has,
    read,
    keep: async (key, picture) => {
      const path = paths.picture(key)
      if (picture.length > roomBytes()) return fail({ kind: 'too-large', host: '', limitBytes: roomBytes() })
      try {
        await turns.take(key, () => write(key, picture))
      } catch (error) {
        return writeFailure(place, path, error)
      }
      count(key, picture.length)
      if (bytes > roomBytes()) await makeRoom(key)
      return ok(null)
    },
    sizeOf: (key) => sizes.get(key) ?? null,
    totals: () => ({ count: sizes.size, bytes }),
    remove: async (keys) => {
      await ready
      const gone = { count: 0, bytes: 0 }
      for (const key of keys) {
        if (!has(key)) continue
        try {
          const size = sizes.get(key) ?? 0
          await turns.take(key, () => removeFiles(key))
          gone.count += 1
          gone.bytes += size
        } catch (error) {
          place.log.error('a picture could not be removed', error, { key })
        }
      }
      return gone
    },
  }
}
