/**
 * useText.ts — the words, the language and the locale for a component.
 *
 * Room:     renderer/text. The language is given by App.tsx through `TextContext`.
 */
import { createContext, useContext } from 'react'
import { en } from './en.ts'
import type { Words } from './en.ts'
import { ja } from './ja.ts'
import type { Language } from './language.ts'

export interface Speech {
  readonly words: Words
  readonly language: Language
  /** BCP 47, for dates and numbers. */
  readonly locale: string
}

const tables: Record<Language, Words> = { en, ja }

export function speechIn(language: Language, locale: string = language): Speech {
  return { words: tables[language], language, locale }
}

export const TextContext = createContext<Speech>(speechIn('en'))

export function useText(): Speech {
  return useContext(TextContext)
}
