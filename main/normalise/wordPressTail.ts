/**
 * wordPressTail.ts — "The post … appeared first on …", which WordPress puts under the text of every feed item.
 * Room: main/normalise. Pure. Looks at the last paragraph only.
 */
import { plainText } from './text.ts'

const sentence = /^The post\b[^]{1,1500}\bappeared first on\b[^]{1,300}\.?$/i

/** @returns The body without the sentence, and the sentence's paragraph; '' when there was none. */
export function cutWordPressTail(html: string): { readonly bodyHtml: string; readonly tail: string } {
  const none = { bodyHtml: html, tail: '' }
  const end = html.slice(-4000)
  if (!end.includes('appeared first on')) return none
  const start = lastParagraph(end, end.lastIndexOf('The post '))
  if (start >= 0) {
    const tail = end.slice(start)
    if (!sentence.test(plainText(tail))) return none
    return { bodyHtml: html.slice(0, html.length - tail.length).trimEnd(), tail: tail.trim() }
  }
  const at = html.lastIndexOf('The post ')
  if (at < 0 || !sentence.test(plainText(html.slice(at)))) return none
  return { bodyHtml: html.slice(0, at).trimEnd(), tail: `<p>${html.slice(at).trim()}</p>` }
}

function lastParagraph(html: string, before: number): number {
  const small = html.lastIndexOf('<p', before)
  const large = html.slice(Math.max(0, small), before + 2).lastIndexOf('<P')
  return large < 0 ? small : Math.max(0, small) + large
}
