/** language.ts — which of our languages to speak. */
export type Language = 'en' | 'ja'

/**
 * @param wish     The setting.
 * @param offered  The system's languages, best first (`navigator.languages`).
 */
export function chooseLanguage(wish: 'system' | Language, offered: readonly string[]): Language {
  if (wish !== 'system') return wish
  const first = offered.find((tag) => /^(en|ja)\b/i.test(tag))
  return first?.toLowerCase().startsWith('ja') === true ? 'ja' : 'en'
}

/** The tag that dates and numbers follow: the system's own flavour of the language where it has one. */
export function localeFor(language: Language, offered: readonly string[]): string {
  return offered.find((tag) => tag.toLowerCase().startsWith(language)) ?? language
}
