/**
 * sniffPicture.ts — what kind of picture some bytes are, by their first bytes and nothing else.
 *
 * Promises: only raster kinds come back. SVG is a document that can hold script: it is never a picture here.
 * Source:   WHATWG MIME Sniffing §6.1; ISO/IEC 23008-12 for AVIF.
 */
export type PictureType =
  'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/x-icon'

export function sniffPicture(bytes: Uint8Array): PictureType | null {
  const at = (offset: number, ...expected: readonly number[]) =>
    expected.every((byte, index) => bytes[offset + index] === byte)
  const says = (offset: number, text: string) => at(offset, ...Buffer.from(text, 'latin1'))
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (at(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (says(0, 'GIF87a') || says(0, 'GIF89a')) return 'image/gif'
  if (says(0, 'RIFF') && says(8, 'WEBP')) return 'image/webp'
  if (says(4, 'ftyp') && (says(8, 'avif') || says(8, 'avis') || says(8, 'mif1'))) return 'image/avif'
  if (at(0, 0x00, 0x00, 0x01, 0x00) && (bytes[4] ?? 0) > 0) return 'image/x-icon'
  return null
}
