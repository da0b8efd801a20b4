/**
 * mediaKey.ts — the name under which the article's frame asks for a sound or a film: never the address itself.
 */
import { createHash } from 'node:crypto'

export const mediaScheme = 'media'

/** 40 hex digits. */
export function mediaKey(remoteUrl: string): string {
  return createHash('sha256').update(`media ${remoteUrl}`).digest('hex').slice(0, 40)
}

export function mediaAddress(remoteUrl: string): string {
  return `${mediaScheme}://enclosure/${mediaKey(remoteUrl)}`
}

/** The key in an address of ours, with or without the number of the try; null for anything else. */
export function keyOfMediaAddress(address: string): string | null {
  return /^media:\/\/enclosure\/([0-9a-f]{40})(?:\?\d{1,6})?$/.exec(address)?.[1] ?? null
}
