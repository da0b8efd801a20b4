/** ProgressLine.tsx — the foot of the outlets pane: what fetching is doing. */
import type { RefreshProgress } from '../../preload/contract/model.ts'
import { Icon } from '../parts/Icon.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { clockTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly progress: RefreshProgress | null
  /** The reader asked to work offline. */
  readonly isOffline: boolean
}

export function ProgressLine({ progress, isOffline }: Props) {
  const { words, locale } = useText()
  const text = words.progress
  if (isOffline || progress?.isOffline === true) {
    return (
      <p className="progress">
        <Icon name="offline" />
        <span>{text.offline}</span>
      </p>
    )
  }
  if (progress === null) return <p className="progress">{text.notYet}</p>
  if (progress.isRunning) {
    return (
      <div className="progress is-running">
        <Spinner />
        <span>
          {text.fetching(progress.done, progress.total)}
          {progress.current.length > 0 ? ` · ${progress.current.join(', ')}` : ''}
        </span>
        <progress max={Math.max(1, progress.total)} value={progress.done} aria-label={text.refresh} />
      </div>
    )
  }
  const facts = [
    progress.finishedAt === null
      ? text.notYet
      : `${text.upToDate} · ${clockTime(progress.finishedAt, locale)}`,
    ...(progress.failed > 0 ? [text.someFailed(progress.failed)] : []),
    ...(progress.picturesWaiting > 0 ? [text.pictures(progress.picturesWaiting)] : []),
  ]
  return (
    <p className="progress" title={facts.join(' · ')}>
      <span>{facts.join(' · ')}</span>
    </p>
  )
}
