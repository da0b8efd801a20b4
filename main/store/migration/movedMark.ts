/** movedMark.ts — archive/moved.json: all papers of the old form are in the archive, and since when. Room: main/store/migration. */
import { join } from 'node:path'
import * as v from 'valibot'
import type { FeedId, Millis } from '../../../preload/contract/model.ts'
import { replaceFile } from '../atomic.ts'
import type { Place } from '../place.ts'

export interface MovedMark {
  readonly at: Millis
  readonly feeds: readonly FeedId[]
}

/** The last schema whose articles lay in the old form; the first two were the same. */
const from = 3

const shape = v.object({
  magic: v.literal('kawaraban-moved'),
  at: v.number(),
  feeds: v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/))),
})

export async function readMovedMark({ files, paths }: Place): Promise<MovedMark | null> {
  try {
    const data: unknown = JSON.parse(
      Buffer.from(await files.read(join(paths.archive, 'moved.json'))).toString('utf8'),
    )
    return v.is(shape, data) ? (data as unknown as MovedMark) : null
  } catch {
    return null
  }
}

/** @throws Node's error. */
export async function writeMovedMark({ files, paths }: Place, { at, feeds }: MovedMark): Promise<void> {
  const text = `${JSON.stringify({ magic: 'kawaraban-moved', from, at, feeds })}\n`
  await replaceFile(files, join(paths.archive, 'moved.json'), Buffer.from(text), { isDurable: true })
}
