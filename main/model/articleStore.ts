/** articleStore.ts — the ports to stored articles: their headlines, texts, pictures and marks. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId, Millis } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft, StoredBody, StoredHeadline } from './article.ts'
import type { DeletedFacts, DeletedStore, RemovedArticle } from './deleted.ts'
import type { Mark, MarkChange } from './marks.ts'
import type { PictureStore } from './pictures.ts'

/** The headlines in memory. */
export interface HeadlineReader {
  /** Resolves when all headlines are in memory. Reads before that see what is there. */
  readonly headlinesReady: Promise<void>
  readonly headlinesOf: (feedId: FeedId) => readonly StoredHeadline[]
  readonly findHeadline: (
    id: ArticleId,
  ) => { readonly feedId: FeedId; readonly headline: StoredHeadline } | null
  /** Rises whenever a feed's headlines change; 0 for a feed without any. */
  readonly headlinesRevision: (feedId: FeedId) => number
}

/** What an article said at one time. */
export interface ArticleVersion {
  /** Null where the record that knew it is damaged. */
  readonly title: string | null
  readonly seenAt: Millis | null
  readonly body: StoredBody
}

/** What happens to articles. Answers when it is on disk; removals and deletions when they are on the medium. */
export interface ArticleStore {
  /** Adds new articles and puts changed ones (matched by id) in the place of what they said before, which stays. */
  readonly keep: (
    feedId: FeedId,
    added: readonly (ArticleDraft | PackedDraft)[],
    changed: readonly (ArticleDraft | PackedDraft)[],
  ) => Promise<Outcome<null>>
  /** Null when it is lost, or cannot be read now. */
  readonly readBody: (feedId: FeedId, headline: StoredHeadline) => Promise<StoredBody | null>
  /** Texts of a group (recordGroups.ts) by article id. */
  readonly readGroup: (feedId: FeedId, group: number) => Promise<ReadonlyMap<ArticleId, StoredBody>>
  /** Oldest first, the present one last. Those that are damaged are left out. */
  readonly readVersions: (feedId: FeedId, headline: StoredHeadline) => Promise<readonly ArticleVersion[]>
  /** Puts a cleaned text in the place of the one that `headline` names, unless that has changed meanwhile. */
  readonly keepCleaned: (feedId: FeedId, headline: StoredHeadline, body: StoredBody) => Promise<Outcome<null>>
  /** All or none of them. They do not come back with a fetch unless `isRemembered` is false. */
  readonly remove: (
    feedId: FeedId,
    ids: readonly ArticleId[],
    isRemembered: boolean,
  ) => Promise<Outcome<null>>
  /** The reader deletes it by hand: it is among the deleted ones from then on. */
  readonly delete: (feedId: FeedId, facts: DeletedFacts) => Promise<Outcome<null>>
  /** One that the reader deleted is here again, as it was. Does nothing where it is not among the deleted ones. */
  readonly putBack: (feedId: FeedId, id: ArticleId) => Promise<Outcome<null>>
  /** Deleted ones are let go for good. */
  readonly drop: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<Outcome<null>>
  /** These may come with the next fetch. */
  readonly welcome: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<Outcome<null>>
  readonly bodyAt: (feedId: FeedId, record: number) => Promise<StoredBody | null>
}

/** What was removed, what the reader deleted, and what keeps articles on the medium. */
export interface ArticleKeeper {
  readonly articles: ArticleStore
  /** What was removed and must not come back. */
  readonly removedOf: (feedId: FeedId) => Iterable<RemovedArticle>
  /** Rises whenever articles are removed. */
  readonly removals: () => number
  readonly deleted: DeletedStore
  /** Everything that was kept is on the medium. Once a round, before it is told as finished. */
  readonly syncArticles: (feedIds?: readonly FeedId[]) => Promise<Outcome<null>>
  /** Looks whether the feed's articles are still on disk; what was taken away is told, and asked for again. */
  readonly lookAfter: (feedId: FeedId) => Promise<void>
}

/** The pictures on disk. */
export interface PictureKeeper {
  readonly pictures: PictureStore
}

/** What was read and starred. */
export interface MarkStore {
  readonly markOf: (id: ArticleId) => Mark | null
  /** Durable before it answers; in memory at once. */
  readonly changeMarks: (changes: readonly MarkChange[]) => Promise<Outcome<null>>
  /** Rises whenever marks change. */
  readonly marksRevision: () => number
  /** Rises whenever marks of a feed's articles change. */
  readonly marksRevisionOf: (feedId: FeedId) => number
  /** All starred articles, whether their headlines are in memory or not. */
  readonly starred: () => ReadonlySet<ArticleId>
}
