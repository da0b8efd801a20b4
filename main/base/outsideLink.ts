/** outsideLink.ts — which addresses may leave for the system's browser. Pure. */

/** Windows refuses longer ones (2,081). */
const longest = 2000

/** The address as WHATWG parses it; null unless it is a plain http, https or mailto address without credentials. */
export function readOutsideLink(text: string): string | null {
  if (text.length > longest || /[\u0000-\u0020\u007f\\]/.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.href.length > longest) return null
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      return url.hostname !== '' && url.username === '' && url.password === '' ? url.href : null
    case 'mailto:':
      return /^mailto:[^?&%@]+@[^?&%]+(\?subject=[^&]*)?$/i.test(url.href) ? url.href : null
    default:
      return null
  }
}
