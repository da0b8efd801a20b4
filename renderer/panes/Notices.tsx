/**
 * Notices.tsx — what is told once, in passing: a bar at the foot for the eyes, a live region for the ears.
 *
 * Promises: it never takes the focus, and goes by itself; what main did for good and the reader may take back stays
 *           until it is answered. It lies over the foot of the article, whose text can be scrolled clear of it; where
 *           no article is in sight, the lists grow by as much (parts.css).
 */
import { useLayoutEffect, useRef } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import { hint } from '../keys/keyLabel.ts'
import { isMac } from '../keys/platform.ts'
import { IconButton } from '../parts/IconButton.tsx'
import { UndoBar } from '../parts/UndoBar.tsx'
import { useLeaving } from '../parts/useLeaving.ts'
import type { Notice } from '../state/readerState.ts'
import { useActions, useReader } from '../state/useReader.ts'
import { describeFailure } from '../text/failures.ts'
import type { Speech } from '../text/useText.ts'
import { useText } from '../text/useText.ts'
import { describeUndo } from '../text/undoWords.ts'

const shownMs = 5000
const failureShownMs = 15_000
const offersShown = 3

export function Notices() {
  const speech = useText()
  const { words } = speech
  const notice = useReader((state) => state.notice)
  const undoBar = useReader((state) => state.undoBar)
  const isNewest = useReader((state) => state.undos.at(-1) === state.undoBar)
  const offers = useReader((state) => state.offers)
  const { dismissNotice, closeUndoBar, takeBackStep, takeBack, closeOffer, setSettings } = useActions()

  const bars = useRef<HTMLElement>(null)
  const bar = useRef<HTMLDivElement>(null)
  const isLong = notice?.kind === 'failed' || notice?.kind === 'works-offline'
  useLeaving(bar, notice, isLong ? failureShownMs : shownMs, dismissNotice)

  useLayoutEffect(() => {
    const tall = bars.current?.offsetHeight ?? 0
    document.documentElement.style.setProperty('--bars', `${String(tall)}px`)
  }, [notice, offers, undoBar])

  const goOnline = () => {
    dismissNotice()
    void setSettings({ workOffline: false })
  }
  const said = notice === null ? '' : sentence(notice, speech)
  const offered = offers.map(({ what }) => describeUndo(what, speech)).join(' ')
  const undoSaid = undoBar === null ? '' : describeUndo(undoBar.what, speech)
  return (
    <>
      <p role="status" className="for-ears">
        {said} {undoSaid} {offered}
      </p>
      <section ref={bars} className="bars" aria-label={words.undo.bar}>
        {notice === null || notice.kind === 'new-articles' ? null : (
          <div ref={bar} className="bar" data-kind={notice.kind}>
            <span>{said}</span>
            {notice.kind === 'works-offline' && notice.canGoOnline ? (
              <button type="button" className="bar-action" onClick={goOnline}>
                {words.notice.goOnline}
              </button>
            ) : null}
            <IconButton icon="close" name={words.notice.dismiss} onPress={dismissNotice} />
          </div>
        )}
        {offers.slice(-offersShown).map(({ id, what }) => (
          <div key={id} className="bar" role="group" aria-label={words.undo.bar}>
            <span>{describeUndo(what, speech)}</span>
            <button type="button" className="bar-action" onClick={() => void takeBack(id)}>
              {words.undo.undo}
            </button>
            <IconButton
              icon="close"
              name={words.close}
              onPress={() => {
                closeOffer(id)
              }}
            />
          </div>
        ))}
        {undoBar === null ? null : (
          <UndoBar
            step={undoBar}
            // The key takes back what was done last, and that may be something small that has no bar.
            hint={isNewest ? hint(words.undo.undo, 'undo', words, isMac) : words.undo.undo}
            onUndo={() => void takeBackStep(undoBar)}
            onClose={closeUndoBar}
          />
        )}
      </section>
    </>
  )
}

function sentence(notice: Notice, speech: Speech): string {
  const { words } = speech
  const text = words.notice
  switch (notice.kind) {
    case 'failed': {
      const { what, next } = describeFailure(notice.failure, speech)
      return `${what} ${next}`.trim()
    }
    case 'followed':
      return text.followed(notice.title)
    case 'imported':
      return text.imported(notice.title)
    case 'undone':
      return text.undone(describeUndo(notice.what, speech))
    case 'nothing-to-undo':
      return text.nothingToUndo
    case 'no-more-unread':
      return text.noMoreUnread
    case 'no-original':
      return text.noOriginal
    case 'copied':
      return text.copied
    case 'works-offline':
      return text.offline
    case 'works-online':
      return text.online
    case 'articles-removed':
      return notice.count === 0 ? words.keeping.noneRemoved : words.keeping.removed(notice.count)
    case 'new-articles':
      return text.newArticles(notice.count)
    default:
      return unreachable(notice)
  }
}
