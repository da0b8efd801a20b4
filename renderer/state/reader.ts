/**
 * reader.ts — the window's one store and its flows.
 *
 * Room:     renderer/state. Imports: zustand (vanilla), the flows.
 * Promises: one object a window; nothing happens before `start`. Tests give it their own bridge and screen.
 */
import { createStore } from 'zustand/vanilla'
import type { Failure } from '../../preload/contract/failure.ts'
import type { ArticleId, UndoId, View } from '../../preload/contract/model.ts'
import type { Bridge } from '../../preload/contract/requests.ts'
import type { Context } from './context.ts'
import { tellFailure } from './context.ts'
import { makeActivityFlows } from './flows/activity.ts'
import { makeArticleFlows } from './flows/articles.ts'
import type { Screen } from './flows/articles.ts'
import { makeDataFlows } from './flows/data.ts'
import { makeImportFlows } from './flows/imports.ts'
import { makeKeepingFlows } from './flows/keeping.ts'
import { makeListFlows } from './flows/lists.ts'
import { makeMarkFlows } from './flows/marks.ts'
import { makeOutletFlows } from './flows/outlets.ts'
import { makePasswordFlows } from './flows/passwords.ts'
import { makeSettingsFlows } from './flows/settings.ts'
import { makeUndoFlows } from './flows/undos.ts'
import { listen } from './listen.ts'
import { valueOf } from './loadable.ts'
import { oneAtATime } from './oneAtATime.ts'
import { PortBoard } from './ports.ts'
import type { Dialog, OutletNode, Pane, ReaderState } from './readerState.ts'
import { initialState } from './readerState.ts'
import { reduce } from './reduce.ts'
import type { Change } from './reduce.ts'

/** News of many feeds come in a burst while refreshing; a list is renewed at most this often. */
const newsPauseMs = 400
const rememberAfterMs = 150

