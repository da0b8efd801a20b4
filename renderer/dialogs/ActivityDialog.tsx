/**
 * ActivityDialog.tsx — what was asked of the outside, what came of it, what was left unasked and why.
 *
 * Draws what it is given, which renews itself while the window is open. Only its own filter is remembered here.
 */
import { useState } from 'react'
import { unreachable } from '../../preload/contract/failure.ts'
import type { ActivityEntry } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import type { Loadable } from '../state/loadable.ts'
import { describeFailure } from '../text/failures.ts'
import { hostOf } from '../text/hostOf.ts'
import { byteSize, clockTime, dayTime } from '../text/times.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly activity: Loadable<readonly ActivityEntry[]>
  readonly onTryAgain: () => void
  readonly onClose: () => void
}

export function ActivityDialog({ activity, onTryAgain, onClose }: Props) {
  const speech = useText()
  const { words, locale } = speech
  const text = words.activity
  const [isTroubleOnly, setTroubleOnly] = useState(false)

  return (
    <Modal title={text.title} className="activity" onClose={onClose}>
      <p className="activity-intro">{text.intro}</p>
      <label className="activity-filter">
        <input
          type="checkbox"
          data-first
          checked={isTroubleOnly}
          onChange={(event) => {
            setTroubleOnly(event.target.checked)
          }}
        />
        {text.onlyTrouble}
      </label>
      {body()}
    </Modal>
  )

  function body() {
    switch (activity.phase) {
      case 'idle':
      case 'loading':
        return <p className="waiting">{words.loading}</p>
      case 'failed':
        return <FailureNote failure={activity.failure} onTryAgain={onTryAgain} />
      case 'ready': {
        const shown = activity.value.filter((entry) => !isTroubleOnly || isTrouble(entry))
        if (shown.length === 0) return <p className="waiting">{text.none}</p>
        return (
          <>
            <p className="activity-count" role="status">
              {text.count(shown.length)}
            </p>
            <ol className="activity-list" tabIndex={0} aria-label={text.title}>
              {shown.map(row)}
            </ol>
          </>
        )
      }
      default:
        return unreachable(activity)
    }
  }

  function row(entry: ActivityEntry) {
    const { id, at, outlet, url, wants, result, tookMs, nextAt } = entry
    const facts = [
      text.wants[wants],
      ...(tookMs === null
        ? []
        : [text.took((tookMs / 1000).toLocaleString(locale, { maximumFractionDigits: 1 }))]),
      ...(nextAt === null ? [] : [text.next(dayTime(nextAt, at, locale))]),
    ]
    return (
      <li key={id} className="activity-line" data-result={result.kind}>
        <time dateTime={new Date(at).toISOString()}>{clockTime(at, locale)}</time>
        <div>
          <p className="activity-outlet" title={url}>
            {outlet} <span className="activity-facts">{facts.join(' · ')}</span>
          </p>
          <p className="activity-result">{outcomeOf(entry)}</p>
        </div>
      </li>
    )
  }

  function outcomeOf({ result }: ActivityEntry): string {
    switch (result.kind) {
      case 'fresh': {
        const size = text.fresh(byteSize(result.bytes, locale))
        return result.finalUrl === null ? size : `${size} · ${text.through(hostOf(result.finalUrl))}`
      }
      case 'unchanged':
        return text.unchanged
      case 'failed':
        return describeFailure(result.failure, speech).what
      case 'skipped':
        return text.skipped[result.why]
      case 'moved':
        return text.moved(result.to)
      case 'password-for-now':
        return text.passwordForNow
      default:
        return unreachable(result)
    }
  }
}

function isTrouble({ result }: ActivityEntry): boolean {
  return result.kind !== 'fresh' && result.kind !== 'unchanged'
}
