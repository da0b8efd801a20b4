/** changeNews.ts — what the window has not been told yet. Room: main/ipc. */
import type { ChangedArticles, MarkedArticle } from '../../preload/contract/changes.ts'
import type { ArticleId, FeedId } from '../../preload/contract/model.ts'
import type { Library } from '../model/library.ts'

/** Of more articles an event does not say the ids: some 80 KB cross the border at a time. */
export const namedAtMost = 2000

export interface News {
  isAny: boolean
  /** Feeds of whose articles something is different. */
  readonly feedIds: Set<FeedId>
  newArticles: number
  /** Null: too many to be named. */
  articles: Map<ArticleId, keyof ChangedArticles> | null
  /** Null: too many to be named. */
  marked: Set<ArticleId> | null
  /** Something of the tree is different. */
  isTree: boolean
  isWhole: boolean
  readonly counted: Set<FeedId>
  /** The counts of the views, whatever feed they come from. */
  isViews: boolean
  readonly lines: Set<FeedId>
  isSettings: boolean
}

export function noNews(): News {
  return {
    isAny: false,
    feedIds: new Set(),
    newArticles: 0,
    articles: new Map(),
    marked: new Set(),
    isTree: false,
    isWhole: false,
    counted: new Set(),
    isViews: false,
    lines: new Set(),
    isSettings: false,
  }
}

export function articlesIn({ articles }: News): ChangedArticles | null {
  if (articles === null) return null
  const those = (what: keyof ChangedArticles) =>
    [...articles].flatMap(([id, how]) => (how === what ? [id] : []))
  return { added: those('added'), changed: those('changed'), removed: those('removed') }
}

export function marksOf({ marked }: News, library: Pick<Library, 'markOf'>): readonly MarkedArticle[] | null {
  if (marked === null) return null
  return [...marked].map((id) => {
    const mark = library.markOf(id)
    return { id, isRead: mark?.read !== undefined, isStarred: mark?.starred !== undefined }
  })
}
