/**
 * requests.ts — the whole conversation between renderer and main, written once.
 *
 * Room:    preload/contract. Imports: model, failure, valibot.
 * Names:   `noun:verb`. A request asks; an event tells, and is in the past tense.
 *
 * To add a request: add one line here, then let the compiler lead you to
 * main/ipc/handlers.ts. No other file spells a channel for the first time.
 */
import * as v from 'valibot'
import type { Outcome } from './failure.ts'
import { sheetLimit } from './frontSheet.ts'
import type { FrontSheet } from './frontSheet.ts'
import type { ChangedArticles, FeedCount, MarkedArticle } from './changes.ts'
import type { LibraryCheck } from './libraryCheck.ts'
import type {
  ActivityEntry,
  Article,
  ArticleId,
  BackupLook,
  BackupMade,
  CatalogueEntry,
  DeletedPage,
  Feed,
  FeedCandidate,
  FeedId,
  Folder,
  FolderId,
  Headline,
  HealthReport,
  KeepRule,
  LibraryFacts,
  ListGrowth,
  ListId,
  ListPage,
  OutletTree,
  RefreshProgress,
  OutletPictures,
  Settings,
  Undo,
  UndoId,
  View,
  ViewCounts,
} from './model.ts'
import type { DiskReport } from './diskReport.ts'
import type { ArticleVersion } from './articleVersion.ts'

/** Ids are ours: letters, digits, dash, underscore; nothing that could be a path. */
const id = <T extends string>() =>
  v.pipe(
    v.string(),
    v.regex(/^[\w-]{1,80}$/),
    v.transform((s) => s as T),
  )
const feedId = id<FeedId>()
const folderId = id<FolderId>()
const articleId = id<ArticleId>()
const listId = id<ListId>()
const undoId = id<UndoId>()
const typedAddress = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))
const webAddress = v.pipe(v.string(), v.maxLength(2000), v.url(), v.regex(/^https?:/i))
const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000))
/** Updates of a list (`ListGrowth`): the one that is on screen, and the one at which its top was last in sight. */
const listSight = v.strictObject({ shown: index, seen: index })
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))
const viewKeys = v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(2000))

const view: v.GenericSchema<unknown, View> = v.variant('kind', [
  v.strictObject({ kind: v.literal('today') }),
  v.strictObject({ kind: v.literal('unread') }),
  v.strictObject({ kind: v.literal('starred') }),
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('feed'), feedId }),
  v.strictObject({ kind: v.literal('folder'), folderId }),
])

const listQuery = v.strictObject({
  view,
  unreadOnly: v.boolean(),
  oldestFirst: v.boolean(),
  /** Words that must all occur in title, names, outlet or text; empty for none. */
  search: v.pipe(v.string(), v.maxLength(200)),
})

const scope = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('feed'), feedId }),
  v.strictObject({ kind: v.literal('folder'), folderId }),
])

const settingsChange = v.partial(
  v.strictObject({
    theme: v.picklist(['system', 'light', 'dark']),
    language: v.picklist(['system', 'en', 'ja']),
    textSize: v.pipe(v.number(), v.integer(), v.minValue(13), v.maxValue(30)),
    outletsWidth: v.pipe(v.number(), v.minValue(120), v.maxValue(2000)),
    headlinesWidth: v.pipe(v.number(), v.minValue(160), v.maxValue(3000)),
    readAfterMs: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000))),
    refreshMinutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(1440)),
    keepPictures: v.boolean(),
    pictureRoomMb: v.pipe(v.number(), v.integer(), v.minValue(50), v.maxValue(1_000_000)),
    workOffline: v.boolean(),
    unreadOnly: viewKeys,
    oldestFirst: viewKeys,
    closedFolders: viewKeys,
    lastView: v.nullable(view),
    lastArticle: v.nullable(articleId),
  }),
)

const keepRule: v.GenericSchema<unknown, KeepRule> = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({
    kind: v.literal('newest'),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  }),
  v.strictObject({
    kind: v.literal('days'),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)),
  }),
])

/** A file the reader opened or dropped; 5 MB at most, checked again in the job that reads it. */
const savedPage = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(300)),
  bytes: v.instance(Uint8Array),
  /** What the reader's language calls the outlet that saved pages go to. */
  outletTitle: title,
})

const frontSheet: v.GenericSchema<unknown, FrontSheet> = v.strictObject({
  html: v.pipe(v.string(), v.maxLength(sheetLimit)),
  language: v.picklist(['en', 'ja']),
  theme: v.nullable(v.picklist(['light', 'dark'])),
})
const none = v.strictTuple([])

