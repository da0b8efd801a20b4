/**
 * model.ts — the nouns every process agrees on.
 *
 * Room:    preload/contract (the border). Types only; no runtime code.
 * Imports: failure, articleLimits (types). Imported by: everyone.
 *
 * Facts that hold everywhere:
 *   - Times are epoch milliseconds, UTC (`Millis`); never Date, never a string.
 *   - Ids are opaque. Article ids are made in main/normalise/identity.ts, all others in main/jobs.
 *   - An Article is what the outlet said and never changes in place; what the reader did with it is a
 *     Mark, stored apart, so that marking read rewrites bytes, not bodies.
 *   - Everything here survives structured clone and JSON both ways.
 */
import type { Cut } from './articleLimits.ts'
import type { Failure } from './failure.ts'

declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

export type FeedId = Branded<string, 'FeedId'>
export type FolderId = Branded<string, 'FolderId'>
export type ArticleId = Branded<string, 'ArticleId'>
export type ListId = Branded<string, 'ListId'>
export type UndoId = Branded<string, 'UndoId'>
export type Millis = number

/** A place outside that belongs to an outlet and offers no feed; opened in the browser. */
export interface FollowLink {
  readonly kind: 'twitter' | 'facebook' | 'site'
  readonly url: string
}

/** A publisher with a masthead and a site. */
export interface Outlet {
  /** The outlet's own name. */
  readonly name: string
  readonly siteUrl: string | null
  /** BCP 47, as the outlet gave it; null when unknown. */
  readonly language: string | null
  /** Key of the publisher's group in the catalogue, such as `modern-tokyo-times`. */
  readonly family: string | null
  readonly follow: readonly FollowLink[]
}

export type FeedState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting' }
  | { readonly phase: 'fetching' }
  | { readonly phase: 'failed'; readonly failure: Failure; readonly since: Millis }

/** One followed address, as the outlets pane shows it. */
export interface Feed {
  readonly id: FeedId
  /** Where we fetch. Absolute http(s); or `kawaraban:` for an outlet of ours that is never fetched. */
  readonly url: string
  /** What the reader calls it: the own name if given, else the outlet's. */
  readonly title: string
  readonly isRenamed: boolean
  readonly outlet: Outlet
  /** Address under our picture scheme; null when the outlet shows none yet. */
  readonly icon: string | null
  readonly folderId: FolderId | null
  readonly position: number
  readonly unread: number
  readonly total: number
  readonly checkedAt: Millis | null
  /** When it is asked by itself again; null when it is not. */
  readonly nextAt: Millis | null
  readonly state: FeedState
  /** True when the last document was damaged and read with repairs. */
  readonly isRepaired: boolean
}

/** A folder, or the publisher's family that looks like one. */
export interface Folder {
  readonly id: FolderId
  readonly title: string
  readonly parentId: FolderId | null
  readonly position: number
  /** Set when this is a family of the catalogue; it can be moved and renamed as any folder. */
  readonly family: string | null
}

export interface ViewCounts {
  /** Unread articles of the last 24 hours by the clock of this machine: since midnight. */
  readonly today: number
  readonly unread: number
  readonly starred: number
  readonly all: number
}

export interface OutletTree {
  readonly folders: readonly Folder[]
  readonly feeds: readonly Feed[]
  readonly counts: ViewCounts
}

/** What the headlines pane may show. */
export type View =
  | { readonly kind: 'today' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'starred' }
  | { readonly kind: 'all' }
  | { readonly kind: 'feed'; readonly feedId: FeedId }
  | { readonly kind: 'folder'; readonly folderId: FolderId }

/** The row that lists show: an article without its body. */
export interface Headline {
  readonly id: ArticleId
  readonly feedId: FeedId
  readonly title: string
  /** One to three names, as the outlet signed it; empty when unsigned. */
  readonly contributors: readonly string[]
  /** What the list sorts by: the outlet's date, never later than arrival. */
  readonly sortedAt: Millis
  /** The outlet's own date; null when it gave none that could be read. */
  readonly publishedAt: Millis | null
  readonly arrivedAt: Millis
  /** Plain text, at most 300 characters, without the repeated title and names. */
  readonly snippet: string
  /** Lead picture under our picture scheme; null when there is none. */
  readonly thumbnail: string | null
  readonly isRead: boolean
  readonly isStarred: boolean
  /** The outlet changed the text after we first kept it. */
  readonly isChanged: boolean
}

/** The rows of a list that cross the border at a time: some screens of them, in about a millisecond. */
export const pageRows = 50

/** A window of a list; row 0 is the top. */
export interface ListPage {
  readonly listId: ListId
  readonly total: number
  readonly unread: number
  readonly from: number
  readonly rows: readonly Headline[]
}

/** What an update of a list brought. */
export interface ListGrowth {
  readonly total: number
  readonly unread: number
  readonly added: number
  /** Of `added`: above the row that was asked about. */
  readonly above: number
  /** The number of this update; a list that was just opened has had none, 0. */
  readonly update: number
}

