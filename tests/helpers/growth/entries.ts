/** entries.ts — every way in for text from outside. */
import type { Entry } from './entry.ts'
import { feedEntries } from './feedEntries.ts'
import { pageEntries } from './pageEntries.ts'
import { partEntries } from './partEntries.ts'

export const entries: readonly Entry[] = [...feedEntries, ...pageEntries, ...partEntries]
