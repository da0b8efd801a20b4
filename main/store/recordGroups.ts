/**
 * recordGroups.ts — articles in groups of neighbouring records, for work that goes through all of them and may be cut off.
 * Room: main/store. Pure.
 */
const groupSize = 64

export function groupOf(record: number): number {
  return Math.floor(record / groupSize)
}
