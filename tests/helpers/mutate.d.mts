/** mutate.d.mts — what mutate.mjs gives, for the tests that are TypeScript. */
export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array
}
export function readSeeds(folder: string): readonly Seed[]
export function randomFrom(seed: number): () => number
export function mutate(seeds: readonly Seed[], random: () => number): Uint8Array<ArrayBuffer>
