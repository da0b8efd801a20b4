/** moving.en.ts — an older library on its way into the form of this version, in English. Its shape is the law for moving.ja.ts. */
import type { Failure } from '../../preload/contract/failure.ts'
import { numberIn } from './numbers.ts'

type NotMoved = Extract<Failure, { kind: 'not-moved' }>

const n = (count: number) => numberIn('en', count)
const shown = 3

export const movingEn = {
  moving: 'Your library is being brought into its new form:',
  papers: (done: number, total: number) => `${n(done)} of ${n(total)} ${total === 1 ? 'paper' : 'papers'}`,
  hint: 'Your articles appear when all of them are there. Nothing is lost if you close the program: it goes on at the next start.',
  notMoved: 'Not all of your library is in its new form.',
  oldForm: (day: string) => `The old form of your articles, removed on ${day}`,
  oldFormKept: 'The old form of your articles, kept until all of it is in the new one',
}

export function notMovedEn({ papers, code }: NotMoved) {
  const some = papers
    .slice(0, shown)
    .map((paper) => `“${paper}”`)
    .join(', ')
  const more = papers.length > shown ? ` and ${n(papers.length - shown)} more` : ''
  const what =
    papers.length === 0
      ? `Your articles could not be brought into the new form (${code}).`
      : `The articles of ${some}${more} could not be brought into the new form (${code}).`
  const full =
    code === 'ENOSPC' || code === 'EDQUOT' ? ' Make room on the disk: for a while they are there twice.' : ''
  return {
    what,
    next: `They are kept as they were, and are not shown until that is done. It is tried again at the next start.${full}`,
  }
}

export type MovingWords = typeof movingEn
