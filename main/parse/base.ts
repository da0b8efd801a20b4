/** base.ts — xml:base, believed only when it ends up as an http(s) address. Room: main/parse. Pure. */
import { resolveWebUrl } from '../base/urls.ts'

/** A path, not a word: one paper's feed says `xml:base="link"`. */
const isPath = /^\.{0,2}\/(?!\/)|^[^/:]+\/$/

/**
 * The base that holds inside an element; the outer one when its own is missing or no web address.
 * @param document The document's own address: what the outermost relative base stands on; null when unknown.
 */
export function resolveBase(
  own: string | undefined,
  outer: string | null,
  document: string | null = null,
): string | null {
  if (own === undefined || own.trim() === '') return outer
  const written = own.trim().replaceAll('&amp;', '&')
  if (outer !== null) return resolveWebUrl(written, outer) ?? outer
  return resolveWebUrl(written, null) ?? (isPath.test(written) ? resolveWebUrl(written, document) : null)
}
