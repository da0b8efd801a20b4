/** base.ts — xml:base, believed only when it ends up as an http(s) address. Room: main/parse. Pure. */
import { resolveWebUrl } from '../base/urls.ts'

/** The base that holds inside an element; the outer one when its own is missing or no web address. */
export function resolveBase(own: string | undefined, outer: string | null): string | null {
  if (own === undefined || own.trim() === '') return outer
  return resolveWebUrl(own.replaceAll('&amp;', '&'), outer) ?? outer
}
