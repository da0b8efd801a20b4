/** checkPictures.ts — every kept picture by its sum. Room: main/store. Reads only; for a thread of its own. */
import { join } from 'node:path'
import type { PictureFindings } from '../model/libraryCheck.ts'
import { codeOf } from './files.ts'
import type { Files } from './files.ts'
import type { Paths } from './paths.ts'
import { openPicture } from './pictureFile.ts'
import { isPicture, keyOfPictureFile } from './pictures.ts'

export async function checkPictures(
  files: Files,
  paths: Pick<Paths, 'pictures'>,
  onRead: (bytes: number) => void,
): Promise<PictureFindings> {
  let [count, size] = [0, 0]
  const damaged: string[] = []
  const plain: string[] = []
  for (const folder of await files.list(paths.pictures)) {
    for (const name of await files.list(join(paths.pictures, folder))) {
      const file = keyOfPictureFile(name)
      if (file?.key.startsWith(folder) !== true) continue
      const bytes = await files.read(join(paths.pictures, folder, name)).catch(nullWhenGone)
      // Its room was wanted meanwhile.
      if (bytes === 'gone') continue
      count += 1
      size += bytes?.length ?? 0
      onRead(bytes?.length ?? 0)
      const { key, isPlain } = file
      const isSound = bytes !== null && (isPlain ? isPicture(bytes) : openPicture(key, bytes) !== null)
      if (!isSound) damaged.push(key)
      else if (isPlain) plain.push(key)
    }
  }
  return { count, bytes: size, damaged, plain }
}

/** On a bad sector it is as good as damaged. */
function nullWhenGone(error: unknown): null | 'gone' {
  return codeOf(error) === 'EIO' ? null : 'gone'
}