export function createReader(bridge: Bridge, screen: Screen) {
  const store = createStore<ReaderState>(() => initialState)
  const ports = new PortBoard()
  const change = (step: Change) => {
    store.setState((state) => reduce(state, step), true)
  }
  const context: Context = {
    ask: (name, ...args) => bridge.ask(name, ...args),
    get: store.getState,
    change,
    ports,
  }
  const lists = makeListFlows(context)
  const marks = makeMarkFlows(context, lists)
  const articles = makeArticleFlows(context, screen, lists, marks)
  const outlets = makeOutletFlows(context, lists)
  const settings = makeSettingsFlows(context, lists)
  const activity = makeActivityFlows(context)
  const imports = makeImportFlows(context, lists, articles)
  const data = makeDataFlows(context, lists)
  const keeping = makeKeepingFlows(context, lists, articles)
  const undos = makeUndoFlows(context, { lists, marks, articles, outlets })

  const passwords = makePasswordFlows(context)

  const takeNews = oneAtATime(async () => {
    await lists.takeNews()
    await articles.lookAhead()
    await new Promise<void>((done) => screen.later(done, newsPauseMs))
  })

  /** Draws what was open when the window closed; a first start opens what main chose for it. */
  async function start(): Promise<void> {
    listen(bridge, context, { activity, lists, marks, outlets, takeNews })
    const [read, health] = await Promise.all([
      bridge.ask('settings:read'),
      data.loadHealth(),
      outlets.loadTree(),
    ])
    if (health?.phase === 'closed') return
    if (!read.ok) {
      tellFailure(context, read.failure)
      change({ kind: 'list-failed', failure: read.failure })
      return
    }
    change({ kind: 'settings-came', settings: read.value })
    const { lastView, lastArticle } = read.value
    if (lastArticle !== null) change({ kind: 'article-asked', id: lastArticle })
    const view: View = lastView ?? { kind: 'unread' }
    let rows = await lists.openList(view)
    if (rows === null && view.kind !== 'unread') rows = await lists.openList({ kind: 'unread' })
    rememberPlaces()
    followPlaces()
    const { selected } = store.getState().list
    if (lastArticle !== null) {
      if (selected === null) await articles.openArticle(lastArticle)
      else await articles.openRow(selected.index)
      const { content } = store.getState().article
      if (content.phase !== 'failed' || content.failure.kind === 'undrawn') return
      // It is no longer kept: no news for a reader who has just come in.
      change({ kind: 'article-closed' })
    }
    if (isWelcome(view)) await articles.openRow(0)
  }

  function isWelcome(view: View): boolean {
    const feeds = valueOf(store.getState().tree)?.feeds ?? []
    const feed = view.kind === 'feed' ? feeds.find(({ id }) => id === view.feedId) : undefined
    return feed?.url.startsWith('kawaraban:') ?? false
  }

  function rememberPlaces(): void {
    let cancel: (() => void) | null = null
    const remember = () => {
      if (cancel === null) return
      cancel()
      cancel = null
      void settings.rememberPlace(store.getState().list.view)
    }
    store.subscribe((now, before) => {
      if (now.list.view === before.list.view && now.article.id === before.article.id) return
      cancel?.()
      cancel = screen.later(remember, rememberAfterMs)
    })
    // Who closes the window at once is to find the same place again.
    screen.onLeave(remember)
  }

  /** What comes next changes with the list and its marks; time on screen begins when the article is in sight. */
  function followPlaces(): void {
    store.subscribe((now, before) => {
      const [rows, old] = [valueOf(now.list.rows), valueOf(before.list.rows)]
      if (rows?.listId !== old?.listId || rows?.unread !== old?.unread) void articles.lookAhead()
      if (now.pane !== before.pane) screen.later(articles.startReading, 0)
    })
  }

  async function copyText(text: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    change({ kind: 'noticed', notice: { kind: 'copied' } })
  }

  function choosePane(pane: Pane): void {
    change({ kind: 'pane-chosen', pane })
  }

  const actions = {
    openView: async (view: View, search = '') => {
      await lists.openList(view, search)
    },
    needRows: lists.needRows,
    takeNews,
    seeTop: () => {
      change({ kind: 'top-seen' })
    },
    openRow: articles.openRow,
    openArticle: articles.openArticle,
    articleDrawn: articles.articleDrawn,
    loadVersions: articles.loadVersions,
    showVersion: articles.showVersion,
    step: articles.step,
    stepUnread: articles.stepUnread,
    readOn: articles.readOn,
    readBack: articles.readBack,
    openOriginal: articles.openOriginal,
    openLink: articles.openLink,
    toggleRead: async (id: ArticleId | null = null) => {
      if (id === null || id === store.getState().article.id) articles.stopReading()
      await marks.toggleRead(id)
    },
    toggleStar: marks.toggleStar,
    markAllRead: marks.markAllRead,
    ...undos,
    closeUndoBar: () => {
      change({ kind: 'undo-bar-closed' })
    },
    closeOffer: (id: UndoId) => {
      change({ kind: 'offer-answered', id })
    },
    ...outlets,
    ...passwords,
    setSettings: settings.set,
    toggleForView: settings.toggleForView,
    toggleOffline: settings.toggleOffline,
    toggleFolder: settings.toggleFolder,
    changeTextSize: settings.changeTextSize,
    loadFacts: settings.loadFacts,
    loadActivity: activity.loadActivity,
    showLibrary: settings.showLibrary,
    importFiles: imports.importFiles,
    ...keeping,
    ...data.actions,
    choosePane,
    openDialog: (dialog: Dialog) => {
      change({ kind: 'dialog-changed', dialog })
    },
    /** Opens one over the open one, which is there again when it is closed. */
    openDialogOver: (dialog: Dialog) => {
      change({ kind: 'dialog-laid-over', dialog })
    },
    closeDialog: () => {
      change({ kind: 'dialog-closed' })
    },
    startRenaming: (node: OutletNode | null) => {
      // The name is changed in the tree, which a narrow window may not show at this moment.
      if (node !== null) choosePane('outlets')
      change({ kind: 'renaming-changed', node })
    },
    copyText,
    copyAddress: async (id: ArticleId) => {
      const url = await articles.addressOf(id)
      if (url !== null) await copyText(url)
    },
    dismissNotice: () => {
      change({ kind: 'noticed', notice: null })
    },
    report: (failure: Failure) => {
      tellFailure(context, failure)
    },
  }

  return { store, ports, actions, start }
}

export type Reader = ReturnType<typeof createReader>
export type ReaderActions = Reader['actions']

/** The page as it is; made once in main.tsx. */
export function pageScreen(page: Document): Screen {
  return {
    isVisible: () => page.visibilityState === 'visible',
    onVisible: (listener) => {
      page.addEventListener('visibilitychange', listener)
    },
    onLeave: (listener) => {
      page.defaultView?.addEventListener('pagehide', listener)
    },
    later: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => {
        clearTimeout(timer)
      }
    },
  }
}
