/**
 * reduce.ts — every change the window's state can go through. Pure; the flows decide when.
 *
 * Room:     renderer/state. Imports: readerState, rows, contract types.
 * Promises: no clock, no bridge, no words. A change that concerns a list or an article which is no longer
 *           the open one changes nothing.
 */
import { unreachable } from '../../preload/contract/failure.ts'
import type { Failure } from '../../preload/contract/failure.ts'
import type { MarkedArticle } from '../../preload/contract/changes.ts'
import type {
  ActivityEntry,
  Article,
  ArticleId,
  CatalogueEntry,
  FeedCandidate,
  HealthReport,
  LibraryFacts,
  ListPage,
  OutletTree,
  RefreshProgress,
  Settings,
  Undo,
  UndoId,
  View,
} from '../../preload/contract/model.ts'
import type { Loadable } from './loadable.ts'
import { ready } from './loadable.ts'
import type {
  ArticleState,
  Dialog,
  ListState,
  Marks,
  Notice,
  OutletNode,
  Pane,
  ReaderState,
  UndoStep,
  UpNext,
} from './readerState.ts'
import { initialState } from './readerState.ts'
import { patched } from './patchTree.ts'
import type { TreePatch } from './patchTree.ts'
import { rowsOf, withAllRead, withMark, withMarks, withPage, withTopSeen } from './rows.ts'
import type { Rows } from './rows.ts'

/** As many as main remembers of its own. */
const undosKept = 20

export type ListChange =
  | { readonly kind: 'view-chosen'; readonly view: View; readonly search: string }
  | { readonly kind: 'list-opened'; readonly page: ListPage; readonly selected: ListState['selected'] }
  | { readonly kind: 'list-failed'; readonly failure: Failure }
  | { readonly kind: 'rows-came'; readonly page: ListPage }
  | {
      readonly kind: 'list-grew'
      readonly pages: readonly ListPage[]
      readonly total: number
      readonly unread: number
      readonly shift: number
      /** Rows that came in above what the reader sees, and are told as new. */
      readonly above: number
      readonly update: number
      readonly selectedIndex: number | null
    }
  | { readonly kind: 'top-seen' }
  | { readonly kind: 'row-selected'; readonly index: number; readonly id: ArticleId }
  | { readonly kind: 'marked'; readonly id: ArticleId; readonly marks: Marks }
  | { readonly kind: 'marks-came'; readonly marks: readonly MarkedArticle[] }
  | { readonly kind: 'all-marked-read' }

export type Change =
  | ListChange
  | TreePatch
  | { readonly kind: 'tree-came'; readonly tree: Loadable<OutletTree> }
  | { readonly kind: 'settings-came'; readonly settings: Settings }
  | { readonly kind: 'article-asked'; readonly id: ArticleId }
  | { readonly kind: 'article-came'; readonly article: Article }
  | { readonly kind: 'article-failed'; readonly id: ArticleId; readonly failure: Failure }
  | { readonly kind: 'article-closed' }
  | { readonly kind: 'up-next-known'; readonly id: ArticleId; readonly upNext: UpNext | null }
  | { readonly kind: 'pane-chosen'; readonly pane: Pane }
  | { readonly kind: 'progressed'; readonly progress: RefreshProgress }
  | { readonly kind: 'candidates-came'; readonly candidates: Loadable<readonly FeedCandidate[]> }
  | { readonly kind: 'following-changed'; readonly following: readonly string[] }
  | { readonly kind: 'catalogue-came'; readonly catalogue: Loadable<readonly CatalogueEntry[]> }
  | { readonly kind: 'facts-came'; readonly facts: Loadable<LibraryFacts> }
  | { readonly kind: 'activity-came'; readonly activity: Loadable<readonly ActivityEntry[]> }
  | { readonly kind: 'dialog-changed'; readonly dialog: Dialog | null }
  | { readonly kind: 'dialog-laid-over'; readonly dialog: Dialog }
  | { readonly kind: 'dialog-closed' }
  | { readonly kind: 'renaming-changed'; readonly node: OutletNode | null }
  | { readonly kind: 'deed-done'; readonly step: UndoStep; readonly isTold: boolean }
  | { readonly kind: 'deed-over'; readonly step: UndoStep }
  | { readonly kind: 'offer-came'; readonly undo: Undo }
  | { readonly kind: 'offer-answered'; readonly id: UndoId }
  | { readonly kind: 'undo-bar-closed' }
  | { readonly kind: 'noticed'; readonly notice: Notice | null }
  | { readonly kind: 'health-came'; readonly health: HealthReport }
  | { readonly kind: 'health-hidden' }

