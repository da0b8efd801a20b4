/** ClosedPage.tsx — the whole window, when the library could not be opened: why, and what to do. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { ReaderActions } from '../state/reader.ts'
import { describeFailure } from '../text/failures.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly failure: Failure
  readonly actions: Pick<ReaderActions, 'tryLibraryAgain' | 'useUsualPlace' | 'quit'>
}

export function ClosedPage({ failure, actions }: Props) {
  const speech = useText()
  const { words } = speech
  const text = words.data
  const isLocked = failure.kind === 'refused' && failure.why.startsWith('locked')
  const host = isLocked ? (/^locked on (.+) by pid \d+$/.exec(failure.why)?.[1] ?? null) : null
  const { what, next } =
    host !== null
      ? { what: text.lockedAfar(host), next: text.lockedAfarNext }
      : isLocked
        ? { what: text.locked, next: text.lockedNext }
        : describeFailure(failure, speech)
  return (
    <main className="closed-page">
      <div className="closed-words" role="alert">
        <p className="empty-mark" aria-hidden="true">
          瓦
        </p>
        <h1>{text.closed}</h1>
        <p>
          <strong>{what}</strong> {next}
        </p>
        <p>{text.nothingLost}</p>
      </div>
      <div className="closed-tools">
        <button type="button" className="primary" autoFocus onClick={() => void actions.tryLibraryAgain()}>
          {words.tryAgain}
        </button>
        {failure.kind === 'store-missing' ? (
          <button type="button" onClick={() => void actions.useUsualPlace()}>
            {text.usualPlace}
          </button>
        ) : null}
        <button type="button" onClick={actions.quit}>
          {text.quit}
        </button>
      </div>
    </main>
  )
}
