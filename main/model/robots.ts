/** robots.ts — a robots.txt, as it came and as rules. Plain data. */

export interface Robots {
  readonly rules: readonly Rule[]
  /** Milliseconds between two requests; null when it says nothing. */
  readonly delayMs: number | null
}

export interface Rule {
  readonly isAllowed: boolean
  /** Path with `*` and a closing `$`. */
  readonly pattern: string
}

/** A robots.txt as it came, and who asks. */
export interface RobotsInput {
  readonly bytes: Uint8Array
  /** Its address, for the log. */
  readonly url: string
  /** Our product token, as the file may spell it in any case. */
  readonly agent: string
}
