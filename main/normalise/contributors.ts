/**
 * contributors.ts — people's names out of what a feed gives as authors.
 * Room: main/normalise. Pure. An account name ("admin") and an e-mail address are nobody's name.
 */
import { titleText } from './titles.ts'

const nobody =
  /^(?:admin|administrator|administrador|root|webmaster|editor|user|author|staff|unknown|anonymous|no-?reply|null|undefined|n\/a)\d*$/i

/** @returns At most eight names, each once. */
export function contributorsOf(authors: readonly string[]): readonly string[] {
  const names = authors.map(nameIn).filter((name) => name !== '' && !nobody.test(name))
  return [...new Set(names)].slice(0, 8)
}

/** `mail@host (Name)` and `Name <mail@host>` → Name; '' when only an address is left. */
function nameIn(author: string): string {
  const inBrackets = /^\s*\S+@\S+\s*\(([^()]{1,200})\)\s*$/.exec(author)?.[1]
  const text = inBrackets ?? author.replace(/<?\b[^\s<>()]+@[^\s<>()]+>?/g, ' ').replace(/\(\s*\)/g, ' ')
  const line = titleText(text).replace(/^(?:by|von|par|por)\s+(?=\p{Lu})/iu, '')
  return /^https?:\/\//i.test(line) ? '' : line.slice(0, 120).trim()
}
