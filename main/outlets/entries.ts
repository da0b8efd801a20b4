/**
 * entries.ts — the checks that the catalogue and a starter file share, and reading a list forgivingly.
 *
 * Room:     main/outlets. Pure.
 * Promises: one bad entry costs that entry, never the list; what was left out is reported, cut to one line.
 */
import * as v from 'valibot'
import type { FollowLink } from '../../preload/contract/model.ts'
import { parseWebUrl } from '../base/urls.ts'

/** Told about everything that was left out; `where` is such as `outlets[3]`. */
export type Report = (where: string, why: string) => void

export const webAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(2000),
  v.check((text) => parseWebUrl(text) !== null, 'not an http(s) address'),
)

export const outletName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

/** BCP 47, loosely: `en`, `ja`, `pt-BR`. */
export const languageTag = v.pipe(v.string(), v.trim(), v.regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i))

export const followLink: v.GenericSchema<unknown, FollowLink> = v.object({
  kind: v.picklist(['twitter', 'facebook', 'site']),
  url: webAddress,
})

/**
 * The entries of `json[name]` that pass, in order; a second one with the same `keyOf` is left out.
 * Anything but an object with such a list gives none.
 */
export function readEntries<T>(
  json: unknown,
  name: string,
  schema: v.GenericSchema<unknown, T>,
  keyOf: (entry: T) => string,
  report: Report,
): readonly T[] {
  const list: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, name) : null
  if (!Array.isArray(list)) {
    report(name, 'not a list')
    return []
  }
  const kept = new Map<string, T>()
  for (const [index, item] of list.entries()) {
    const where = `${name}[${String(index)}]`
    const read = v.safeParse(schema, item)
    if (!read.success) report(where, describe(read.issues[0]))
    else if (kept.has(keyOf(read.output))) report(where, 'listed before')
    else kept.set(keyOf(read.output), read.output)
  }
  return [...kept.values()]
}

function describe(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim().slice(0, 200)
}