export const requests = {
  'outlets:tree': { args: none, reply: {} as Of<OutletTree> },
  'outlets:catalogue': { args: none, reply: {} as Of<readonly CatalogueEntry[]> },
  /** Looks at an address the reader typed; asks the network; follows nothing. */
  'outlets:probe': { args: v.strictTuple([typedAddress]), reply: {} as Of<readonly FeedCandidate[]> },

  /** The same, where the reader was told that the address leads to this machine or its network, and allowed it. */
  'outlets:probeAllowed': {
    args: v.strictTuple([typedAddress]),
    reply: {} as Of<readonly FeedCandidate[]>,
  },

  'feeds:follow': {
    args: v.strictTuple([
      v.strictObject({
        url: webAddress,
        folderId: v.nullable(folderId),
        /** Set when it comes from the catalogue, which knows more about it. */
        catalogueId: v.nullable(v.pipe(v.string(), v.maxLength(80))),
      }),
    ]),
    reply: {} as Of<Feed>,
  },
  'feeds:unfollow': { args: v.strictTuple([feedId]), reply: {} as Of<Undo> },
  'feeds:rename': { args: v.strictTuple([feedId, v.nullable(title)]), reply: {} as Of<null> },
  /** Puts a feed before another node of the folder, or last when `before` is null. */
  'feeds:move': {
    args: v.strictTuple([feedId, v.nullable(folderId), v.nullable(v.union([feedId, folderId]))]),
    reply: {} as Of<Undo>,
  },
  /** A name and a password for a feed that asks for them; it is asked at once. Fails softly: see its next state. */
  'feeds:signIn': {
    args: v.strictTuple([
      feedId,
      v.strictObject({
        /** The address that the dialog named; `not-found` when the paper is elsewhere by now. */
        url: webAddress,
        user: v.pipe(v.string(), v.maxLength(200)),
        password: v.pipe(v.string(), v.maxLength(1000)),
        /** Until the program ends, also where it could be kept longer. */
        isForNow: v.boolean(),
      }),
    ]),
    reply: {} as Of<{ readonly isLasting: boolean }>,
  },
  /**
   * The paper may lead to this machine or its network, as the reader was shown; it is asked at once, and what a socket
   * connected to is kept. Fails softly: see its next state.
   */
  'feeds:allow': {
    args: v.strictTuple([
      feedId,
      v.strictObject({ url: webAddress, class: v.picklist(['loopback', 'private', 'link-local']) }),
    ]),
    reply: {} as Of<null>,
  },
  /** Whether this system has a safe place for passwords; without one they are forgotten when the program ends. */
  'passwords:canKeep': { args: none, reply: {} as Of<boolean> },
  /** `offline` (by choice) when nothing is asked because the reader wished so. */
  'feeds:refresh': { args: v.strictTuple([scope]), reply: {} as Of<RefreshProgress> },

  'folders:create': { args: v.strictTuple([title, v.nullable(folderId)]), reply: {} as Of<Folder> },
  'folders:rename': { args: v.strictTuple([folderId, title]), reply: {} as Of<null> },
  'folders:move': {
    args: v.strictTuple([folderId, v.nullable(folderId), v.nullable(v.union([feedId, folderId]))]),
    reply: {} as Of<Undo>,
  },
  /** What was inside moves up one level. */
  'folders:remove': { args: v.strictTuple([folderId]), reply: {} as Of<Undo> },

  /** Opens a list; main keeps its order until the next `lists:open`. */
  'lists:open': { args: v.strictTuple([listQuery]), reply: {} as Of<ListPage> },
  'lists:rows': { args: v.strictTuple([listId, index, count]), reply: {} as Of<ListPage> },
  /** The next unread row after (or before) an index; null when there is none. */
  'lists:findUnread': {
    args: v.strictTuple([listId, v.pipe(v.number(), v.integer(), v.minValue(-1)), v.picklist([1, -1])]),
    reply: {} as Of<{ readonly index: number; readonly headline: Headline } | null>,
  },
  /** Where an article stands in the list; null when it does not. */
  'lists:locate': { args: v.strictTuple([listId, articleId]), reply: {} as Of<number | null> },
  /**
   * Takes in what arrived since; rows already shown stay, read or not. `top`: the first row in sight, when what comes
   * in above it is going to be out of sight; `above` says how many did.
   */
  'lists:update': {
    args: v.strictTuple([listId, v.nullable(articleId)]),
    reply: {} as Of<ListGrowth>,
  },

  'articles:open': { args: v.strictTuple([articleId]), reply: {} as Of<Article> },
  /**
   * The window is about to draw an article. Fails with `undrawn` for one that it did not get drawn the last time.
   * The boolean: the reader wants it all the same.
   */
  /** Oldest first; the last is the present one. Those that are damaged are left out. */
  'articles:versions': { args: v.strictTuple([articleId]), reply: {} as Of<readonly ArticleVersion[]> },
  'articles:drawing': { args: v.strictTuple([articleId, v.boolean()]), reply: {} as Of<null> },
  /** All of it stands. */
  'articles:drawn': { args: v.strictTuple([articleId]), reply: {} as Of<null> },
  'articles:mark': {
    args: v.strictTuple([
      articleId,
      v.partial(v.strictObject({ isRead: v.boolean(), isStarred: v.boolean() })),
    ]),
    reply: {} as Of<Headline>,
  },
  /** Marks every unread article of the list read, but for those that came in where the reader has not looked yet. */
  'articles:markAllRead': { args: v.strictTuple([listId, listSight]), reply: {} as Of<Undo> },
  'articles:import': {
    args: v.strictTuple([savedPage]),
    reply: {} as Of<{ readonly articleId: ArticleId; readonly feedId: FeedId }>,
  },

  /** The last requests and what came of them, newest first, at most 500. */
  'activity:list': { args: none, reply: {} as Of<readonly ActivityEntry[]> },
  /** Takes one article away; it does not come back with the next fetch. It lies among the deleted ones for a while. */
  'articles:remove': { args: v.strictTuple([articleId]), reply: {} as Of<Undo> },

  /** Articles that were taken away by hand in the last thirty days, the last one first. */
  'deleted:list': { args: v.strictTuple([index, count]), reply: {} as Of<DeletedPage> },
  /**
   * With its text, its earlier texts, its pictures and its marks; asked for twice, it comes back once. `paper-unfollowed`
   * when there is no place for it until its paper is followed again.
   */
  'deleted:bringBack': { args: v.strictTuple([articleId]), reply: {} as Of<null> },
  /** All of them go for good. Answers what went, pictures included. */
  'deleted:empty': { args: none, reply: {} as Of<{ readonly count: number; readonly bytes: number }> },

  'keeping:rule': { args: v.strictTuple([feedId]), reply: {} as Of<KeepRule> },
  /** How many articles would go under this rule; nothing goes. */
  'keeping:try': { args: v.strictTuple([feedId, keepRule]), reply: {} as Of<number> },
  /** Remembers the rule and applies it. Answers how many articles went. */
  'keeping:set': { args: v.strictTuple([feedId, keepRule]), reply: {} as Of<number> },
  /** Applies all rules now. Answers how many articles went. */
  'keeping:apply': { args: none, reply: {} as Of<number> },

  /** Shown at the next start until the page stands. */
  'front:keep': { args: v.strictTuple([frontSheet]), reply: {} as Of<null> },

  'undo:apply': { args: v.strictTuple([undoId]), reply: {} as Of<null> },
  'links:open': { args: v.strictTuple([v.pipe(v.string(), v.maxLength(4000))]), reply: {} as Of<null> },
  'settings:read': { args: none, reply: {} as Of<Settings> },
  'settings:change': { args: v.strictTuple([settingsChange]), reply: {} as Of<Settings> },
  /** The reader's own proxy, with or without name and password; null: as the system says. `bad-address` for none. */
  'settings:setProxy': {
    args: v.strictTuple([v.nullable(typedAddress)]),
    reply: {} as Of<{
      readonly settings: Settings
      /** Whether the password outlives this run; null when there is none. */
      readonly isPasswordKept: boolean | null
    }>,
  },
  'library:facts': { args: none, reply: {} as Of<LibraryFacts> },
  /** Shows the library's folder in the system's file manager. */
  'library:show': { args: none, reply: {} as Of<null> },
  /** Answered even when the library could not be opened. */
  'library:health': { args: none, reply: {} as Of<HealthReport> },
  /** Opens it once more, or tries to write to it once more. */
  'library:tryAgain': { args: none, reply: {} as Of<HealthReport> },
  /** Goes back to the usual folder, when the chosen one is not there any more. */
  'library:usualPlace': { args: none, reply: {} as Of<HealthReport> },
  /** Takes changes again, with an empty library, after nothing of it could be read. */
  'library:beginAnew': { args: none, reply: {} as Of<null> },
  'library:quit': { args: none, reply: {} as Of<null> },
  'library:restart': { args: none, reply: {} as Of<null> },
  'library:room': { args: none, reply: {} as Of<DiskReport> },
  /** Outlets without kept pictures are left out. Seconds for a large library: every article is looked into. */
  'library:pictureRoom': { args: none, reply: {} as Of<readonly OutletPictures[]> },
  /** They are fetched again when they are looked at. */
  'library:dropPictures': {
    args: v.strictTuple([feedId]),
    reply: {} as Of<{ readonly count: number; readonly bytes: number }>,
  },
  /** Begins to look at every record and picture; goes on by itself. Ask `library:checkState` for how far it is. */
  'library:check': { args: none, reply: {} as Of<LibraryCheck> },
  'library:checkState': { args: none, reply: {} as Of<LibraryCheck> },
  'library:stopCheck': { args: none, reply: {} as Of<LibraryCheck> },
  /** Mends what the last check found; goes on by itself. `refused` when nothing was found. */
  'library:repair': { args: none, reply: {} as Of<LibraryCheck> },
  /** A text for the person who helps, without anything private. */
  'library:diagnostics': { args: none, reply: {} as Of<string> },
  /** Each asks for a file or a folder first; null when the reader thought better of it. */
  'library:backUp': { args: none, reply: {} as Of<BackupMade | null> },
  'library:chooseBackup': { args: none, reply: {} as Of<BackupLook | null> },
  'library:restore': { args: v.strictTuple([id<string>()]), reply: {} as Of<Undo> },
  /** Copies the library; it is used there from the next start on. */
  'library:move': { args: none, reply: {} as Of<string | null> },
}

