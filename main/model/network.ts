/** network.ts — the port to the network thread. */
import type { Exchange, FetchRequest, MediaHead, MediaRequest } from './exchange.ts'
import type { AddressClass, Outcome } from '../../preload/contract/failure.ts'

/** The network thread: every byte from outside comes through `exchange`. */
export interface Network {
  readonly exchange: (request: FetchRequest, notes?: ExchangeNotes) => Promise<Outcome<Exchange>>
}

/** Sound and film, by the same thread and the same rules as `exchange`. */
export interface MediaNetwork {
  readonly openMedia: (request: MediaRequest) => Promise<Outcome<MediaStream>>
}

export interface MediaStream {
  readonly head: MediaHead
  /** The next piece, in a buffer of its own; null at the end. One at a time. */
  readonly next: () => Promise<Outcome<Uint8Array | null>>
  /** Nobody wants the rest. Harmless at any time. */
  readonly stop: () => void
}

/** What concerns this side only. */
export interface ExchangeNotes {
  /** Whose request it is, where the address alone does not tell. */
  readonly outlet?: string | null
  /** Told when the request waits for others at the address of its server. */
  readonly onHeld?: () => void
  /** Told when a socket has connected to an address that is not public, as the request allowed; a failure may follow. */
  readonly onReached?: (to: AddressClass) => void
}
