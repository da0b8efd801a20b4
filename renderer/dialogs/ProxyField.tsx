/**
 * ProxyField.tsx — the reader's own proxy: its address, with a name and a password where it wants them.
 *
 * Promises: a password that was typed is not shown again; what is set is shown without it.
 */
import { useId, useState } from 'react'
import type { Outcome } from '../../preload/contract/failure.ts'
import { useText } from '../text/useText.ts'

interface Props {
  /** Without name and password; null: as the system says. */
  readonly proxy: string | null
  readonly onSet: (typed: string | null) => Promise<Outcome<{ readonly isPasswordKept: boolean | null }>>
}

export function ProxyField({ proxy, onSet }: Props) {
  const { words } = useText()
  const text = words.settings
  const noteId = useId()
  const [typed, setTyped] = useState(proxy ?? '')
  const [said, setSaid] = useState<string | null>(null)
  const state = proxy === null ? text.proxySystem : text.proxyOf(proxy)
  return (
    <form
      className="proxy"
      onSubmit={(event) => {
        event.preventDefault()
        const wish = typed.trim()
        void onSet(wish === '' ? null : wish).then((set) => {
          if (!set.ok) {
            setSaid(text.proxyBad)
            return
          }
          const { isPasswordKept } = set.value
          setTyped(withoutLogin(wish))
          setSaid(isPasswordKept === null ? null : isPasswordKept ? text.proxyKept : text.proxyNotKept)
        })
      }}
    >
      <label className="field">
        <span>{text.proxy}</span>
        <span className="field-row">
          <input
            type="text"
            inputMode="url"
            value={typed}
            maxLength={2000}
            spellCheck={false}
            autoComplete="off"
            placeholder="proxy.example:3128"
            aria-describedby={noteId}
            onChange={(event) => {
              setTyped(event.target.value)
            }}
          />
          <button type="submit">{text.proxyUse}</button>
        </span>
      </label>
      <p id={noteId} className="settings-note">
        {text.proxyHint}
      </p>
      <p className="settings-note" role="status">
        {said === text.proxyBad ? said : [state, said].filter((part) => part !== null).join(' ')}
      </p>
    </form>
  )
}

/** What stands before the last @ of an address is a name and a password. */
function withoutLogin(typed: string): string {
  return typed.replace(/^([a-z][a-z0-9]*:\/\/)?.*@/i, '$1')
}
