/** approvals.ts — the port to what the reader allowed on this machine and its network. */
import type { Approval } from './exchange.ts'
import type { AddressClass } from '../../preload/contract/failure.ts'

/**
 * Which papers may lead to an address that is not public, because the reader allowed it and a socket really connected
 * there. This machine's own record: not in the library, not in a backup.
 */
export interface Approvals {
  /** Of the paper at exactly this address. */
  readonly of: (url: string) => Approval | null
  /** False for one that was taken back since it was given out. */
  readonly holds: (approval: Approval) => boolean
  readonly list: () => readonly Allowed[]
  /** In memory at once. */
  readonly grant: (allowed: readonly Allowed[]) => Promise<void>
  readonly drop: (urls: readonly string[]) => Promise<void>
}

export interface Allowed {
  /** Of the paper. */
  readonly url: string
  readonly class: AddressClass
}
