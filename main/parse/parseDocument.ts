/**
 * parseDocument.ts — bytes from an outlet in, a feed or an honest reason out. The door of main/parse.
 *
 * Room:     main/parse, second stage of fetch → parse → normalise → store.
 * Promises: never throws for input. The content type is a hint for the encoding and for nothing else: servers
 *           send feeds as text/html and pages as application/rss+xml.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { decodeDocument } from './decode.ts'
import { parseFeed } from './parseFeed.ts'
import { parseJsonFeed } from './parseJsonFeed.ts'
import { jsonIn } from './readJson.ts'
import { classify, isBinary } from './sniff.ts'
import type { RawFeed } from './types.ts'

/**
 * @param bytes       The whole body, decompressed.
 * @param contentType Raw header; null when there was none.
 * @param url         Its address after redirects, without credentials: for the failure's facts and relative bases.
 * @returns A feed (0..20,000 items); or `not-a-feed` with what it is; or `damaged-feed`.
 *
 * Cost: linear; about 20 MB/s. Runs in a worker.
 */
export async function parseDocument(
  bytes: Uint8Array,
  contentType: string | null,
  url: string,
): Promise<Outcome<RawFeed>> {
  if (bytes.length === 0) return fail({ kind: 'not-a-feed', url, found: 'empty' })
  if (isBinary(bytes)) return fail({ kind: 'not-a-feed', url, found: 'binary' })
  const { text } = decodeDocument(bytes, contentType)
  const json = jsonIn(text)
  const feed = json !== null ? parseJsonFeed(json) : await parseFeed(text, url)
  if (feed === null) return fail({ kind: 'not-a-feed', url, found: classify(text) })
  if ('detail' in feed) return fail({ kind: 'damaged-feed', url, detail: feed.detail })
  return ok(feed)
}