export function reduce(state: ReaderState, change: Change): ReaderState {
  switch (change.kind) {
    case 'tree-came':
      return { ...state, tree: change.tree }
    case 'settings-came':
      return { ...state, settings: change.settings, progress: progressUnder(change.settings, state) }
    case 'article-asked':
    case 'article-came':
    case 'article-failed':
    case 'up-next-known':
      return { ...state, article: reduceArticle(state.article, change) }
    case 'article-closed':
      return { ...state, article: initialState.article, list: { ...state.list, selected: null } }
    case 'pane-chosen':
      return state.pane === change.pane ? state : { ...state, pane: change.pane }
    case 'progressed':
      return { ...state, progress: change.progress }
    case 'candidates-came':
      return { ...state, candidates: change.candidates }
    case 'following-changed':
      return { ...state, following: change.following }
    case 'catalogue-came':
      return { ...state, catalogue: change.catalogue }
    case 'facts-came':
      return { ...state, facts: change.facts }
    case 'activity-came':
      return { ...state, activity: change.activity }
    case 'dialog-changed':
      return { ...state, dialog: change.dialog, dialogsBehind: [] }
    case 'dialog-laid-over': {
      const below = state.dialog === null ? [] : [state.dialog]
      return { ...state, dialog: change.dialog, dialogsBehind: [...state.dialogsBehind, ...below] }
    }
    case 'dialog-closed':
      return {
        ...state,
        dialog: state.dialogsBehind.at(-1) ?? null,
        dialogsBehind: state.dialogsBehind.slice(0, -1),
      }
    case 'renaming-changed':
      return { ...state, renaming: change.node }
    case 'deed-done': {
      const undos = [...state.undos, change.step].slice(-undosKept)
      if (!change.isTold) return { ...state, undos }
      // One bar at a time: what was said before is over, but for a failure.
      const notice = state.notice?.kind === 'failed' ? state.notice : null
      return { ...state, undos, undoBar: change.step, notice }
    }
    case 'deed-over':
      return {
        ...state,
        undos: state.undos.filter((step) => step !== change.step),
        undoBar: state.undoBar === change.step ? null : state.undoBar,
      }
    case 'offer-came':
      return { ...state, offers: [...state.offers, change.undo] }
    case 'offer-answered':
      return { ...state, offers: state.offers.filter(({ id }) => id !== change.id) }
    case 'undo-bar-closed':
      return { ...state, undoBar: null }
    case 'noticed':
      return { ...state, notice: change.notice }
    case 'health-came':
      return {
        ...state,
        health: change.health,
        // What was repaired since is news again.
        isHealthHidden: state.isHealthHidden && isSameRepair(state.health, change.health),
      }
    case 'health-hidden':
      return { ...state, isHealthHidden: true }
    case 'counts-came':
    case 'feeds-came':
      return { ...state, tree: withTree(state.tree, (tree) => patched(tree, change)) }
    case 'marks-came':
      return {
        ...state,
        list: reduceList(state.list, change),
        article: change.marks.reduce((open, { id, ...marks }) => markArticle(open, id, marks), state.article),
      }
    case 'marked':
      return {
        ...state,
        list: reduceList(state.list, change),
        article: markArticle(state.article, change.id, change.marks),
      }
    case 'view-chosen':
    case 'list-opened':
    case 'list-failed':
    case 'rows-came':
    case 'list-grew':
    case 'top-seen':
    case 'row-selected':
    case 'all-marked-read':
      return { ...state, list: reduceList(state.list, change) }
    default:
      return unreachable(change)
  }
}

