/** FailureNote.tsx — what went wrong, what to do about it, and a way to try again where there is one. */
import type { Failure } from '../../preload/contract/failure.ts'
import { describeFailure } from '../text/failures.ts'
import { useText } from '../text/useText.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly failure: Failure
  readonly onTryAgain?: () => void
  /** What helps better than to try again. */
  readonly remedy?: Remedy | null
  /** A second way. */
  readonly also?: Remedy | null
}

interface Remedy {
  readonly name: string
  readonly onChoose: () => void
}

export function FailureNote({ failure, onTryAgain, remedy = null, also = null }: Props) {
  const speech = useText()
  const { words } = speech
  const { what, next } = describeFailure(failure, speech)
  // Nobody's fault, and told at the foot of the window too: no alarm.
  const isQuiet = failure.kind === 'offline'
  return (
    <div className="failure" data-quiet={isQuiet} role={isQuiet ? 'status' : 'alert'}>
      <Icon name={isQuiet ? 'offline' : 'warning'} />
      <p>
        <strong>{what}</strong> {next}
      </p>
      {remedy === null && also === null && onTryAgain === undefined ? null : (
        <div className="failure-actions">
          {[remedy, also].map((way) =>
            way === null ? null : (
              <button key={way.name} type="button" className="quiet" onClick={way.onChoose}>
                {way.name}
              </button>
            ),
          )}
          {onTryAgain === undefined ? null : (
            <button type="button" className="quiet" onClick={onTryAgain}>
              {words.tryAgain}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
