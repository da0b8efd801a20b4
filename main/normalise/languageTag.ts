/** languageTag.ts — what a feed says of its language, when it is a language. Room: main/normalise. Pure. */

/** BCP 47, or null for what is none. */
export function languageTag(written: string | null): string | null {
  const text = written?.trim().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3}$/i.test(text) ? text : null
}
