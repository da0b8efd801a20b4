/** pictures.ts — pictures that are kept. */
import type { Outcome } from '../../preload/contract/failure.ts'

/** Pictures by the key of their remote address (main/base/pictureKey.ts). */
export interface PictureStore {
  /** Resolves when everything kept is counted. `has` and `read` need not wait for it. */
  readonly ready: Promise<void>
  readonly has: (key: string) => boolean
  readonly read: (key: string) => Promise<Uint8Array | null>
  /** Atomic. When the room is full the oldest kept pictures go first. */
  readonly keep: (key: string, bytes: Uint8Array) => Promise<Outcome<null>>
  /** Bytes of a kept picture; null when it is not kept, or not counted yet. */
  readonly sizeOf: (key: string) => number | null
  readonly totals: () => { readonly count: number; readonly bytes: number }
  /** @returns what went; a picture that cannot be removed stays, and is logged. */
  readonly remove: (keys: readonly string[]) => Promise<{ readonly count: number; readonly bytes: number }>
}
