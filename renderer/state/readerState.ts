/**
 * readerState.ts — what the window knows. The only ways it may change are in change.ts.
 *
 * Room:     renderer/state. Imports: contract types.
 * Promises: data only, immutable, no words and no elements.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import type {
  ActivityEntry,
  Article,
  ArticleId,
  CatalogueEntry,
  Deed,
  Feed,
  FeedCandidate,
  FeedId,
  FolderId,
  Headline,
  HealthReport,
  LibraryFacts,
  OutletTree,
  RefreshProgress,
  Settings,
  Undo,
  UndoId,
  View,
} from '../../preload/contract/model.ts'
import { idle, loading } from './loadable.ts'
import type { Loadable } from './loadable.ts'
import type { Rows } from './rows.ts'

/** From left to right; in a narrow window it is also what can be seen. */
export type Pane = 'outlets' | 'headlines' | 'article'

/** A line of the outlets tree that can be renamed, moved and taken away. */
export type OutletNode =
  { readonly kind: 'feed'; readonly id: FeedId } | { readonly kind: 'folder'; readonly id: FolderId }

export interface ListState {
  readonly view: View
  readonly search: string
  readonly rows: Loadable<Rows>
  readonly selected: { readonly index: number; readonly id: ArticleId } | null
}

export interface ArticleState {
  /** What was asked for; the article before it stays on screen until it is here. */
  readonly id: ArticleId | null
  readonly content: Loadable<Article>
  /** Where Space leads at the end of this one. */
  readonly upNext: UpNext | null
}

export type UpNext =
  { readonly kind: 'article'; readonly headline: Headline } | { readonly kind: 'feed'; readonly feed: Feed }

export type Dialog =
  | { readonly kind: 'follow'; readonly address: string; readonly folderId: FolderId | null }
  | { readonly kind: 'catalogue'; readonly search?: string }
  | { readonly kind: 'keys' }
  | { readonly kind: 'activity' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'data' }
  | { readonly kind: 'keep'; readonly feedId: FeedId }
  | { readonly kind: 'sign-in'; readonly feedId: FeedId }
  | { readonly kind: 'allow'; readonly feedId: FeedId }
  | { readonly kind: 'move'; readonly node: OutletNode }
  | { readonly kind: 'folder'; readonly parentId: FolderId | null }

/** What the reader did, newest last, and how each is taken back: by main, or by the window itself. */
export type UndoStep = { readonly what: Deed } & (
  | { readonly kind: 'main'; readonly id: UndoId; readonly place: LeftPlace }
  | { readonly kind: 'mark'; readonly id: ArticleId; readonly marks: Marks }
  | { readonly kind: 'rename'; readonly node: OutletNode; readonly title: string | null }
)

/** What was open and went with it: there the undo leads back. */
export interface LeftPlace {
  readonly view: View | null
  readonly article: ArticleId | null
}

export type Marks = Partial<Pick<Headline, 'isRead' | 'isStarred'>>

/** Something to tell once, in passing. The words are chosen in renderer/text. */
export type Notice =
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'followed'; readonly title: string }
  | { readonly kind: 'imported'; readonly title: string }
  | { readonly kind: 'undone'; readonly what: Deed }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'no-more-unread' }
  | { readonly kind: 'no-original' }
  | { readonly kind: 'copied' }
  /** Nothing is fetched, because the reader wished so; `canGoOnline` when the wish is a setting. */
  | { readonly kind: 'works-offline'; readonly canGoOnline: boolean }
  | { readonly kind: 'works-online' }
  | { readonly kind: 'articles-removed'; readonly count: number }
  | { readonly kind: 'new-articles'; readonly count: number }

export interface ReaderState {
  readonly tree: Loadable<OutletTree>
  readonly settings: Settings | null
  readonly list: ListState
  readonly article: ArticleState
  readonly pane: Pane
  readonly progress: RefreshProgress | null
  readonly candidates: Loadable<readonly FeedCandidate[]>
  /** Addresses that are being followed at this moment. */
  readonly following: readonly string[]
  readonly catalogue: Loadable<readonly CatalogueEntry[]>
  readonly facts: Loadable<LibraryFacts>
  readonly activity: Loadable<readonly ActivityEntry[]>
  readonly dialog: Dialog | null
  /** Those it was opened from, still open behind it; the nearest last. */
  readonly dialogsBehind: readonly Dialog[]
  readonly renaming: OutletNode | null
  readonly undos: readonly UndoStep[]
  /** The one that the bar offers; the bar may be gone before the step is. */
  readonly undoBar: UndoStep | null
  readonly notice: Notice | null
  /** What main did by itself and the reader may take back; each stays until it is answered. */
  readonly offers: readonly Undo[]
  /** Null until it is known. */
  readonly health: HealthReport | null
  /** The reader has seen what was repaired. */
  readonly isHealthHidden: boolean
}

export const initialState: ReaderState = {
  tree: loading,
  settings: null,
  list: { view: { kind: 'unread' }, search: '', rows: loading, selected: null },
  article: { id: null, content: idle, upNext: null },
  pane: 'headlines',
  progress: null,
  candidates: idle,
  following: [],
  catalogue: idle,
  facts: idle,
  activity: idle,
  dialog: null,
  dialogsBehind: [],
  renaming: null,
  undos: [],
  undoBar: null,
  notice: null,
  offers: [],
  health: null,
  isHealthHidden: false,
}
