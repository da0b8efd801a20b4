/**
 * SignInDialog.tsx — a name and a password for one outlet that asks for them.
 *
 * Promises: says before anything is typed whether the password can be kept safely; where it can, the reader may still
 *           choose that it is not. What was typed lives in this dialog alone and goes with it.
 */
import { useEffect, useId, useState } from 'react'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import { hostOf } from '../text/hostOf.ts'
import { useText } from '../text/useText.ts'

export interface SignIn {
  readonly user: string
  readonly password: string
  readonly isForNow: boolean
}

interface Props {
  readonly title: string
  readonly url: string
  readonly canKeep: () => Promise<Outcome<boolean>>
  readonly signIn: (wish: SignIn) => Promise<Outcome<unknown>>
  readonly onClose: () => void
}

export function SignInDialog({ title, url, canKeep, signIn, onClose }: Props) {
  const { words } = useText()
  const text = words.signIn
  const noteId = useId()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [isForNow, setForNow] = useState(false)
  const [isSafe, setSafe] = useState<boolean | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    let isGone = false
    void canKeep().then((said) => {
      if (!isGone) setSafe(said.ok && said.value)
    })
    return () => {
      isGone = true
    }
  }, [canKeep])

  const keeping = isSafe === null ? '\u00a0' : !isSafe ? text.notKept : isForNow ? text.forNowHint : text.kept
  return (
    <Modal title={text.title(title)} className="small" onClose={onClose}>
      <p>{text.intro(hostOf(url))}</p>
      {url.startsWith('http:') ? <p className="settings-note">{text.inTheClear}</p> : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void signIn({ user, password, isForNow }).then((done) => {
            if (done.ok) onClose()
            else setFailure(done.failure)
          })
        }}
      >
        <label className="field">
          <span>{text.user}</span>
          <input
            type="text"
            value={user}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            data-first
            onChange={(event) => {
              setUser(event.target.value)
            }}
          />
        </label>
        <label className="field">
          <span>{text.password}</span>
          <input
            type="password"
            value={password}
            maxLength={1000}
            autoComplete="off"
            aria-describedby={noteId}
            onChange={(event) => {
              setPassword(event.target.value)
            }}
          />
        </label>
        {isSafe === true ? (
          <label className="field">
            <span>{text.forNow}</span>
            <input
              type="checkbox"
              checked={isForNow}
              onChange={(event) => {
                setForNow(event.target.checked)
              }}
            />
          </label>
        ) : null}
        <p id={noteId} className="settings-note" role="status">
          {keeping}
        </p>
        <div className="modal-foot">
          <button type="submit" className="primary" disabled={user === '' && password === ''}>
            {text.signIn}
          </button>
        </div>
      </form>
    </Modal>
  )
}
