/**
 * CheckSection.tsx — "Check my library": begins, shows how far it is, says what was found, and offers to mend it.
 *
 * Promises: a check goes on when the dialog is closed, and is found again; the focus stays on the button that was pressed or
 *           the one that took its place; what came of it is read out.
 * Knows:    how far it is, is asked four times a second while something is done.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { LibraryCheck } from '../../preload/contract/libraryCheck.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import type { DataActions } from '../state/flows/data.ts'
import { byteSize } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import { CheckReport, hasDamage } from './CheckReport.tsx'

interface Props {
  readonly actions: Pick<DataActions, 'startCheck' | 'readCheck' | 'stopCheck' | 'repairLibrary'>
}

const lookEveryMs = 250

export function CheckSection({ actions }: Props) {
  const { words, locale } = useText()
  const text = words.check
  const [check, setCheck] = useState<LibraryCheck>({ phase: 'none' })
  const button = useRef<HTMLButtonElement>(null)
  const { readCheck } = actions
  const isWorking = check.phase === 'checking' || check.phase === 'repairing'

  const take = useCallback((answer: Outcome<LibraryCheck>) => {
    setCheck(answer.ok ? answer.value : { phase: 'failed', failure: answer.failure })
  }, [])
  useEffect(() => {
    void readCheck().then(take)
  }, [readCheck, take])
  useEffect(() => {
    if (!isWorking) return
    const timer = setInterval(() => void readCheck().then(take), lookEveryMs)
    return () => {
      clearInterval(timer)
    }
  }, [isWorking, readCheck, take])

  const act = (wish: () => Promise<Outcome<LibraryCheck>>) => {
    void wish().then((answer) => {
      take(answer)
      button.current?.focus()
    })
  }

  return (
    <section>
      <h3>{text.title}</h3>
      <p className="settings-note">{text.hint}</p>
      {isWorking ? progress() : null}
      <p className="data-tools">
        <button
          ref={button}
          type="button"
          aria-disabled={check.phase === 'repairing'}
          onClick={() => {
            if (check.phase === 'repairing') return
            act(check.phase === 'checking' ? actions.stopCheck : actions.startCheck)
          }}
        >
          {check.phase === 'checking' ? text.stop : check.phase === 'done' ? text.again : text.start}
        </button>
        {check.phase === 'done' && hasDamage(check.report) && !check.report.isRepaired ? (
          <button
            type="button"
            className="primary"
            aria-description={text.repairHint}
            onClick={() => {
              act(actions.repairLibrary)
            }}
          >
            {text.repair}
          </button>
        ) : null}
      </p>
      <div role="status">{check.phase === 'done' ? <CheckReport report={check.report} /> : null}</div>
      {check.phase === 'failed' ? <FailureNote failure={check.failure} /> : null}
    </section>
  )

  function progress() {
    if (check.phase !== 'checking' && check.phase !== 'repairing') return null
    const { phase, done, total } = check
    const size = (bytes: number) => byteSize(bytes, locale)
    const isChecking = phase === 'checking'
    const far = isChecking ? text.checked(size(done), size(total)) : text.papersDone(done + 1, total)
    return (
      <div className="data-note">
        <p>
          {isChecking ? text.checking : text.repairing} {total === 0 ? '' : far}
        </p>
        <progress
          max={Math.max(1, total)}
          value={done}
          aria-label={isChecking ? text.checking : text.repairing}
        />
      </div>
    )
  }
}
