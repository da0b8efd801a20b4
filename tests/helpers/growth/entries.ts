/** entries.ts — every way in for text from outside. */
import { bombEntries } from './bombs.ts'
import type { Entry } from './entry.ts'
import { feedEntries } from './feedEntries.ts'
import { pageEntries } from './pageEntries.ts'
import { partEntries } from './partEntries.ts'
import { pictureBombs, pictureEntries } from './pictureEntries.ts'
import { writtenEntries } from './writtenEntries.ts'

export const waysIn: readonly Entry[] = [
  ...feedEntries,
  ...pageEntries,
  ...partEntries,
  ...writtenEntries,
  ...pictureEntries,
]

/** The bombs come last; they are tried with one run, for its length. */
export const entries: readonly Entry[] = [...waysIn, ...bombEntries, ...pictureBombs]
