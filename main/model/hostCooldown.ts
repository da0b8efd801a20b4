/** hostCooldown.ts — hosts that asked to be left alone. */
import type { Millis } from '../../preload/contract/model.ts'

/** A host (with its port, where it is not the scheme's own) and the time it named. */
export type HostCooldown = readonly [host: string, until: Millis]

/** Hosts that asked to be left alone, kept over restarts. */
export interface HostCooldowns {
  /** Those that are not over. */
  readonly list: () => readonly HostCooldown[]
  readonly note: (cooldown: HostCooldown) => void
  /** Resolves when everything noted so far is written, or could not be. */
  readonly written: () => Promise<void>
}
