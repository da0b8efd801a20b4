/**
 * HealthBanner.tsx — a quiet line at the foot of the window: that what one does is not being kept, or that something was repaired.
 *
 * Promises: nothing to see while all is well; what was repaired is told until it is hidden, the rest while it lasts.
 */
import type { Failure } from '../../preload/contract/failure.ts'
import { describeFailure } from '../text/failures.ts'
import { useText } from '../text/useText.ts'
import { Icon } from './Icon.tsx'

interface Props {
  readonly health: {
    readonly phase: 'ok' | 'trouble' | 'read-only' | 'closed'
    readonly failure: Failure | null
    readonly repaired: readonly Failure[]
  }
  readonly onTryAgain: () => void
  readonly onDetails: () => void
  readonly onHide: () => void
}

export function HealthBanner({ health, onTryAgain, onDetails, onHide }: Props) {
  const speech = useText()
  const { words } = speech
  const text = words.data
  const { phase, failure, repaired } = health
  if (phase === 'closed' || (phase === 'ok' && repaired.length === 0)) return null
  const isWell = phase === 'ok'
  const first = isWell ? (repaired[0] ?? null) : failure
  const well = first?.kind === 'not-moved' ? words.moving.notMoved : text.repaired
  const reason = first === null ? '' : describeFailure(first, speech).what
  return (
    <div className="health" data-phase={phase} role="status">
      <Icon name="warning" />
      <p>
        <strong>{isWell ? well : phase === 'trouble' ? text.trouble : text.readOnly}</strong> {reason}
      </p>
      {isWell ? null : (
        <button type="button" className="quiet" onClick={onTryAgain}>
          {words.tryAgain}
        </button>
      )}
      <button type="button" className="quiet" onClick={onDetails}>
        {text.details}
      </button>
      {isWell ? (
        <button type="button" className="quiet" onClick={onHide}>
          {text.hide}
        </button>
      ) : null}
    </div>
  )
}
