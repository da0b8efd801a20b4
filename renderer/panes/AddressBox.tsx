/** AddressBox.tsx — the box that is always there: paste the address of a paper. */
import { useState } from 'react'
import type { Ref } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { useText } from '../text/useText.ts'

interface Props {
  readonly input: Ref<HTMLInputElement>
  readonly hint: string
  readonly onLook: (address: string) => void
}

export function AddressBox({ input, hint, onLook }: Props) {
  const { words } = useText()
  const [address, setAddress] = useState('')
  const look = () => {
    const typed = address.trim()
    if (typed === '') return
    setAddress('')
    onLook(typed)
  }
  return (
    <form
      className="address-box"
      onSubmit={(event) => {
        event.preventDefault()
        look()
      }}
    >
      <Icon name="plus" />
      <input
        ref={input}
        type="text"
        inputMode="url"
        aria-label={words.outlets.address}
        placeholder={words.outlets.addressHint}
        title={hint}
        value={address}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setAddress(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setAddress('')
          event.currentTarget.blur()
        }}
      />
      <button type="submit" aria-label={words.outlets.addAddress} hidden={address.trim() === ''}>
        <Icon name="chevron" />
      </button>
    </form>
  )
}
