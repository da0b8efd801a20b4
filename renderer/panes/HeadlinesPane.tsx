/**
 * HeadlinesPane.tsx — the middle pane: the headlines of the open view.
 *
 * Draws what it is given, in all four phases. It does not fetch, sort, filter or remember: rows arrive in the
 * order main keeps for the open list.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { Feed, Headline, Settings } from '../../preload/contract/model.ts'
import { viewKey } from '../../preload/contract/viewKey.ts'
import { hint } from '../keys/keyLabel.ts'
import { isMac } from '../keys/platform.ts'
import { EmptyNote } from '../parts/EmptyNote.tsx'
import { FailureNote } from '../parts/FailureNote.tsx'
import { IconButton } from '../parts/IconButton.tsx'
import { Menu } from '../parts/Menu.tsx'
import type { MenuAt } from '../parts/Menu.tsx'
import type { PortBoard } from '../state/ports.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { ListState } from '../state/readerState.ts'
import type { Rows } from '../state/rows.ts'
import { useText } from '../text/useText.ts'
import { HeadlineList } from './HeadlineList.tsx'
import { lineItems, remedyFor, wayToSite } from './outletMenu.ts'
import type { MenuLine } from './outletMenu.ts'
import { SearchField } from './SearchField.tsx'

interface Props {
  readonly list: ListState
  /** Name of the open view. */
  readonly title: string
  /** The feed, when the view is of one. */
  readonly feed: Feed | null
  /** The line of the tree that is open, when more can be done with it than to read it. */
  readonly line: MenuLine | null
  readonly titleOf: (headline: Headline) => string
  readonly settings: Settings
  readonly actions: ReaderActions
  readonly ports: PortBoard
  /** Set in a narrow window, where the pane to the left is out of sight. */
  readonly onBack: (() => void) | null
  readonly onOpened: () => void
}

export function HeadlinesPane(props: Props) {
  const { list, title, feed, line, titleOf, settings, actions, ports, onBack, onOpened } = props
  const { words } = useText()
  const text = words.headlines
  const search = useRef<HTMLInputElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const closeMenu = useCallback(() => {
    setMenu(null)
  }, [])
  const key = viewKey(list.view)
  const isUnreadOnly = settings.unreadOnly.includes(key) || list.view.kind === 'unread'
  const isOldestFirst = settings.oldestFirst.includes(key)
  const rows = list.rows.phase === 'ready' ? list.rows.value : null
  const orderName = isOldestFirst ? text.oldestFirst : text.newestFirst

  useEffect(
    () =>
      ports.plug('headlines', {
        focus: () => {
          const list = place.current?.querySelector<HTMLElement>('[role=listbox]')
          ;(list ?? place.current)?.focus()
        },
        focusSearch: () => {
          search.current?.focus()
          search.current?.select()
        },
      }),
    [ports],
  )

  // What has the focus while there is no list hands it on.
  const hasList = rows !== null && rows.total > 0
  useLayoutEffect(() => {
    if (hasList && document.activeElement === place.current) ports.at('headlines')?.focus()
  }, [hasList, ports])

  return (
    <section className="pane headlines-pane" aria-label={title}>
      <header className="pane-head">
        {onBack === null ? null : (
          <IconButton icon="back" name={words.back} hint={`${words.back} (Esc)`} onPress={onBack} />
        )}
        <div className="view-head">
          <h2 title={title} dir="auto">
            {title}
          </h2>
          <p>{rows === null ? '\u00a0' : countOf(rows)}</p>
        </div>
        {list.view.kind === 'unread' ? null : (
          <IconButton
            icon="filter"
            name={text.unreadOnly}
            hint={hint(isUnreadOnly ? text.showAll : text.unreadOnly, 'unreadOnly', words, isMac)}
            isPressed={isUnreadOnly}
            isFilled={isUnreadOnly}
            onPress={() => void actions.toggleForView('unreadOnly')}
          />
        )}
        <IconButton
          icon={isOldestFirst ? 'oldest' : 'newest'}
          name={text.oldestFirst}
          hint={hint(orderName, 'oldestFirst', words, isMac)}
          isPressed={isOldestFirst}
          onPress={() => void actions.toggleForView('oldestFirst')}
        />
        <IconButton
          icon="checks"
          name={text.markAllRead}
          hint={hint(text.markAllRead, 'markAllRead', words, isMac)}
          isDisabled={rows === null || rows.unread === 0}
          onPress={() => void actions.markAllRead()}
        />
        {line === null ? null : (
          <IconButton
            icon="more"
            name={words.outlets.actionsFor(title)}
            hasMenu
            onPress={(button) => {
              const { left, bottom } = button.getBoundingClientRect()
              setMenu({ x: left, y: bottom + 4 })
            }}
          />
        )}
      </header>
      <SearchField
        key={key}
        input={search}
        search={list.search}
        hint={hint(text.searchIn, 'search', words, isMac)}
        onSearch={(wanted) => void actions.openView(list.view, wanted)}
        onLeave={() => ports.at('headlines')?.focus()}
      />
      {feedNote()}
      <div ref={place} className="headlines-body" tabIndex={-1}>
        {body()}
      </div>
      {line === null || menu === null ? null : (
        <Menu
          name={words.outlets.actionsFor(title)}
          at={menu}
          items={lineItems(line, actions, words)}
          onClose={closeMenu}
        />
      )}
    </section>
  )

  function countOf({ unread, total }: Rows): string {
    if (list.search !== '') return text.found(total)
    if (unread === 0) return text.count(total)
    return unread === total ? text.allUnread(unread) : text.unreadOf(unread, total)
  }

  function feedNote() {
    if (feed === null) return null
    if (feed.state.phase === 'failed') {
      const again = () => void actions.refresh({ kind: 'feed', feedId: feed.id })
      const remedy = remedyFor(feed, actions, words)
      const site = wayToSite(feed, actions, words)
      return <FailureNote failure={feed.state.failure} onTryAgain={again} remedy={remedy} also={site} />
    }
    return feed.isRepaired ? <p className="feed-note">{text.repaired}</p> : null
  }

  function body() {
    switch (list.rows.phase) {
      case 'idle':
      case 'loading':
        return (
          <p role="status" className="waiting">
            {words.loading}
          </p>
        )
      case 'failed':
        return (
          <FailureNote
            failure={list.rows.failure}
            onTryAgain={() => void actions.openView(list.view, list.search)}
          />
        )
      case 'ready':
        return list.rows.value.total === 0 ? (
          <EmptyNote {...emptyWords()} />
        ) : (
          <HeadlineList
            rows={list.rows.value}
            selected={list.selected}
            search={list.search}
            outletOf={feed === null ? titleOf : null}
            actions={actions}
            ports={ports}
            onOpened={onOpened}
          />
        )
      default:
        return unreachable(list.rows)
    }
  }

  function emptyWords() {
    if (list.search !== '') return words.empty.search(list.search)
    if (feed?.total === 0) {
      const { state } = feed
      if (state.phase === 'fetching' || state.phase === 'waiting') return words.empty.feedComing
      if (state.phase === 'failed') {
        return state.failure.kind === 'offline' ? words.empty.feedOffline : words.empty.feedFailed
      }
    }
    return list.view.kind === 'feed' && isUnreadOnly && (feed?.total ?? 0) > 0
      ? words.empty.feedRead
      : words.empty[list.view.kind]
  }
}
