/**
 * jsonTitle.ts — a title of a JSON Feed as HTML.
 *
 * Room:  main/parse. Pure.
 * Knows: the standard says plain text; many programs write what they have, which is HTML. Only a reference or a pair of
 *        tags shows that: `The <b> element` is a plain title.
 */
import { escapeText } from './entities.ts'

const reference = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/i
const pair = /<(b|i|em|strong|code|cite|q|sub|sup|span|u|s|small)>[^<]*<\/\1>/i

export function jsonTitle(title: string | null): string | null {
  if (title === null) return null
  return reference.test(title) || pair.test(title) ? title : escapeText(title)
}
