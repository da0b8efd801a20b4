/**
 * pictures.ts — kept pictures: one file each, named by the key of its remote address, so that no index is written.
 *
 * Room:     main/store.
 * Promises: keeping is atomic; when the room is full the oldest go first, and never the one that just came.
 * Knows:    what is there is listed once after the start, a folder at a time. Until that is done `has` asks the disk
 *           and `totals` counts what has been seen.
 */
import { dirname, join } from 'node:path'
import { fail, ok } from '../../preload/contract/failure.ts'
import { isStaleTemporary, replaceFile } from './atomic.ts'
import { codeOf } from './files.ts'
import { writeFailure } from './place.ts'
import type { Place } from './place.ts'
import type { PictureStore } from '../model/pictures.ts'

/** @param roomBytes How much all pictures may take together. */
export function openPictures(place: Place, roomBytes: () => number): PictureStore {
  const { files, paths } = place
  /** Bytes by key, oldest first once `isListed`. */
  const sizes = new Map<string, number>()
  let bytes = 0
  let isListed = false
  let clearing: Promise<void> = Promise.resolve()

  const count = (key: string, size: number) => {
    uncount(key)
    sizes.set(key, size)
    bytes += size
  }
  const uncount = (key: string) => {
    bytes -= sizes.get(key) ?? 0
    sizes.delete(key)
  }

  const list = async () => {
    const found: { readonly key: string; readonly size: number; readonly changedAt: number }[] = []
    for (const folder of await files.list(paths.pictures)) {
      for (const name of await files.list(join(paths.pictures, folder))) {
        const path = join(paths.pictures, folder, name)
        if (isStaleTemporary(name)) await files.remove(path)
        if (!/^[0-9a-f]{40}$/.test(name) || !name.startsWith(folder)) continue
        const facts = await files.facts(path).catch(() => null)
        if (facts !== null) found.push({ key: name, size: facts.bytes, changedAt: facts.changedAt })
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

  /** One at a time, so that two arrivals do not both make room for both. */
  const makeRoom = (newest: string): Promise<void> => {
    clearing = clearing.then(async () => {
      await ready
      for (const key of sizes.keys()) {
        if (bytes <= roomBytes()) return
        if (key === newest) continue
        try {
          await files.remove(paths.picture(key))
          uncount(key)
        } catch (error) {
          place.log.error('an old picture could not be removed', error, { key })
          return
        }
      }
    })
    return clearing
  }

  return {
    ready,
    has: (key) => sizes.has(key) || (!isListed && files.isThere(paths.picture(key))),
    read: async (key) => {
      try {
        return await files.read(paths.picture(key))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') uncount(key)
        else place.log.error('a kept picture could not be read', error, { key })
        return null
      }
    },
    keep: async (key, picture) => {
      const path = paths.picture(key)
      if (picture.length > roomBytes()) return fail({ kind: 'too-large', host: '', limitBytes: roomBytes() })
      try {
        await files.makeFolder(dirname(path))
        await replaceFile(files, path, picture, { isDurable: false })
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
      const gone = { count: 0, bytes: 0 }
      for (const key of keys) {
        try {
          const size = sizes.get(key) ?? (await files.facts(paths.picture(key))).bytes
          await files.remove(paths.picture(key))
          uncount(key)
          gone.count += 1
          gone.bytes += size
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') place.log.error('a picture could not be removed', error, { key })
        }
      }
      return gone
    },
  }
}