export interface ArticleLink {
  /** `media`: sound, film or a file that came with the article; `comments`: the page where readers talk. */
  readonly kind: 'print' | 'shop' | 'book' | 'source' | 'site' | 'media' | 'comments'
  readonly url: string
  readonly label: string
}

/** All of one article that the reading pane needs. Every `…Html` is cleaned (main/normalise/clean.ts). */
export interface Article extends Headline {
  /** The address on the outlet's site; null when it has none. */
  readonly url: string | null
  readonly outletName: string
  /** The outlet line that stood under the byline; null when there was none. */
  readonly outletLine: string | null
  /** BCP 47; null when unknown. */
  readonly language: string | null
  readonly bodyHtml: string
  /** Boilerplate cut from the body; kept and shown folded. Empty when there was none. */
  readonly outletNotesHtml: string
  /** "ALL PHOTOS BY …" and the like. */
  readonly credits: readonly string[]
  readonly links: readonly ArticleLink[]
  /** True when the feed gave an excerpt and the rest is on the outlet's site only. */
  readonly isExcerpt: boolean
  /** What was left out because no window could draw it. */
  readonly cut: readonly Cut[]
  readonly pictures: { readonly kept: number; readonly total: number }
  /** Those of the `media` links that can be played here. */
  readonly players: readonly Player[]
  /** How many earlier versions are kept (`articles:versions`). */
  readonly earlierVersions: number
}

export interface Player {
  /** As in `links`. */
  readonly url: string
  readonly kind: 'sound' | 'film'
  /** Under our own scheme; the frame never asks for the address itself. */
  readonly source: string
}

export interface CatalogueEntry {
  readonly id: string
  readonly name: string
  readonly siteUrl: string
  readonly feedUrl: string
  readonly language: 'en' | 'ja'
  readonly topics: readonly string[]
  /** What the feed is said to be, such as `RSS 2.0`; for the reader's eyes. */
  readonly kind: string
  readonly text: 'full' | 'excerpt' | 'title' | 'unknown'
  /** A: seen answering; B: several independent sources; C: convention or one source. */
  readonly certainty: 'A' | 'B' | 'C'
  /** ISO date of the last check by anyone; null when never. */
  readonly lastChecked: string | null
  readonly family: string | null
  readonly follow: readonly FollowLink[]
  /** Where its dates without a zone are written (IANA, `Asia/Tokyo`); absent: by its language. */
  readonly zone?: string
}

/** A feed that was found at an address the reader gave. */
/** `articles`: the paper, or one of its sections; `topics`: one category, tag or author. */
export type FeedGroup = 'articles' | 'topics' | 'languages' | 'comments'

export interface FeedCandidate {
  readonly url: string
  readonly title: string
  readonly siteUrl: string | null
  readonly language: string | null
  /** Newest titles, at most five; empty when the candidate could not be read. */
  readonly headlines: readonly string[]
  readonly articleCount: number
  readonly isFollowed: boolean
  /** What readers say about the paper, not the paper. */
  readonly isOfComments: boolean
  readonly group: FeedGroup
  /** False for the rest of a long list: it was named, not asked. */
  readonly isLookedAt: boolean
  readonly failure: Failure | null
}

export interface RefreshProgress {
  readonly isRunning: boolean
  readonly done: number
  readonly total: number
  /** Titles of the outlets being asked right now, at most three. */
  readonly current: readonly string[]
  readonly newArticles: number
  readonly failed: number
  readonly picturesWaiting: number
  readonly isOffline: boolean
  readonly finishedAt: Millis | null
}

/** One line of the Activity window: what was asked of the outside, or left unasked, and what came of it. */
export interface ActivityEntry {
  /** Rises by one; the newest is the highest. */
  readonly id: number
  readonly at: Millis
  /** Title of the outlet, or the host for what belongs to none. */
  readonly outlet: string
  /** Carries no user name and no password. */
  readonly url: string
  readonly wants: 'feed' | 'page' | 'picture' | 'robots' | 'media'
  readonly result: ActivityResult
  /** Waiting for the host's turn included; null for what was not asked. */
  readonly tookMs: Millis | null
  /** When it is asked by itself again; null when it is not, or not known. */
  readonly nextAt: Millis | null
}

export type ActivityResult =
  | { readonly kind: 'fresh'; readonly bytes: number; readonly finalUrl: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'skipped'; readonly why: WhySkipped }
  /** The outlet moved for good and its new address is used from now on. */
  | { readonly kind: 'moved'; readonly to: string }
  /** This system has no place for passwords: the feed's is forgotten when the program ends. */
  | { readonly kind: 'password-for-now' }

export type WhySkipped = 'just-asked' | 'host-busy' | 'stopped' | 'offline' | 'robots'
/** How much of an outlet is kept. Starred, tagged, noted and unread articles stay whatever the rule says. */
export type KeepRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'newest'; readonly count: number }
  | { readonly kind: 'days'; readonly days: number }

