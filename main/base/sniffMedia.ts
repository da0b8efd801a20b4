/**
 * sniffMedia.ts — what kind of sound or film some bytes are, by their first bytes and nothing else.
 *
 * Source:   WHATWG MIME Sniffing §6.2; RFC 3533 (Ogg); ISO/IEC 13818-7 (ADTS); xiph.org FLAC.
 */
export type MediaType =
  | 'audio/mpeg'
  | 'audio/aac'
  | 'audio/mp4'
  | 'audio/ogg'
  | 'audio/wav'
  | 'audio/flac'
  | 'video/mp4'
  | 'video/webm'
  | 'video/ogg'

/** So many bytes decide. */
export const mediaHeadBytes = 16

/** @param declared What the server calls it: containers hold both sound and film. */
export function sniffMedia(bytes: Uint8Array, declared: string): MediaType | null {
  const says = (offset: number, text: string) =>
    Buffer.from(bytes.subarray(offset, offset + text.length)).toString('latin1') === text
  const [first = 0, second = 0] = bytes
  const isFilm = declared.startsWith('video/')
  if (bytes.byteLength < 4) return null
  if (says(0, 'ID3')) return 'audio/mpeg'
  if (says(0, 'fLaC')) return 'audio/flac'
  if (says(0, 'RIFF') && says(8, 'WAVE')) return 'audio/wav'
  if (says(0, 'OggS')) return isFilm ? 'video/ogg' : 'audio/ogg'
  if (says(4, 'ftyp')) return isFilm ? 'video/mp4' : 'audio/mp4'
  if (says(0, '\u001aE\u00df\u00a3')) return 'video/webm'
  // Eleven bits of synchronisation, two of the version (01 is none), two of the layer: 00 is AAC in ADTS, 11 is layer I, which
  // nobody uses and which looks like the mark of UTF-16.
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || (second & 0x18) === 0x08) return null
  const layer = (second & 0x06) >> 1
  if (layer === 0) return (second & 0x10) === 0 ? null : 'audio/aac'
  return layer === 3 ? null : 'audio/mpeg'
}
