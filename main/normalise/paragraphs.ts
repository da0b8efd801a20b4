/**
 * paragraphs.ts — text without any markup, as paragraphs. Room: main/normalise. Pure.
 * Knows: content_text of JSON Feed and some descriptions part their paragraphs by line feeds only.
 */

/** HTML source as it is; source without an element becomes one `p` a paragraph. Encoded references stay encoded. */
export function paragraphs(html: string): string {
  if (!html.includes('\n') || /<[a-z][^<>]*>/i.test(html)) return html
  return paragraphsIn(html)
    .map((lines) => `<p>${lines.join('<br>')}</p>`)
    .join('\n')
}

/** What parts lines or paragraphs by itself; where it stands, a line feed is a blank. */
const block =
  /<(?:p|br|div|li|ul|ol|dl|dt|dd|table|tr|td|pre|h[1-6]|hr|section|article|blockquote|figure|center|textarea)\b/i
const clock = /^\s*[([]?\d{1,2}:\d{2}/
/** Editors that break lines break them further right. */
const shortLine = 45

/**
 * Show notes: text with links in it, and line feeds that part its lines. A text that an editor broke at its margin has
 * none, and stays.
 */
export function withLines(html: string): string {
  if (!html.includes('\n') || block.test(html) || /<[^<>\n]*\n/.test(html)) return html
  const lines = html.trim().split('\n')
  const isLine = (line: string) => line.trim() === '' || clock.test(line) || lettersIn(line) < shortLine
  const isBroken = lines.some((line, index) => index < lines.length - 1 && isLine(line))
  if (!isBroken) return html
  return paragraphsIn(html)
    .map((one) => `<p>${one.join('<br>')}</p>`)
    .join('\n')
}

const lettersIn = (line: string) => line.replace(/<[^<>]*>/g, '').trim().length

/** The paragraphs of a text, as lines: they stand apart by blank lines, or one a line where there are none. */
export function paragraphsIn(text: string): readonly (readonly string[])[] {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim())
  if (!lines.includes('')) return lines.map((line) => [line])
  const found: string[][] = [[]]
  for (const line of lines) {
    if (line !== '') found.at(-1)?.push(line)
    else if (found.at(-1)?.length !== 0) found.push([])
  }
  return found.filter((one) => one.length > 0)
}
