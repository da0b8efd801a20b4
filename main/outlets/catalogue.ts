/**
 * catalogue.ts — the outlets that the reader can offer without asking anybody: data, read with care.
 *
 * Room:   main/outlets. The data is resources/catalogue.json; what is in it and why is said in docs and tests.
 * Knows:  addresses age, so each entry says how certain it is and when it was last seen answering; a feed that
 *         fails is shown as failing, never dropped from here at run time.
 */
import * as v from 'valibot'
import type { CatalogueEntry } from '../../preload/contract/model.ts'
import { parseWebUrl } from '../base/urls.ts'
import { followLink, outletName, readEntries, webAddress } from './entries.ts'
import type { Report } from './entries.ts'
import { slug } from './families.ts'

const entrySchema: v.GenericSchema<unknown, CatalogueEntry> = v.object({
  id: slug,
  name: outletName,
  siteUrl: webAddress,
  feedUrl: webAddress,
  language: v.picklist(['en', 'ja']),
  topics: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  kind: v.pipe(v.string(), v.maxLength(60)),
  text: v.picklist(['full', 'excerpt', 'title', 'unknown']),
  certainty: v.picklist(['A', 'B', 'C']),
  lastChecked: v.nullable(v.pipe(v.string(), v.isoDate())),
  family: v.nullable(slug),
  follow: v.array(followLink),
  zone: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]+(?:\/[A-Z][\w+-]+){1,2}$/))),
})

/**
 * @param json   Parsed catalogue file, from anywhere; null reads as an empty catalogue.
 * @param report Told of every entry that was left out.
 * @returns      The sound entries in file order, unique by id and by feed address.
 */
export function readCatalogue(json: unknown, report: Report = () => undefined): readonly CatalogueEntry[] {
  const entries = readEntries(json, 'outlets', entrySchema, ({ id }) => id, report)
  const seen = new Set<string>()
  return entries.filter(({ id, feedUrl }) => {
    const isNew = !seen.has(comparable(feedUrl))
    seen.add(comparable(feedUrl))
    if (!isNew) report(id, 'feed listed before')
    return isNew
  })
}

/** The entry for a feed's address; scheme, `www.` and a final slash make no difference. Null when unknown. */
export function findByFeedUrl(catalogue: readonly CatalogueEntry[], feedUrl: string): CatalogueEntry | null {
  const wanted = comparable(feedUrl)
  return catalogue.find((entry) => comparable(entry.feedUrl) === wanted) ?? null
}

function comparable(address: string): string {
  const url = parseWebUrl(address)
  if (url === null) return address
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
}
