/**
 * pictureKey.ts — the name of a picture's cached copy: a hash of its remote address, so that the same
 * picture in two articles is kept once and no index is needed.
 */
import { createHash } from 'node:crypto'

export const pictureScheme = 'picture'

/** 40 hex digits. */
export function pictureKey(remoteUrl: string): string {
  return createHash('sha256').update(remoteUrl).digest('hex').slice(0, 40)
}

/** The address under our own scheme that a page uses for it. */
export function pictureAddress(remoteUrl: string): string {
  return `${pictureScheme}://kept/${pictureKey(remoteUrl)}`
}

/** The key in an address of ours; null for anything else. */
export function keyOfPictureAddress(address: string): string | null {
  return /^picture:\/\/kept\/([0-9a-f]{40})$/.exec(address)?.[1] ?? null
}
