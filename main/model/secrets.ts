/** secrets.ts — the port to names and passwords. */
import type { FeedId } from '../../preload/contract/model.ts'
import type { Credentials } from './exchange.ts'

/** The reader's own proxy among those who have a password. */
export const proxyKey = 'proxy'

export type SecretKey = FeedId | typeof proxyKey

/**
 * Names and passwords: encrypted by the system where it really can, else in memory only. Each belongs to one place (scheme,
 * host and port) and is given out for that place alone, whatever the library says by then.
 */
export interface Secrets {
  /** @param url Where it is going to be sent. */
  readonly of: (key: SecretKey, url: string) => Credentials | null
  /** Whose they are and where they belong, without themselves. */
  readonly places: () => readonly SecretPlace[]
  /** Whether what is kept outlives this run of the program. */
  readonly canKeep: () => Promise<boolean>
  /**
   * @param url      Where it was given for.
   * @param isForNow Until the program ends, whatever the system can do.
   * @returns        True when it outlives this run of the program.
   */
  readonly keep: (
    key: SecretKey,
    url: string,
    credentials: Credentials,
    isForNow?: boolean,
  ) => Promise<boolean>
  readonly forget: (key: SecretKey) => Promise<void>
}

export interface SecretPlace {
  readonly key: SecretKey
  /** Such as `https://paper.example` or `socks5://proxy.example:1080`. */
  readonly place: string
}
