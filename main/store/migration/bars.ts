/**
 * bars.ts — which papers may not be opened yet, because their articles lie in the old form.
 *
 * Room:     main/store/migration.
 * Promises: while a paper's old form stands alone its archive takes nothing: else the old form would count as moved.
 */
import type { Failure } from '../../../preload/contract/failure.ts'
import type { FeedId } from '../../../preload/contract/model.ts'

export interface Bars {
  /** From now on it is known which papers lie in the old form: these. */
  readonly begin: (waiting: readonly FeedId[]) => void
  readonly isBegun: () => boolean
  readonly letIn: (feedId: FeedId) => void
  /** A paper, or a file of deleted/. */
  readonly keepOut: (name: string, code: string) => void
  /** Of those that still wait. Without `begin` every paper stays out that is not in the archive. */
  readonly end: (code: string | null) => void
  /** Name and reason of what stays out. */
  readonly out: () => ReadonlyMap<string, string>
  /** Waits until it is decided. */
  readonly reasonFor: (feedId: FeedId) => Promise<string | null>
}

export function makeBars(isMoved: (feedId: FeedId) => boolean): Bars {
  const out = new Map<string, string>()
  const opened = new Map<FeedId, Promise<void>>()
  const openings = new Map<FeedId, () => void>()
  let isBegun = false
  let forAll: string | null = null
  let decide: () => void = () => undefined
  const decided = new Promise<void>((resolve) => {
    decide = resolve
  })

  const open = (feedId: FeedId) => {
    openings.get(feedId)?.()
    openings.delete(feedId)
  }

  return {
    begin: (waiting) => {
      isBegun = true
      for (const feedId of waiting)
        opened.set(feedId, new Promise((resolve) => openings.set(feedId, resolve)))
      decide()
    },
    isBegun: () => isBegun,
    letIn: open,
    keepOut: (name, code) => {
      out.set(name, code)
      open(name as FeedId)
    },
    end: (code) => {
      for (const feedId of [...openings.keys()]) {
        out.set(feedId, code ?? 'unknown')
        open(feedId)
      }
      if (!isBegun) forAll = code ?? 'unknown'
      decide()
    },
    out: () => out,
    reasonFor: async (feedId) => {
      await decided
      await opened.get(feedId)
      return out.get(feedId) ?? (isMoved(feedId) ? null : forAll)
    },
  }
}

export function notMoved(papers: readonly string[], code: string): Failure {
  return { kind: 'not-moved', papers, code }
}
