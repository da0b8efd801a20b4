/** RenameField.tsx — a name being changed in its place. Enter keeps it, Escape and leaving do not. */
import { useState } from 'react'

interface Props {
  readonly title: string
  readonly name: string
  /** The new name, or null to leave it as it was. */
  readonly onDone: (title: string | null) => void
}

export function RenameField({ title, name, onDone }: Props) {
  const [value, setValue] = useState(title)
  return (
    <input
      className="rename"
      type="text"
      aria-label={name}
      value={value}
      maxLength={200}
      ref={takeFocus}
      onChange={(event) => {
        setValue(event.target.value)
      }}
      onClick={(event) => {
        event.stopPropagation()
      }}
      onBlur={() => {
        onDone(null)
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        onDone(event.key === 'Enter' ? value : null)
        event.currentTarget.closest<HTMLElement>('[role=tree]')?.focus()
      }}
    />
  )
}

function takeFocus(input: HTMLInputElement | null): void {
  if (input === null || document.activeElement === input) return
  input.focus()
  input.select()
}
