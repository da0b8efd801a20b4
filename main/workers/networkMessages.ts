/** networkMessages.ts — what the main thread and the network thread say to each other. Types only. */
import type { AddressClass, Failure, Outcome } from '../../preload/contract/failure.ts'
import type { HostCooldown } from '../model/hostCooldown.ts'
import type { WayOut } from '../fetch/proxy.ts'
import type { Exchange, FetchRequest, MediaHead, MediaRequest } from '../model/exchange.ts'

/** Handed over when the thread starts. */
export interface NetworkStart {
  readonly version: string
  /** Hosts that asked to be left alone, before this thread or this program began. */
  readonly cooldowns: readonly HostCooldown[]
}

export type ToNetwork =
  | { readonly kind: 'exchange'; readonly id: number; readonly request: FetchRequest }
  /** Which proxies the system names; null when it could not say. */
  | { readonly kind: 'proxy'; readonly id: number; readonly way: WayOut | null }
  | ToMedia
  /** "Are you still there?" */
  | { readonly kind: 'ping' }

export type FromNetwork =
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: Outcome<Exchange> }
  /** The exchange threw: a bug of ours, told in words because errors do not travel well. */
  | { readonly kind: 'bug'; readonly id: number; readonly detail: string }
  /** "Which way out is there for this origin?" Only the main thread can ask the system. */
  | { readonly kind: 'proxy?'; readonly id: number; readonly origin: string }
  /** The exchange waits, because others are under way to the address of its server. */
  | { readonly kind: 'held'; readonly id: number }
  /** A socket has connected to an address that is not public, as the request allowed. */
  | { readonly kind: 'reached'; readonly id: number; readonly to: AddressClass }
  /** A host asked to be left alone. */
  | { readonly kind: 'cooldown'; readonly cooldown: HostCooldown }
  | FromMedia
  | { readonly kind: 'pong' }

/** Sound and film: one piece is asked for at a time, so that nothing piles up between the threads. */
export type ToMedia =
  | { readonly kind: 'media:open'; readonly id: number; readonly request: MediaRequest }
  | { readonly kind: 'media:next'; readonly id: number }
  | { readonly kind: 'media:stop'; readonly id: number }

export type FromMedia =
  | { readonly kind: 'media:opened'; readonly id: number; readonly outcome: Outcome<MediaHead> }
  | { readonly kind: 'media:piece'; readonly id: number; readonly bytes: Uint8Array }
  /** There is no more. Null: it came to its end. */
  | { readonly kind: 'media:ended'; readonly id: number; readonly failure: Failure | null }
