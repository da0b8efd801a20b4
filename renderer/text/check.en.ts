/** check.en.ts — "Check my library", in English. Its shape is the law for check.ja.ts. */
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('en', count)
const many = (count: number, one: string, more: string) => `${n(count)} ${count === 1 ? one : more}`

export const checkEn = {
  title: 'Check my library',
  hint: 'Reads every article and every picture that is kept, and compares it with its checksum. You can go on reading meanwhile; nothing is changed.',
  start: 'Check now',
  again: 'Check again',
  checking: 'Checking…',
  repairing: 'Repairing…',
  checked: (done: string, total: string) => `${done} of ${total}`,
  papersDone: (done: number, total: number) => `Paper ${n(done)} of ${n(total)}`,
  stop: 'Stop',

  fine: (records: number, papers: number, pictures: number, size: string) =>
    `Everything is whole: ${many(records, 'entry', 'entries')} of ${many(papers, 'paper', 'papers')} and ${many(pictures, 'picture', 'pictures')}, ${size} in all.`,
  found: (papers: number, pictures: number) =>
    [
      ...(papers === 0 ? [] : [`Something is damaged in ${many(papers, 'paper', 'papers')}.`]),
      ...(pictures === 0 ? [] : [`${many(pictures, 'picture is', 'pictures are')} damaged.`]),
    ].join(' '),
  rest: (records: number, size: string) =>
    `${many(records, 'entry was', 'entries were')} read, ${size} in all.`,
  repair: 'Repair',
  repairHint:
    'Damaged files are put aside, and everything in them that is whole is kept. Lost texts and pictures are fetched again where they are still to be had. What you read and starred is not touched.',
  repaired: 'Repaired as far as possible.',

  files: (count: number) => `${many(count, 'file is', 'files are')} damaged.`,
  records: (count: number) => `${many(count, 'entry', 'entries')} cannot be read any more.`,
  texts: (count: number) =>
    `The ${count === 1 ? 'text of this article is' : `texts of these ${n(count)} articles are`} lost:`,
  moreTitles: (count: number) => `and ${n(count)} more`,
  notes: (count: number) =>
    `${many(count, 'list', 'lists')} that make the start quick ${count === 1 ? 'is' : 'are'} wrong; nothing is lost with ${count === 1 ? 'it' : 'them'}.`,
  unread: (code: string) => `It could not be looked at now (${code}).`,
  newer: 'A later version of Kawaraban wrote part of it; it was left alone.',

  aside: (count: number) =>
    `${many(count, 'damaged file was', 'damaged files were')} put aside; what is whole in ${count === 1 ? 'it' : 'them'} was kept.`,
  asked: (count: number) =>
    `${many(count, 'text is', 'texts are')} fetched again with the next round, if the paper still has ${count === 1 ? 'it' : 'them'}.`,
  notesMade: (count: number) => `${many(count, 'list was', 'lists were')} made anew.`,
  notRepaired: 'It could not be repaired.',
  picturesGone: (count: number) =>
    `${many(count, 'damaged picture was', 'damaged pictures were')} removed and ${count === 1 ? 'is' : 'are'} fetched again when you open ${count === 1 ? 'its article' : 'their articles'}.`,
}

export type CheckWords = typeof checkEn
