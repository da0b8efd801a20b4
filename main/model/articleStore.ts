/** articleStore.ts — the ports to stored articles: their headlines, texts, pictures and marks. */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { ArticleDraft, PackedDraft, StoredBody, StoredHeadline } from './article.ts'
import type { DeletedStore, RemovedArticle, RemovingHow } from './deleted.ts'
import type { Mark, MarkChange } from './marks.ts'
import type { PictureStore } from './pictures.ts'

/** The headlines in memory. */
export interface HeadlineReader {
  /** Resolves when every headline shard is in memory. Reads before that see what is there. */
  readonly headlinesReady: Promise<void>
  readonly headlinesOf: (feedId: FeedId) => readonly StoredHeadline[]
  readonly findHeadline: (
    id: ArticleId,
  ) => { readonly feedId: FeedId; readonly headline: StoredHeadline } | null
  /** Rises whenever a feed's headlines change; 0 for a feed without any. */
  readonly headlinesRevision: (feedId: FeedId) => number
}

/** The texts on disk. */
export interface BodyReader {
  readonly readBody: (feedId: FeedId, headline: StoredHeadline) => Promise<StoredBody | null>
  /** All bodies of one bucket by article id; empty when the bucket is gone. */
  readonly readBucket: (feedId: FeedId, bucket: number) => Promise<ReadonlyMap<ArticleId, StoredBody>>
}

/** Keeping what came, and cleaning it later. */
export interface ArticleWriter {
  /** Adds new articles and replaces changed ones (matched by id; the store keeps the old text as an earlier version). */
  readonly keepArticles: (
    feedId: FeedId,
    added: readonly (ArticleDraft | PackedDraft)[],
    changed: readonly ArticleDraft[],
  ) => Promise<Outcome<null>>
  /** Puts cleaned bodies back where the raw ones were. */
  readonly replaceBodies: (
    feedId: FeedId,
    bucket: number,
    bodies: ReadonlyMap<ArticleId, StoredBody>,
  ) => Promise<Outcome<null>>
  /** An article that is here is on the medium, text and headline, as what nobody can give back. */
  readonly syncArticle: (id: ArticleId) => Promise<Outcome<null>>
}

/** Taking articles away for good, or until the reader wants them back. */
export interface RemovalStore {
  /**
   * Takes articles away; they do not come back with a fetch unless `isRemembered` is false. All or none of them.
   *
   * @returns `store-write` when the disk refused; then they are all still there.
   */
  readonly removeArticles: (
    feedId: FeedId,
    ids: readonly ArticleId[],
    how?: RemovingHow,
  ) => Promise<Outcome<null>>
  readonly deleted: DeletedStore
  /** What was removed and must not come back; empty when that cannot be read now. */
  readonly removedOf: (feedId: FeedId) => Promise<readonly RemovedArticle[]>
  /** These may come again. */
  readonly forgetRemoved: (feedId: FeedId, ids: readonly ArticleId[]) => Promise<Outcome<null>>
  /** Rises whenever articles are removed. */
  readonly removals: () => number
  /** Finishes what a crash cut off. Once, when there is time. */
  readonly finishRemovals: () => Promise<void>
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
