/**
 * failures.ts — the one place a Failure becomes a sentence: what happened, and what to do next.
 *
 * Room:     renderer/text. Imports: contract.
 * Promises: every kind has both sentences in both languages; the compiler sees to it. `next` may be empty
 *           where there is nothing to do. An address is shown as the outlet's host, never whole.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import { failuresEn } from './failures.en.ts'
import { failuresJa } from './failures.ja.ts'
import type { FailureWords, Sentence } from './failureWords.ts'
import type { Language } from './language.ts'

const tables: Record<Language, FailureWords> = { en: failuresEn, ja: failuresJa }

export function describeFailure(failure: Failure, language: Language): Sentence {
  // The table is complete by type; the union cannot be followed through a computed key.
  const describe = tables[language][failure.kind] as (failure: Failure) => Sentence
  return describe(failure)
}
