/** subscriptions.ts — what the reader follows, as it is kept. */
import type { FeedId, FolderId, FollowLink, KeepRule, Millis } from '../../preload/contract/model.ts'

/** user/subscriptions.json */
export interface Subscriptions {
  readonly feeds: readonly StoredFeed[]
  readonly folders: readonly StoredFolder[]
  /** Set once the starter outlets have been put in; an empty library stays empty afterwards. */
  readonly isStarted: boolean
}

export interface StoredFeed {
  readonly id: FeedId
  readonly url: string
  /** The outlet's own name, as last seen. */
  readonly name: string
  /** What the reader calls it; null: the outlet's own name. */
  readonly ownTitle: string | null
  readonly siteUrl: string | null
  readonly language: string | null
  readonly family: string | null
  readonly follow: readonly FollowLink[]
  /** Remote address of the icon. */
  readonly iconUrl: string | null
  readonly folderId: FolderId | null
  readonly position: number
  readonly addedAt: Millis
  /** Unfollowed, and kept for undo and for its starred articles; null while followed. */
  readonly unfollowedAt: Millis | null
  /** How much of it is kept; absent: everything. Read it with `keepRuleOf` (main/jobs/retentionPolicy.ts). */
  readonly keep?: KeepRule
  /** Schema 2 let it lead to addresses that are not public; until `takeOverApprovals` has read it (main/jobs). */
  readonly wasApproved?: true
}

export interface StoredFolder {
  readonly id: FolderId
  readonly title: string
  readonly parentId: FolderId | null
  readonly position: number
  readonly family: string | null
}
