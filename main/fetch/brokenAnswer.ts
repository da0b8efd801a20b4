/**
 * brokenAnswer.ts — answers that break the rules of HTTP, or break off: told apart by what was thrown. Pure.
 *
 * Room:  main/fetch. No undici here: the main thread reads failures too.
 * Knows: undici's parser errors have no code; a length beside chunks comes as a mismatch of lengths before any head.
 */
import type { BrokenHow } from '../../preload/contract/failure.ts'

export class BrokenAnswerError extends Error {
  readonly how: BrokenHow
  constructor(how: BrokenHow) {
    super(how)
    this.how = how
  }
}

/** The connection ended, from the other side or by the network. */
const endings = new Set([
  'UND_ERR_SOCKET',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/**
 * @param hasHead The head of the answer was read.
 * @returns       Null for everything else.
 */
export function brokenBy(error: unknown, hasHead: boolean): BrokenHow | null {
  if (!(error instanceof Error)) return null
  if (error instanceof BrokenAnswerError) return error.how
  const isAtItsEnd = /EOF state/.test(error.message)
  if (error.name === 'HTTPParserError') return hasHead && isAtItsEnd ? 'cut-short' : 'unreadable'
  const code = 'code' in error ? String(error.code) : ''
  // A status below 100.
  if (code === 'ERR_ASSERTION') return hasHead ? null : 'unreadable'
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return hasHead ? 'cut-short' : 'unreadable'
  if (!endings.has(code)) return null
  if (/^bad (?:response|upgrade)/.test(error.message)) return 'unreadable'
  if (hasHead || hasBegun(error)) return 'cut-short'
  return 'no-answer'
}

/** Something came over the connection, if only the answer before; the careful way finds out what. */
function hasBegun(error: Error): boolean {
  const socket: unknown = Reflect.get(error, 'socket')
  return typeof socket === 'object' && socket !== null && Number(Reflect.get(socket, 'bytesRead')) > 0
}
