/**
 * KeepDialog.tsx — how much of one outlet is kept.
 *
 * Promises: says how many articles would go before anything goes; nothing changes by looking.
 */
import { useEffect, useState } from 'react'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { KeepRule } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'
import { KeepChoice } from './KeepChoice.tsx'

interface Props {
  readonly title: string
  readonly readRule: () => Promise<Outcome<KeepRule>>
  /** How many articles would go. */
  readonly tryRule: (rule: KeepRule) => Promise<Outcome<number>>
  readonly setRule: (rule: KeepRule) => Promise<Outcome<number>>
  readonly onClose: () => void
}

export function KeepDialog({ title, readRule, tryRule, setRule, onClose }: Props) {
  const { words } = useText()
  const text = words.keeping
  const [rule, setChosen] = useState<KeepRule | null>(null)
  const [going, setGoing] = useState<number | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    let isGone = false
    void readRule().then((read) => {
      if (isGone) return
      if (read.ok) setChosen(read.value)
      else setFailure(read.failure)
    })
    return () => {
      isGone = true
    }
  }, [readRule])

  useEffect(() => {
    if (rule === null) return undefined
    let isGone = false
    void tryRule(rule).then((tried) => {
      if (!isGone && tried.ok) setGoing(tried.value)
    })
    return () => {
      isGone = true
    }
  }, [rule, tryRule])

  return (
    <Modal title={text.title(title)} className="small" onClose={onClose}>
      {failure === null ? null : <FailureNote failure={failure} />}
      {rule === null ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void setRule(rule).then((kept) => {
              if (kept.ok) onClose()
              else setFailure(kept.failure)
            })
          }}
        >
          <KeepChoice name={text.keep} rule={rule} onChoose={setChosen} />
          <p className="settings-note">{text.exempt}</p>
          <p className="settings-note" role="status">
            {going === null ? '\u00a0' : going === 0 ? text.nothingGoes : text.wouldGo(going)}
          </p>
          <div className="modal-foot">
            <button type="submit" className="primary">
              {text.set}
            </button>
          </div>
        </form>
      )}
    </Modal>
  )
}
