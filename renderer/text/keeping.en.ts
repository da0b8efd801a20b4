/** keeping.en.ts — how much is kept, in English. Its shape is the law for keeping.ja.ts. */
import { numberIn } from './numbers.ts'

const many = (n: number, one: string, more: string) => `${numberIn('en', n)} ${n === 1 ? one : more}`

/** After `the last`: one of a kind is not counted. */
const span = (n: number, one: string, more: string) => (n === 1 ? one : many(n, one, more))

export const keepingEn = {
  title: (name: string) => `What to keep of “${name}”`,
  keep: 'Keep',
  all: 'everything',
  newest: (n: number) => `the newest ${numberIn('en', n)}`,
  days: (n: number) =>
    n % 365 === 0 ? `the last ${span(n / 365, 'year', 'years')}` : `the last ${span(n, 'day', 'days')}`,
  exempt: 'What is unread or starred stays in any case. What goes does not come back with the next fetch.',
  nothingGoes: 'Nothing would go now.',
  wouldGo: (n: number) => `${many(n, 'article', 'articles')} would go now. This cannot be undone.`,
  set: 'Save',
  removed: (n: number) => `${many(n, 'article was', 'articles were')} removed.`,
  noneRemoved: 'All is within its limits.',
}

export type KeepingWords = typeof keepingEn