export const events = {
  /**
   * Headlines came, changed or went in these feeds. The ids are null where they are too many to be named: then look at
   * everything that is held of these feeds.
   */
  'library:changed': {} as Of<{
    readonly feedIds: readonly FeedId[]
    /** Never here before. */
    readonly newArticles: number
    readonly articles: ChangedArticles | null
  }>,
  /** What was done with these articles, as it is now; null: too many to be named. */
  'articles:marked': {} as Of<{ readonly marks: readonly MarkedArticle[] | null }>,
  /**
   * Feeds, folders, their counts or their states changed. `isWhole`: which there are or where they stand, so that
   * `outlets:tree` has to be asked again; else `counts:changed` and `feeds:changed` say what is different in it.
   */
  'outlets:changed': {} as Of<{ readonly isWhole: boolean }>,
  /** Of the feeds that are named, and of the views. */
  'counts:changed': {} as Of<{ readonly feeds: readonly FeedCount[]; readonly counts: ViewCounts }>,
  /** Lines of the tree that are others: a name, an icon, what a feed is doing. */
  'feeds:changed': {} as Of<{ readonly feeds: readonly Feed[] }>,
  'refresh:progressed': {} as Of<RefreshProgress>,
  'settings:changed': {} as Of<Settings>,
  /** Something was done that the reader may take back. */
  'undo:offered': {} as Of<Undo>,
  /** Something was asked or skipped: ask `activity:list` again. At most four times a second. */
  'activity:changed': {} as Of<null>,
  'library:healthChanged': {} as Of<HealthReport>,
}

export type ListQuery = v.InferOutput<typeof listQuery>
export type ListSight = v.InferOutput<typeof listSight>
export type RefreshScope = v.InferOutput<typeof scope>
export type SettingsChange = v.InferOutput<typeof settingsChange>
export type SavedPage = v.InferOutput<typeof savedPage>
export type RequestName = keyof typeof requests
export type EventName = keyof typeof events
export type ArgsOf<N extends RequestName> = v.InferInput<(typeof requests)[N]['args']>
export type ParsedArgsOf<N extends RequestName> = v.InferOutput<(typeof requests)[N]['args']>
export type ReplyOf<N extends RequestName> = TypeIn<(typeof requests)[N]['reply']>
export type NewsOf<E extends EventName> = TypeIn<(typeof events)[E]>

/** What preload puts on `window.kawaraban`. */
export interface Bridge {
  ask<N extends RequestName>(name: N, ...args: ArgsOf<N>): Promise<Outcome<ReplyOf<N>>>
  on<E extends EventName>(name: E, listener: (news: NewsOf<E>) => void): () => void
}

/** Carries a type in a table; holds nothing at run time. */
interface Of<T> {
  readonly type?: T
}
type TypeIn<O> = O extends Of<infer T> ? T : never
