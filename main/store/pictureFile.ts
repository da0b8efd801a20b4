/**
 * pictureFile.ts — one kept picture as a file: a head with its sum, then its bytes.
 *
 * Room:     main/store. Pure.
 * Promises: what `openPicture` gives is what `sealPicture` got, for this key; anything else gives null.
 * Knows:    - the head is `kwp1 sum length⏎` in hex, 23 bytes. The sum is CRC-32 of the key and the picture, so that a file in another's
 *             place is not believed. 1 ms for 3 MB.
 *           - in the file, not in a list of sums: the two come and go together, copies carry it along, and nothing is in memory
 *             for it. With another name than the pictures of older versions have, which are without: otherwise one that lost its
 *             head would pass for one of those.
 */
import { crc32 } from 'node:zlib'

export const pictureHeadLength = 23
const head = /^kwp1 ([0-9a-f]{8}) ([0-9a-f]{8})\n$/

export function sealPicture(key: string, picture: Uint8Array): Uint8Array {
  const hex = (value: number) => value.toString(16).padStart(8, '0')
  return Buffer.concat([
    Buffer.from(`kwp1 ${hex(sumOf(key, picture))} ${hex(picture.length)}\n`, 'latin1'),
    picture,
  ])
}

export function openPicture(key: string, file: Uint8Array): Uint8Array | null {
  const found = head.exec(Buffer.from(file.subarray(0, pictureHeadLength)).toString('latin1'))
  if (found === null) return null
  const [sum, length] = found.slice(1) as [string, string]
  const picture = file.subarray(pictureHeadLength)
  if (picture.length !== Number.parseInt(length, 16)) return null
  return sumOf(key, picture) === Number.parseInt(sum, 16) ? picture : null
}

function sumOf(key: string, picture: Uint8Array): number {
  return crc32(picture, crc32(key))
}
