/** AllowDialog.tsx — asks whether a paper may lead to this machine or its network, and says what that means. */
import { useState } from 'react'
import type { AddressClass, Failure, Outcome } from '../../preload/contract/failure.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'

interface Props {
  readonly title: string
  /** With its port. */
  readonly host: string
  readonly leadsTo: AddressClass
  readonly allow: () => Promise<Outcome<unknown>>
  readonly onClose: () => void
}

export function AllowDialog({ title, host, leadsTo, allow, onClose }: Props) {
  const { words } = useText()
  const text = words.allow
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Modal title={text.title(title)} className="small" onClose={onClose}>
      <p className="modal-said">{text.means(host, leadsTo)}</p>
      <p className="settings-note">{text.notMine}</p>
      {failure === null ? null : <FailureNote failure={failure} />}
      <form
        className="modal-foot"
        onSubmit={(event) => {
          event.preventDefault()
          void allow().then((done) => {
            if (done.ok) onClose()
            else setFailure(done.failure)
          })
        }}
      >
        <button type="submit" className="primary">
          {text.allow}
        </button>
        <button type="button" data-first onClick={onClose}>
          {words.cancel}
        </button>
      </form>
    </Modal>
  )
}
