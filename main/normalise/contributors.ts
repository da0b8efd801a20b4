/**
 * contributors.ts — people's names out of what a feed gives as authors.
 * Room: main/normalise. Pure. An account name ("admin") and an e-mail address are nobody's name.
 */
import { titleText } from './titles.ts'

const nobody =
  /^(?:admin|administrator|administrador|root|webmaster|editor|user|author|staff|unknown|anonymous|no-?reply|null|undefined|n\/a)\d*$/i

/** Names, and letters of all of them together: papers of physics have thousands of authors. */
const mostNames = 100
const mostLetters = 4000
const longest = 2000

/** @returns Each once, as far as there is room. */
export function contributorsOf(authors: readonly string[]): readonly string[] {
  const names = authors.map(nameIn).filter((name) => name !== '' && !nobody.test(name))
  let left = mostLetters
  return [...new Set(names)].slice(0, mostNames).filter((name) => (left -= name.length) >= 0)
}

/** `mail@host (Name)` and `Name <mail@host>` → Name; '' when only an address is left. */
function nameIn(author: string): string {
  const text =
    nameBehind(author.trim()) ??
    author
      .replace(/<?[^\s<>()]+>?/g, (word) => (isMail(word.replace(/[<>]/g, '')) ? ' ' : word))
      .replace(/\(\s*\)/g, ' ')
  const line = wholeNames(titleText(text, longest + 1)).replace(/^(?:by|von|par|por)\s+(?=\p{Lu})/iu, '')
  return /^https?:\/\//i.test(line) ? '' : line
}

/** One text with many names in it ends with a whole one. */
function wholeNames(line: string): string {
  if (line.length <= longest) return line
  const end = Math.max(line.lastIndexOf(', ', longest - 2), line.lastIndexOf('; ', longest - 2))
  return `${line.slice(0, end > 0 ? end : longest - 1)}…`
}

/** The name in `mail@host (Name)`; null for any other spelling. */
function nameBehind(author: string): string | null {
  const open = author.endsWith(')') ? author.lastIndexOf('(') : -1
  const name = author.slice(open + 1, -1)
  if (open < 0 || name === '' || name.length > 200 || name.includes(')')) return null
  return isMail(author.slice(0, open).trim()) ? name : null
}

/** One word with an `@` inside. */
function isMail(word: string): boolean {
  const at = word.indexOf('@', 1)
  return at > 0 && at < word.length - 1 && !/\s/.test(word)
}
