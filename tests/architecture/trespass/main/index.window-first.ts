/* window-first */
import { ok } from './query/ok.ts'

export const found = ok
