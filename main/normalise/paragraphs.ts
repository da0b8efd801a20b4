/**
 * paragraphs.ts — text without any markup, as paragraphs. Room: main/normalise. Pure.
 * Knows: content_text of JSON Feed and some descriptions part their paragraphs by line feeds only.
 */

/** HTML source as it is; source without an element becomes one `p` a paragraph. Encoded references stay encoded. */
export function paragraphs(html: string): string {
  if (!html.includes('\n') || /<[a-z][^<>]*>/i.test(html)) return html
  const text = html.trim()
  const gap = /\n[^\S\n]*\n/.test(text) ? /\n(?:[^\S\n]*\n)+/ : /\n+/
  return text
    .split(gap)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `<p>${part.replace(/[^\S\n]*\n[^\S\n]*/g, '<br>')}</p>`)
    .join('\n')
}
