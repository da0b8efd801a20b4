/**
 * failures.ts — the one place a Failure becomes a sentence: what happened, and what to do next.
 *
 * Room:     renderer/text. Imports: contract.
 * Promises: every kind has both sentences in both languages; the compiler sees to it. `next` may be empty
 *           where there is nothing to do. An address is shown as the outlet's host, never whole.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type { Millis } from '../../preload/contract/model.ts'
import { failuresEn } from './failures.en.ts'
import { failuresJa } from './failures.ja.ts'
import type { FailureWords, Sentence, TellTime } from './failureWords.ts'
import type { Language } from './language.ts'
import { dayTime } from './times.ts'
import type { Speech } from './useText.ts'

const tables: Record<Language, FailureWords> = { en: failuresEn, ja: failuresJa }

export function describeFailure(
  failure: Failure,
  { language, locale }: Pick<Speech, 'language' | 'locale'>,
  now: Millis = Date.now(),
): Sentence {
  // The table is complete by type; the union cannot be followed through a computed key.
  const describe = tables[language][failure.kind] as (failure: Failure, tellTime: TellTime) => Sentence
  return describe(failure, (at) => dayTime(at, now, locale))
}
