/**
 * families.ts — a family: the outlets of one publisher, which stand together in one folder.
 *
 * Room:     main/outlets. Pure. A family is data (`key` and `title`) in the catalogue or a starter file; an outlet
 *           belongs to at most one, by key.
 */
import * as v from 'valibot'
import type { CatalogueEntry } from '../../preload/contract/model.ts'
import { hostOf } from '../base/urls.ts'

export interface Family {
  /** Lower-case words joined by dashes; never shown. */
  readonly key: string
  /** What its folder is called until the reader renames it. */
  readonly title: string
}

export const slug = v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/))

export const familySchema: v.GenericSchema<unknown, Family> = v.object({
  key: slug,
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
})

/**
 * The family of the outlet at an address, by its host: any page of a known outlet's site belongs to it.
 * Null when the catalogue knows no such host, or when its outlet belongs to none.
 */
export function familyOf(catalogue: readonly CatalogueEntry[], address: string): string | null {
  const host = hostOf(address)
  if (host === '') return null
  const entry = catalogue.find(({ siteUrl, family }) => family !== null && hostOf(siteUrl) === host)
  return entry?.family ?? null
}
