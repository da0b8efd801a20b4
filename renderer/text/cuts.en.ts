/** cuts.en.ts — what was left out of an article that is too large for a window, in English. */
import type { Cut } from '../../preload/contract/articleLimits.ts'

export const cutsEn: Readonly<Record<Cut, string>> = {
  end: 'it goes on from here',
  pictures: 'some pictures are described instead of shown',
  tables: 'a table is set as lines',
  words: 'endless words are shortened',
  marks: 'signs that turn the direction of writing are left out',
}