function reduceList(list: ListState, change: ListChange): ListState {
  switch (change.kind) {
    case 'view-chosen':
      // The rows of the view before stay on screen until the new ones are here: a few milliseconds.
      return { ...list, view: change.view, search: change.search, selected: null }
    case 'list-opened':
      return { ...list, rows: ready(rowsOf(change.page)), selected: change.selected }
    case 'list-failed':
      return { ...list, rows: { phase: 'failed', failure: change.failure } }
    case 'row-selected':
      return { ...list, selected: { index: change.index, id: change.id } }
    case 'rows-came':
      return withRows(list, (rows) => withPage(rows, change.page))
    case 'list-grew':
      return {
        ...withRows(list, (rows) => grown(rows, change)),
        selected:
          list.selected === null || change.selectedIndex === null
            ? list.selected
            : { ...list.selected, index: change.selectedIndex },
      }
    case 'top-seen':
      return withRows(list, withTopSeen)
    case 'marked':
      return withRows(list, (rows) => withMark(rows, change.id, change.marks))
    case 'marks-came':
      return withRows(list, (rows) => withMarks(rows, change.marks))
    case 'all-marked-read':
      return withRows(list, withAllRead)
    default:
      return unreachable(change)
  }
}

function reduceArticle(
  article: ArticleState,
  change: Extract<Change, { kind: 'article-asked' | 'article-came' | 'article-failed' | 'up-next-known' }>,
): ArticleState {
  switch (change.kind) {
    case 'article-asked':
      return { ...article, id: change.id, upNext: null }
    case 'article-came':
      return change.article.id === article.id ? { ...article, content: ready(change.article) } : article
    case 'article-failed':
      return change.id === article.id
        ? { ...article, content: { phase: 'failed', failure: change.failure } }
        : article
    case 'up-next-known':
      return change.id === article.id ? { ...article, upNext: change.upNext } : article
    default:
      return unreachable(change)
  }
}

function grown(rows: Rows, change: Extract<ListChange, { kind: 'list-grew' }>): Rows {
  const { total, unread, shift, above, update } = change
  const newAbove = rows.newAbove + above
  const bare: Rows = {
    ...rows,
    pages: new Map(),
    newAbove,
    sight: { shown: update, seen: newAbove === 0 ? update : rows.sight.seen },
    shift: { rows: shift },
  }
  return { ...change.pages.reduce(withPage, bare), total, unread }
}

function withTree(tree: Loadable<OutletTree>, step: (tree: OutletTree) => OutletTree): Loadable<OutletTree> {
  return tree.phase === 'ready' ? ready(step(tree.value)) : tree
}

function isSameRepair(before: HealthReport | null, now: HealthReport): boolean {
  return JSON.stringify(before?.repaired) === JSON.stringify(now.repaired)
}

function withRows(list: ListState, step: (rows: Rows) => Rows): ListState {
  return list.rows.phase === 'ready' ? { ...list, rows: ready(step(list.rows.value)) } : list
}

function markArticle(article: ArticleState, id: ArticleId, marks: Marks): ArticleState {
  const { content } = article
  if (content.phase !== 'ready' || content.value.id !== id) return article
  return { ...article, content: ready({ ...content.value, ...marks }) }
}

/** Offline by choice ends with the choice: where nothing is due, no round comes that would say so. */
function progressUnder({ workOffline }: Settings, { settings, progress }: ReaderState) {
  const hasComeBack = settings?.workOffline === true && !workOffline
  return hasComeBack && progress !== null ? { ...progress, isOffline: false } : progress
}
