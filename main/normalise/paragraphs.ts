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
