/**
 * starter.ts — what a new library follows from the start.
 *
 * Room:     main/outlets. The data is resources/starter.json, or a file that whoever sets the reader up for others
 *           names on the command line; so it may have been written by hand.
 * Promises: reads what can be read: only `feedUrl` must be there, everything else has a sensible absence.
 */
import * as v from 'valibot'
import type { FollowLink } from '../../preload/contract/model.ts'
import { hostOf } from '../base/urls.ts'
import { followLink, languageTag, outletName, readEntries, webAddress } from './entries.ts'
import type { Report } from './entries.ts'
import { familySchema, slug } from './families.ts'
import type { Family } from './families.ts'

export interface StarterOutlet {
  readonly feedUrl: string
  /** The host when the file names none. */
  readonly name: string
  /** The feed itself will say when the file does not. */
  readonly siteUrl: string | null
  readonly language: string | null
  /** Key of one of the starter's families. */
  readonly family: string | null
  readonly follow: readonly FollowLink[]
}

export interface Starter {
  readonly families: readonly Family[]
  /** In the order in which they are shown; unique by feed address. */
  readonly outlets: readonly StarterOutlet[]
}

/** More is no start but an import. */
const outletsAtMost = 500

const outletSchema = v.object({
  feedUrl: webAddress,
  name: v.optional(v.nullable(outletName), null),
  siteUrl: v.optional(v.nullable(webAddress), null),
  language: v.optional(v.nullable(languageTag), null),
  family: v.optional(v.nullable(slug), null),
  follow: v.optional(v.array(followLink), []),
})

/**
 * @param json   Parsed starter file: `{ families: [{ key, title }], outlets: [{ feedUrl, name?, siteUrl?,
 *               language?, family?, follow? }] }`. Null or anything else reads as an empty starter.
 * @param report Told of every entry that was left out.
 */
export function readStarter(json: unknown, report: Report = () => undefined): Starter {
  const families = hasKey(json, 'families')
    ? readEntries(json, 'families', familySchema, ({ key }) => key, report)
    : []
  const known = new Set(families.map(({ key }) => key))
  const outlets = readEntries(json, 'outlets', outletSchema, ({ feedUrl }) => new URL(feedUrl).href, report)
  if (outlets.length > outletsAtMost) report('outlets', `more than ${String(outletsAtMost)}`)
  return {
    families,
    outlets: outlets.slice(0, outletsAtMost).map((outlet) => {
      const isOrphan = outlet.family !== null && !known.has(outlet.family)
      if (isOrphan) report(outlet.feedUrl, `no family ${String(outlet.family)}`)
      return {
        ...outlet,
        name: outlet.name ?? hostOf(outlet.feedUrl),
        family: isOrphan ? null : outlet.family,
      }
    }),
  }
}

function hasKey(json: unknown, key: string): boolean {
  return typeof json === 'object' && json !== null && key in json
}