export type Theme = 'system' | 'light' | 'dark'
export type Language = 'system' | 'en' | 'ja'

export interface Settings {
  readonly theme: Theme
  readonly language: Language
  /** Reading text size in CSS pixels, 13–30. */
  readonly textSize: number
  /** Widths of the outlets and headlines panes in CSS pixels. */
  readonly outletsWidth: number
  readonly headlinesWidth: number
  /** How long an article is on screen before it counts as read; null: only by hand. */
  readonly readAfterMs: Millis | null
  readonly refreshMinutes: number
  readonly keepPictures: boolean
  /** Room for pictures on disk, in megabytes. */
  readonly pictureRoomMb: number
  readonly workOffline: boolean
  /** The reader's own way out, without name and password (`http://proxy.example:3128`); null: as the system says. */
  readonly proxy: string | null
  /** Views (their `viewKey`) that show unread articles only. */
  readonly unreadOnly: readonly string[]
  /** Views (their `viewKey`) that show the oldest article first. */
  readonly oldestFirst: readonly string[]
  /** Folders (ids) drawn closed. */
  readonly closedFolders: readonly string[]
  /** What was open when the window closed, so that the next start goes on there. */
  readonly lastView: View | null
  readonly lastArticle: ArticleId | null
}

export interface LibraryFacts {
  readonly version: string
  readonly runtime: string
  readonly folder: string
  readonly feeds: number
  readonly articles: number
  readonly pictures: number
  readonly pictureBytes: number
  /** Set when the library had to be repaired or is read-only. */
  readonly trouble: readonly Failure[]
}

/** Kept pictures of the articles of one outlet. One that two outlets show counts for each of them. */
export interface OutletPictures {
  readonly feedId: FeedId
  readonly count: number
  readonly bytes: number
}

/** An article that the reader deleted by hand, while it can be brought back. */
export interface DeletedRow {
  readonly id: ArticleId
  readonly title: string
  /** What its paper was called then. */
  readonly paper: string
  readonly deletedAt: Millis
}

/** A window into the deleted articles, newest first. */
export interface DeletedPage {
  readonly total: number
  readonly from: number
  readonly rows: readonly DeletedRow[]
}

/** Whether what the reader does is being kept. `closed`: the library could not be opened at all. */
export interface HealthReport {
  readonly phase: 'ok' | 'trouble' | 'read-only' | 'closed'
  /** Why not `ok`. */
  readonly failure: Failure | null
  /** What had to be repaired at the start. */
  readonly repaired: readonly Failure[]
  /** Papers of a library of an older version that are in the form of this one; null while nothing is on its way. */
  readonly moving: { readonly done: number; readonly total: number } | null
}

/** What is in a backup that the reader chose; nothing is restored yet. */
export interface BackupLook {
  readonly token: string
  readonly name: string
  readonly madeAt: Millis
  readonly feeds: number
  readonly folders: number
  readonly marks: number
  readonly preview: RestorePreview
}

/** What putting a backup in place would ask of the outside. */
export interface RestorePreview {
  /** Null: it stays as it is. `to` null: as the system says. */
  readonly proxy: { readonly to: string | null; readonly isSignedIn: boolean } | null
  /** Of its papers, and of none that is followed now. With ports. */
  readonly newHosts: readonly string[]
  /** Passwords that are kept here and go to the place that they were given for, as before. */
  readonly sent: readonly PaperAt[]
  /** Papers whose password was given for another address, or would pass through another proxy in the clear: it is asked for anew. */
  readonly asked: readonly PaperAt[]
  /** Papers on this machine or its network, which are to be allowed anew. */
  readonly allowAgain: readonly PaperAt[]
}

export interface PaperAt {
  readonly title: string
  readonly host: string
}

export interface BackupMade {
  readonly file: string
  readonly bytes: number
}

/** What one undo takes back, for the words on the bar. */
export type UndoWhat =
  | { readonly kind: 'marked-read'; readonly count: number }
  | { readonly kind: 'unfollowed'; readonly title: string }
  | { readonly kind: 'folder-removed'; readonly title: string }
  | { readonly kind: 'moved'; readonly title: string }
  /** The outlet moved for good and its new address is asked. */
  | { readonly kind: 'address-changed'; readonly title: string; readonly to: string }
  | { readonly kind: 'article-removed'; readonly title: string }
  | { readonly kind: 'restored'; readonly madeAt: Millis }

/** What the window takes back by itself, for it knows how it was before. */
export type SmallDeed =
  | { readonly kind: 'read' | 'unread' | 'starred' | 'unstarred'; readonly title: string }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }

/** Anything the reader did that can be taken back. */
export type Deed = UndoWhat | SmallDeed

export interface Undo {
  readonly id: UndoId
  readonly what: UndoWhat
}
