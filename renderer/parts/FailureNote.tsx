/** FailureNote.tsx — what went wrong, what to do about it, and a way to try again where there is one. */
import type { Failure } from '../../preload/contract/failure.ts'
import { describeFailure } from '../text/failures.ts'
import { useText } from '../text/useText.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly failure: Failure
  readonly onTryAgain?: () => void
}

export function FailureNote({ failure, onTryAgain }: Props) {
  const { words, language } = useText()
  const { what, next } = describeFailure(failure, language)
  // Nobody's fault, and told at the foot of the window too: no alarm.
  const isQuiet = failure.kind === 'offline'
  return (
    <div className="failure" data-quiet={isQuiet} role={isQuiet ? 'status' : 'alert'}>
      <Icon name={isQuiet ? 'offline' : 'warning'} />
      <p>
        <strong>{what}</strong> {next}
      </p>
      {onTryAgain === undefined ? null : (
        <button type="button" className="quiet" onClick={onTryAgain}>
          {words.tryAgain}
        </button>
      )}
    </div>
  )
}
