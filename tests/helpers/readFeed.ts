/** readFeed.ts — a document through main/parse, for tests that are about what comes out. */
import { parseDocument } from '../../main/parse/parseDocument.ts'
import type { RawFeed, RawItem } from '../../main/parse/types.ts'
import { bytesOf } from '../fixtures/builders.ts'

/** Where the document was fetched. */
export const feedAddress = 'https://paper.example/feed/'

/** One complete item, as source. */
export const oneItem = '<item><title>One</title><link>https://paper.example/1</link><guid>g1</guid></item>'

/** The feed; a document that is refused fails the test. */
export async function readFeed(
  document: string | Uint8Array,
  contentType: string | null = null,
): Promise<RawFeed> {
  const bytes = typeof document === 'string' ? bytesOf(document) : document
  const outcome = await parseDocument(bytes, contentType, feedAddress)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure))
  return outcome.value
}

export async function readFirstItem(document: string): Promise<RawItem> {
  const [item] = (await readFeed(document)).items
  if (item === undefined) throw new Error('no item')
  return item
}
