/**
 * ProgressLine.tsx — the foot of the outlets pane: what fetching is doing, or when it was done and what failed.
 *
 * Promises: says nothing twice; a paper that failed is one press away. Being offline is told here, once.
 */
import type { Feed, FeedId, RefreshProgress } from '../../preload/contract/model.ts'
import { Icon } from '../parts/Icon.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { useNow } from '../parts/useNow.ts'
import { dayTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly progress: RefreshProgress | null
  readonly feeds: readonly Feed[]
  /** The reader asked to work offline. */
  readonly isOffline: boolean
  /** The feed whose headlines are open. */
  readonly openFeed: FeedId | null
  readonly onShow: (feedId: FeedId) => void
}

export function ProgressLine({ progress, feeds, isOffline, openFeed, onShow }: Props) {
  const { words, locale } = useText()
  const now = useNow()
  const text = words.progress
  if (progress?.isRunning === true) {
    return (
      <div className="progress is-running">
        <p>
          <Spinner />
          <span>
            {text.fetching(progress.done, progress.total)}
            {progress.current.length > 0 ? ` · ${progress.current.join(words.comma)}` : ''}
          </span>
        </p>
        <progress max={Math.max(1, progress.total)} value={progress.done} aria-label={text.refresh} />
      </div>
    )
  }
  const failed = feeds.filter(({ state }) => state.phase === 'failed' && state.failure.kind !== 'offline')
  const waiting = progress?.picturesWaiting ?? 0
  return (
    <div className="progress">
      {isOffline || progress?.isOffline === true ? (
        offline()
      ) : (
        <p>
          <span>{lastTime()}</span>
        </p>
      )}
      {failed.length === 0 ? null : failures()}
      {waiting === 0 ? null : (
        <p>
          <span>{text.pictures(waiting)}</span>
        </p>
      )}
    </div>
  )

  function offline() {
    return (
      <p className="progress-offline">
        <Icon name="offline" />
        <span>{text.offline}</span>
      </p>
    )
  }

  /** Single papers are fetched without a round of all: then the tree knows better than the round. */
  function lastTime(): string {
    const at = Math.max(progress?.finishedAt ?? 0, ...feeds.map(({ checkedAt }) => checkedAt ?? 0))
    if (at === 0) return text.notYet
    const time = dayTime(at, now, locale)
    return failed.length === 0 && progress !== null ? text.upToDate(time) : text.fetched(time)
  }

  function failures() {
    // Pressed again, it goes on to the next one that failed.
    const at = failed.findIndex(({ id }) => id === openFeed)
    const next = failed[(at + 1) % failed.length]
    if (next === undefined) return null
    return (
      <button
        type="button"
        className="progress-failed"
        title={text.showFailed(next.title)}
        onMouseDown={(event) => {
          event.preventDefault()
        }}
        onClick={() => {
          onShow(next.id)
        }}
      >
        <Icon name="warning" />
        <span>{text.someFailed(failed.length)}</span>
      </button>
    )
  }
}
