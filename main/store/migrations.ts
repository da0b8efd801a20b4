/**
 * migrations.ts — how a library of an older version becomes one of this version. Pure.
 *
 * Room:     main/store.
 * Promises: each step knows its own version and the next, and nothing else; a file of any released version goes through
 *           all steps from its own on. Steps are never changed once released; fixtures hold a library of each version.
 * Knows:    records of an older journal go through `record` of the same steps and are then applied to migrated data.
 */
import { markApproved, markApprovedIn } from './approvalMark.ts'
import type { PartName } from './changes.ts'

export interface Migration {
  /** What a part of schema n becomes in schema n + 1. A part that is not named stays as it is. */
  readonly parts: Partial<Readonly<Record<PartName, (data: unknown) => unknown>>>
  /** What a record of the journal of schema n becomes. */
  readonly record: (change: unknown) => unknown
}

/** The newest version that this program knows; every file of user/ says which it is. */
export const librarySchema = 4

/** From version 1 on, in order: the first makes 2 of 1. */
export const migrations: readonly Migration[] = [
  // 1 → 2: the journal came. The three files say the same as before, but the number in their heads is now the last
  // record that they hold; version 1 counted each file's own writes there, and recover.ts takes that for 0.
  { parts: {}, record: (change) => change },
  // 2 → 3: which papers may lead to addresses that are not public is this machine's own record now, outside the library.
  { parts: { subscriptions: markApproved }, record: markApprovedIn },
  // 3 → 4: articles went from the cache into the archive (migration/). The three files are the same; the number keeps older
  // programs, which would look for articles where they lay before, from writing.
  { parts: {}, record: (change) => change },
]

/** @throws nothing; data that no step understands comes out as something that the shapes refuse. */
export function migratePart(
  part: PartName,
  from: number,
  data: unknown,
  steps: readonly Migration[] = migrations,
): unknown {
  return steps.slice(from - 1).reduce((now, step) => step.parts[part]?.(now) ?? now, data)
}

export function migrateRecord(
  from: number,
  change: unknown,
  steps: readonly Migration[] = migrations,
): unknown {
  return steps.slice(from - 1).reduce((now, step) => step.record(now), change)
}

/** False when no step from this version on touches the part, so that its text need not be parsed twice. */
export function changesPart(part: PartName, from: number, steps: readonly Migration[] = migrations): boolean {
  return steps.slice(from - 1).some((step) => step.parts[part] !== undefined)
}
