/**
 * mutate.mjs — sound feeds made into broken ones, the same way for the same seed.
 *
 * Plain JavaScript, so that the benchmark runs it without a build (tests/bench/fuzz.mjs) and the unit tests import it.
 * Never throws; a result is at most 256 KB.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const longest = 256 * 1024

/**
 * @typedef {{ readonly name: string, readonly bytes: Uint8Array }} Seed
 */

/**
 * All fixtures that a worker may be handed: feeds, sins, pages, hostile markup.
 *
 * @param {string} folder
 * @returns {Seed[]}
 */
export function readSeeds(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && /\.(?:xml|json|html)$/.test(file.name))
    .map((file) => ({ name: file.name, bytes: readFileSync(join(file.parentPath ?? file.path, file.name)) }))
    .filter(({ bytes }) => bytes.length < 64 * 1024)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * A generator of numbers 0 ≤ n < 1 (mulberry32).
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const words = [
  '<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE rss [', '<!ENTITY a "b">', ']>', '&', '&amp;',
  '&#x', '&#0;', '&#xD800;', '&#38;#38;', '"', "'", '=', '<item>', '</item>', '<entry>', '</entry>', '</channel>',
  '<title type="xhtml">', '<content type="html">', '<content:encoded>', '<media:group>', '<link/>', '<guid>',
  'xml:base="javascript:1"', 'xmlns="x"', 'xmlns:a="http://www.w3.org/2005/Atom"', '<pubDate>', '令和七年', '0000-00-00',
  '\u0000', '\u000b', '\u2028', '\ufffe', '\ud83d', '\u202e', '__proto__', 'constructor', '<svg onload=a>', '<math>',
  '<img src=x onerror=a>', '<p>', '<div>', '<table><tr><td>', '<a href="', '{', '}', '[', ']', ',', '"items":[', 'null',
  '1e999', '\\u0000', '<iframe src="', '<template>', '<plaintext>', '<style>', '<script>', '<noscript>', '%00', '../',
].map((word) => Buffer.from(word, 'utf8')) // prettier-ignore

/**
 * @param {readonly Seed[]} seeds From `readSeeds`.
 * @param {() => number} random From `randomFrom`.
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function mutate(seeds, random) {
  const below = (n) => Math.floor(random() * n)
  const pick = (list) => list[below(list.length)]
  let bytes = pick(seeds).bytes
  for (let count = 1 + below(6); count > 0; count--) {
    const at = below(bytes.length + 1)
    const span = below(Math.min(400, bytes.length - at + 1))
    const before = bytes.subarray(0, at)
    const after = bytes.subarray(at)
    switch (below(9)) {
      case 0:
        bytes = Buffer.concat([before, pick(words), after])
        break
      case 1:
        bytes = Buffer.concat([before, after.subarray(span)])
        break
      case 2:
        bytes = Buffer.concat([before, after.subarray(0, span), after])
        break
      case 3: {
        bytes = Buffer.from(bytes)
        if (bytes.length > 0) bytes[below(bytes.length)] = below(256)
        break
      }
      case 4: {
        const other = pick(seeds).bytes
        const from = below(other.length + 1)
        bytes = Buffer.concat([before, other.subarray(from, from + below(2000)), after])
        break
      }
      case 5:
        bytes = before
        break
      case 6: {
        const word = pick(words)
        bytes = Buffer.concat([before, ...Array.from({ length: below(300) }, () => word), after])
        break
      }
      case 7: {
        // One word in place of another: the likeliest way to a document that is nearly sound.
        const word = pick(words)
        const found = bytes.indexOf(pick(words), at)
        if (found >= 0) bytes = Buffer.concat([bytes.subarray(0, found), word, bytes.subarray(found + 1)])
        break
      }
      default: {
        const piece = after.subarray(0, span)
        bytes = Buffer.concat([before, after.subarray(span), piece])
      }
    }
    if (bytes.length > longest) bytes = bytes.subarray(0, longest)
  }
  return new Uint8Array(bytes)
}
