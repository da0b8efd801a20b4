/** storedBody.ts — the text of one article as it lies in the archive. Room: main/store. Pure. */
import type { StoredBody } from '../model/article.ts'
import { isPlain } from './shapes.ts'

/** JSON text. */
export type BodyText = string | Uint8Array

const decoder = new TextDecoder()

/** Null for what is no body. */
export function readBody(text: BodyText | undefined): StoredBody | null {
  if (text === undefined) return null
  try {
    const body: unknown = JSON.parse(typeof text === 'string' ? text : decoder.decode(text))
    return isBody(body) ? body : null
  } catch {
    return null
  }
}

function isBody(body: unknown): body is StoredBody {
  return (
    isPlain(body) &&
    typeof body['cleaned'] === 'number' &&
    typeof body['bodyHtml'] === 'string' &&
    typeof body['outletNotesHtml'] === 'string' &&
    typeof body['base'] === 'string' &&
    ['credits', 'links', 'pictures'].every((key) => Array.isArray(body[key]))
  )
}
