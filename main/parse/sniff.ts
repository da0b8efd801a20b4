/**
 * sniff.ts — what stands where a feed was expected, for an honest reason on the screen.
 * Room: main/parse. Pure. Looks at the first 64 KB only.
 */
import type { NotAFeed } from '../../preload/contract/failure.ts'

/** True for pictures, PDFs, archives and anything with zero bytes that is neither UTF-16 nor UTF-32. */
export function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8)
  const starts = [
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
    [0x25, 0x50, 0x44, 0x46],
    [0x50, 0x4b, 0x03, 0x04],
    [0x1f, 0x8b],
    [0x7f, 0x45, 0x4c, 0x46],
    [0x52, 0x49, 0x46, 0x46],
  ]
  if (starts.some((start) => start.every((byte, at) => head[at] === byte))) return true
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false
  // UTF-32, with its mark or with the `<` that starts a document.
  const [a, b, c, d] = head
  if (a === 0 && b === 0 && ((c === 0 && d === 0x3c) || (c === 0xfe && d === 0xff))) return false
  if (a === 0x3c && b === 0 && c === 0 && d === 0) return false
  const sample = bytes.subarray(0, 4096)
  const zeros = sample.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0)
  if (zeros === 0) return false
  const everySecond = zeros > sample.length * 0.2 && (sample[0] === 0) !== (sample[1] === 0)
  return !everySecond && zeros > 8
}

/** Names what a text that is no feed is. */
export function classify(text: string): Exclude<NotAFeed, 'binary'> {
  const head = text.slice(0, 65_536).trimStart()
  if (head === '') return 'empty'
  if (/^[[{]/.test(head)) return 'json'
  const isHtml = /<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<title[\s>]/i.test(head.slice(0, 8192))
  if (!isHtml) return /^<(?:\?xml|[a-z_!])/i.test(head) ? 'xml' : 'text'
  if (isChallenge(head)) return 'challenge'
  return /<input[^>]{0,300}type\s*=\s*["']?password/i.test(head) ? 'login' : 'html'
}

/** Pages that want proof of a browser or of a person. */
function isChallenge(head: string): boolean {
  const title = /<title[^>]{0,200}>([^<]{0,300})/i.exec(head)?.[1]?.trim() ?? ''
  if (/^(?:just a moment|attention required|access denied|ddos-guard|please wait|one moment)/i.test(title))
    return true
  return /cf-chl|cf_chl_opt|challenge-platform|_incapsula_|px-captcha|datadome|g-recaptcha|hcaptcha/i.test(
    head,
  )
}
