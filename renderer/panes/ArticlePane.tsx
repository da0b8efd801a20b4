/**
 * ArticlePane.tsx — the right pane: the article in its scriptless frame, and its few tools.
 *
 * Draws what it is given; the frame is joined in useArticleFrame.ts. It stays mounted as long as the window, so
 * that nothing that happens around it loads it again.
 */
import { useRef, useState } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { Article, Headline, Settings } from '../../preload/contract/model.ts'
import { KeyRows } from '../keys/KeyRows.tsx'
import { useKeyHandler } from '../keys/useKeys.ts'
import { hint, keyLabel, keysOf } from '../keys/keyLabel.ts'
import type { Command } from '../keys/keyMap.ts'
import { isMac } from '../keys/platform.ts'
import { EmptyNote } from '../parts/EmptyNote.tsx'
import { IconButton } from '../parts/IconButton.tsx'
import { valueOf } from '../state/loadable.ts'
import type { PortBoard } from '../state/ports.ts'
import type { ReaderActions } from '../state/reader.ts'
import type { ArticleState } from '../state/readerState.ts'
import { useText } from '../text/useText.ts'
import { NotOpened } from './NotOpened.tsx'
import { VersionChoice } from './VersionChoice.tsx'
import { useArticleFrame } from './useArticleFrame.ts'

interface Props {
  readonly state: ArticleState
  readonly titleOf: (headline: Headline) => string
  readonly settings: Settings
  readonly actions: ReaderActions
  readonly ports: PortBoard
  readonly onBack: (() => void) | null
}

export function ArticlePane({ state, titleOf, settings, actions, ports, onBack }: Props) {
  const speech = useText()
  const { words } = speech
  const text = words.article
  const frame = useRef<HTMLIFrameElement>(null)
  const [hovered, setHovered] = useState<{ readonly url: string; readonly in: string | null } | null>(null)
  const [hasRing, setRing] = useState(false)
  const article = valueOf(state.content)
  const onKey = useKeyHandler()
  const onLoad = useArticleFrame({
    frame,
    article,
    speech,
    textSize: settings.textSize,
    theme: settings.theme,
    ports,
    onLink: (url) => void actions.openLink(url),
    onKey,
    onHover: (url) => {
      setHovered(url === null ? null : { url, in: article?.id ?? null })
    },
    onEnter: () => {
      actions.choosePane('article')
    },
    onRing: setRing,
    onDrawn: actions.articleDrawn,
  })
  const tip = (name: string, command: Command) => hint(name, command, words, isMac)

  return (
    <section className="pane article-pane" aria-label={text.pane}>
      <div className="article-tools" role="group" aria-label={text.toolbar}>
        {onBack === null ? null : (
          <IconButton icon="back" name={words.back} hint={`${words.back} (Esc)`} onPress={onBack} />
        )}
        <span className="article-tools-space" />
        {article === null || article.earlierVersions === 0 ? null : (
          <VersionChoice article={article} actions={actions} />
        )}
        {article === null ? null : tools(article)}
      </div>
      <div className="article-sheet" data-empty={article === null} data-ring={hasRing && article !== null}>
        <iframe
          ref={frame}
          src="article.html"
          title={text.pane}
          sandbox="allow-same-origin"
          onLoad={onLoad}
          hidden={article === null}
        />
        {note()}
        {hovered === null || hovered.in !== article?.id ? null : <p className="link-target">{hovered.url}</p>}
      </div>
      {article === null ? null : <p className="up-next">{upNext()}</p>}
    </section>
  )

  function tools({ id, isStarred, isRead, url }: Article) {
    return (
      <>
        <IconButton
          icon="star"
          name={text.star}
          hint={tip(isStarred ? text.unstar : text.star, 'toggleStar')}
          isPressed={isStarred}
          isFilled={isStarred}
          onPress={() => void actions.toggleStar()}
        />
        <IconButton
          icon={isRead ? 'ring' : 'dot'}
          name={isRead ? text.markUnread : text.markRead}
          hint={tip(isRead ? text.markUnread : text.markRead, 'toggleRead')}
          isFilled={!isRead}
          className={isRead ? '' : 'is-unread'}
          onPress={() => void actions.toggleRead()}
        />
        <button
          type="button"
          className="tool tool-letter is-small"
          aria-label={text.smaller}
          title={tip(text.smaller, 'smaller')}
          onMouseDown={(event) => {
            event.preventDefault()
          }}
          onClick={() => void actions.changeTextSize(-1)}
        >
          A
        </button>
        <button
          type="button"
          className="tool tool-letter"
          aria-label={text.bigger}
          title={tip(text.bigger, 'bigger')}
          onMouseDown={(event) => {
            event.preventDefault()
          }}
          onClick={() => void actions.changeTextSize(1)}
        >
          A
        </button>
        <IconButton
          icon="outside"
          name={text.original}
          hint={tip(text.original, 'openOriginal')}
          isDisabled={url === null}
          onPress={() => void actions.openOriginal()}
        />
        <IconButton
          icon="trash"
          name={text.delete}
          hint={tip(text.delete, 'deleteArticle')}
          onPress={() => void actions.deleteArticle(id)}
        />
      </>
    )
  }

  function note() {
    switch (state.content.phase) {
      case 'idle':
        return (
          <EmptyNote {...words.empty.article}>
            <KeyRows group="daily" />
          </EmptyNote>
        )
      case 'loading':
        return (
          <p role="status" className="waiting">
            {words.loading}
          </p>
        )
      case 'failed':
        return <NotOpened failure={state.content.failure} id={state.id} actions={actions} />
      case 'ready':
        return null
      default:
        return unreachable(state.content)
    }
  }

  function upNext() {
    const next = state.upNext
    if (next === null) return <span>{text.end}</span>
    const [space] = keysOf('readOn')
    const label = space === undefined ? '' : keyLabel(space, words, isMac)
    const from = next.kind === 'feed' ? text.next : titleOf(next.headline)
    const title =
      next.kind === 'feed' ? text.nextFeed(next.feed.title, next.feed.unread) : next.headline.title
    return (
      <button
        type="button"
        title={tip(words.commands.nextUnread, 'nextUnread')}
        onClick={() => void actions.stepUnread(1)}
      >
        <span className="for-ears">{text.upNext(words.commands.nextUnread, from, title)}</span>
        <kbd aria-hidden="true">{label}</kbd>
        <span className="up-next-outlet" aria-hidden="true">
          {from}
        </span>
        <span className="up-next-title" dir="auto" aria-hidden="true">
          {title}
        </span>
      </button>
    )
  }
}
