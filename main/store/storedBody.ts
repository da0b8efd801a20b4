/** storedBody.ts — the text of one article as it lies in a bucket. Room: main/store. Pure. */
import { readBodyEntry } from '../base/bodyEntry.ts'
import type { StoredBody } from '../model/article.ts'
import { isPlain } from './shapes.ts'

/** JSON text, or the whole line in UTF-8. */
export type BodyText = string | Uint8Array

const decoder = new TextDecoder()

/** Null for what is no body. */
export function readBody(text: BodyText | undefined): StoredBody | null {
  if (text === undefined) return null
  try {
    const json = typeof text === 'string' ? text : (readBodyEntry(decoder.decode(text))?.json ?? '')
    const body: unknown = JSON.parse(json)
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
    ['credits', 'links', 'pictures', 'earlier'].every((key) => Array.isArray(body[key]))
  )
}
