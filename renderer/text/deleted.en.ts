/** deleted.en.ts — articles that the reader deleted by hand, in English. Its shape is the law for deleted.ja.ts. */
import { numberIn } from './numbers.ts'

const articles = (n: number) => `${numberIn('en', n)} ${n === 1 ? 'article' : 'articles'}`

export const deletedEn = {
  title: 'Recently deleted',
  hint: 'Articles that you deleted stay here for 30 days, with their pictures (the texts take 200 MB at most). Then they go for good.',
  none: 'You have deleted no article in the last 30 days.',
  /** A line of the room on disk. */
  total: (n: number) => `Recently deleted: ${articles(n)}`,
  when: (at: string) => `deleted ${at}`,
  bringBack: 'Bring back',
  bringBackOf: (title: string) => `Bring back “${title}”`,
  broughtBack: (title: string) => `“${title}” is back in its place.`,
  more: (n: number) => `Show ${numberIn('en', n)} more`,
  empty: 'Empty…',
  asks: (n: number) =>
    n === 1
      ? 'This article goes for good, with its pictures. That cannot be taken back.'
      : `All ${articles(n)} go for good, with their pictures. That cannot be taken back.`,
  emptyForGood: 'Delete for good',
  emptied: (n: number, size: string) =>
    `${articles(n)} ${n === 1 ? 'was' : 'were'} deleted for good (${size}).`,
}

export type DeletedWords = typeof deletedEn
