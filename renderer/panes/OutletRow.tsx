/**
 * OutletRow.tsx — one line of the outlets tree. Draws; the tree decides.
 *
 * Knows: while papers are fetched the tree comes anew several times a second with one line changed; the others are not drawn
 *        again.
 */
import { memo } from 'react'
import type { DragEvent, MouseEvent } from 'react'
import { hint } from '../keys/keyLabel.ts'
import type { Command } from '../keys/keyMap.ts'
import { isMac } from '../keys/platform.ts'
import { FeedIcon } from '../parts/FeedIcon.tsx'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/Icon.tsx'
import type { DropWhere, OutletLine } from '../state/outletLines.ts'
import { describeFailure } from '../text/failures.ts'
import type { Words } from '../text/en.ts'
import { numberIn } from '../text/numbers.ts'
import { clockTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import type { Speech } from '../text/useText.ts'
import { RenameField } from './RenameField.tsx'

interface Props {
  readonly id: string
  readonly line: OutletLine
  readonly isOpenView: boolean
  readonly isRenaming: boolean
  readonly drop: DropWhere | null
  /** The same object for as long as the tree stands. */
  readonly acts: LineActs
}

export type DragPhase = 'start' | 'over' | 'drop' | 'end'

export interface LineActs {
  readonly open: (line: OutletLine) => void
  readonly toggle: (line: OutletLine) => void
  readonly rename: (line: OutletLine, title: string | null) => void
  readonly menu: (line: OutletLine, event: MouseEvent<HTMLElement>) => void
  readonly drag: (line: OutletLine, phase: DragPhase, event: DragEvent<HTMLElement>) => void
}

const commandOf: Record<string, Command> = {
  today: 'viewToday',
  unread: 'viewUnread',
  starred: 'viewStarred',
  all: 'viewAll',
}

const viewIcons = { today: 'today', unread: 'unread', starred: 'star', all: 'all' } as const

export const OutletRow = memo(Row, isSame)

function Row({ id, line, isOpenView, isRenaming, drop, acts }: Props) {
  const speech = useText()
  const { words, locale } = speech
  const title = lineTitle(line, words)
  const failure = line.kind === 'feed' && line.feed.state.phase === 'failed' ? line.feed.state.failure : null
  const reason = failure === null ? null : describeFailure(failure, speech)
  const isBusy = line.kind === 'feed' && line.feed.state.phase === 'fetching'
  const isDamaged = line.kind === 'feed' && failure === null && line.feed.isRepaired
  const isOffline = failure?.kind === 'offline'
  // Starred and All count what they hold, not what is unread.
  const isTotal = line.kind === 'view' && (line.view.kind === 'starred' || line.view.kind === 'all')
  const count = isTotal ? words.headlines.count : words.outlets.unread
  const rest = [
    ...(line.unread > 0 ? [count(line.unread)] : []),
    ...(isBusy ? [words.outlets.fetching] : []),
    ...(isDamaged ? [words.outlets.damaged] : []),
    ...(failure === null ? [] : [isOffline ? words.outlets.offline : words.outlets.failed]),
  ]
  const canDrag = line.kind !== 'view' && !isRenaming
  return (
    <div
      id={id}
      role="treeitem"
      className={`outlet outlet-${line.kind} level-${String(Math.min(line.level, 6))}`}
      aria-level={line.level}
      aria-posinset={line.place}
      aria-setsize={line.siblings}
      aria-selected={isOpenView}
      {...(line.kind === 'folder' ? { 'aria-expanded': line.isOpen } : {})}
      data-key={line.key}
      data-drop={drop}
      data-unread={line.unread > 0}
      title={
        reason === null
          ? isDamaged
            ? words.headlines.repaired
            : (hintOf(line, speech) ?? undefined)
          : `${reason.what} ${reason.next}`
      }
      draggable={canDrag}
      onClick={() => {
        acts.open(line)
      }}
      onContextMenu={(event) => {
        acts.menu(line, event)
      }}
      onDragStart={(event) => {
        acts.drag(line, 'start', event)
      }}
      onDragOver={(event) => {
        acts.drag(line, 'over', event)
      }}
      onDrop={(event) => {
        acts.drag(line, 'drop', event)
      }}
      onDragEnd={(event) => {
        acts.drag(line, 'end', event)
      }}
    >
      {mark()}
      {isRenaming ? (
        <RenameField
          title={title}
          name={words.outlets.newName(title)}
          onDone={(to) => {
            acts.rename(line, to)
          }}
        />
      ) : (
        <span className="outlet-title" dir="auto">
          {title}
        </span>
      )}
      <span className="for-ears">{rest.map((each) => words.comma + each)}</span>
      {failure === null ? null : (
        <span className="outlet-failed" data-quiet={isOffline} aria-hidden="true">
          <Icon name={isOffline ? 'offline' : 'warning'} />
        </span>
      )}
      {isBusy ? <span className="outlet-busy" title={words.outlets.fetching} aria-hidden="true" /> : null}
      {line.unread > 0 ? (
        // Heard with its word, in the name of the line.
        <span className="outlet-count" aria-hidden="true">
          {numberIn(locale, line.unread)}
        </span>
      ) : null}
    </div>
  )

  function mark() {
    if (line.kind === 'feed') return <FeedIcon icon={line.feed.icon} title={line.feed.title} />
    if (line.kind === 'view') return <Icon name={viewIcons[line.view.kind]} />
    const icon: IconName = line.folder.family === null ? 'folder' : 'family'
    return (
      <>
        <span
          className="outlet-twist"
          data-open={line.isOpen}
          title={line.isOpen ? words.outlets.closeFolder : words.outlets.openFolder}
          onClick={(event) => {
            event.stopPropagation()
            acts.toggle(line)
          }}
        >
          <Icon name="chevron" />
        </span>
        <Icon name={icon} />
      </>
    )
  }
}

/** Lines are plain data that arrives anew with each tree; comparing their text costs 3 µs, drawing one a hundred times that. */
function isSame(a: Props, b: Props): boolean {
  return (
    a.id === b.id &&
    a.isOpenView === b.isOpenView &&
    a.isRenaming === b.isRenaming &&
    a.drop === b.drop &&
    a.acts === b.acts &&
    (a.line === b.line || JSON.stringify(a.line) === JSON.stringify(b.line))
  )
}

function hintOf(line: OutletLine, { words, locale }: Speech): string | null {
  if (line.kind === 'folder') return null
  if (line.kind === 'feed') {
    const { nextAt } = line.feed
    return nextAt === null ? null : words.activity.nextFetch(clockTime(nextAt, locale))
  }
  const command = commandOf[line.view.kind]
  return command === undefined ? null : hint(words.views[line.view.kind], command, words, isMac)
}

export function lineTitle(line: OutletLine, words: Words): string {
  if (line.kind === 'view') return words.views[line.view.kind]
  return line.kind === 'feed' ? line.feed.title : line.folder.title
}
