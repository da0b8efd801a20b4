/**
 * HeadlinesPane.tsx — the middle pane: the headlines of the open view.
 *
 * Draws what it is given, in all four phases. It does not fetch, sort, filter or remember: rows arrive in the
 * order main keeps for the open list.
 */
import { useRef } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { Feed, Headline, Settings } from '../../preload/contract/model.ts'
import { viewKey } from '../../preload/contract/viewKey.ts'
import { hint } from '../keys/keyLabel.ts'
import { isMac } from '../keys/platform.ts'
import { EmptyNote } from '../parts/EmptyNote.tsx'
import { FailureNote } from '../parts/FailureNote.tsx'
import { IconButton } from '../parts/IconButton.tsx'
import type { PortBoard } from '../state/ports.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { ListState } from '../state/readerState.ts'
import type { Rows } from '../state/rows.ts'
import { useText } from '../text/useText.ts'
import { HeadlineList } from './HeadlineList.tsx'
import { SearchField } from './SearchField.tsx'

interface Props {
  readonly list: ListState
  /** Name of the open view. */
  readonly title: string
  /** The feed, when the view is of one. */
  readonly feed: Feed | null
  readonly titleOf: (headline: Headline) => string
  readonly settings: Settings
  readonly actions: ReaderActions
  readonly ports: PortBoard
  /** Set in a narrow window, where the pane to the left is out of sight. */
  readonly onBack: (() => void) | null
  readonly onOpened: () => void
}

export function HeadlinesPane(props: Props) {
  const { list, title, feed, titleOf, settings, actions, ports, onBack, onOpened } = props
  const { words } = useText()
  const text = words.headlines
  const search = useRef<HTMLInputElement>(null)
  const key = viewKey(list.view)
  const isUnreadOnly = settings.unreadOnly.includes(key) || list.view.kind === 'unread'
  const isOldestFirst = settings.oldestFirst.includes(key)
  const rows = list.rows.phase === 'ready' ? list.rows.value : null
  const orderName = isOldestFirst ? text.oldestFirst : text.newestFirst

  return (
    <section className="pane headlines-pane" aria-label={title}>
      <header className="pane-head">
        {onBack === null ? null : (
          <IconButton icon="back" name={words.back} hint={`${words.back} (Esc)`} onPress={onBack} />
        )}
        <div className="view-head">
          <h2 title={title}>{title}</h2>
          <p>{rows === null ? '\u00a0' : countOf(rows)}</p>
        </div>
        {list.view.kind === 'unread' ? null : (
          <IconButton
            icon={isUnreadOnly ? 'dot' : 'ring'}
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
          hint={orderName}
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
      </header>
      <SearchField
        key={key}
        input={search}
        search={list.search}
        hint={hint(text.search, 'search', words, isMac)}
        onSearch={(wanted) => void actions.openView(list.view, wanted)}
        onLeave={() => ports.at('headlines')?.focus()}
      />
      {feedNote()}
      <div className="headlines-body">{body()}</div>
    </section>
  )

  function countOf({ unread, total }: Rows): string {
    if (unread === 0) return text.count(total)
    return unread === total ? text.allUnread(unread) : text.unreadOf(unread, total)
  }

  function feedNote() {
    if (feed === null) return null
    if (feed.state.phase === 'failed') {
      const again = () => void actions.refresh({ kind: 'feed', feedId: feed.id })
      return <FailureNote failure={feed.state.failure} onTryAgain={again} />
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
            outletOf={feed === null ? titleOf : null}
            search={search}
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
    return list.view.kind === 'feed' && isUnreadOnly && (feed?.total ?? 0) > 0
      ? words.empty.feedRead
      : words.empty[list.view.kind]
  }
}
