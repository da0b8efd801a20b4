/** SearchField.tsx — searches the open view while one types. Escape clears, then leaves. */
import { useEffect, useRef, useState } from 'react'
import type { Ref } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { useText } from '../text/useText.ts'

const pauseMs = 120

interface Props {
  readonly input: Ref<HTMLInputElement>
  readonly search: string
  readonly hint: string
  readonly onSearch: (words: string) => void
  /** The reader is done typing and wants the rows. */
  readonly onLeave: () => void
}

export function SearchField({ input, search, hint, onSearch, onLeave }: Props) {
  const { words } = useText()
  const [typed, setTyped] = useState(search)
  const [asked, setAsked] = useState(search)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  if (asked !== search) {
    // The list was opened anew from elsewhere: the field follows it.
    setAsked(search)
    setTyped(search)
  }
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )

  return (
    <div className="search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        aria-label={words.headlines.search}
        placeholder={words.headlines.searchHint}
        title={hint}
        value={typed}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => {
          const { value } = event.target
          setTyped(value)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => {
            ask(value)
          }, pauseMs)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            event.preventDefault()
            setTyped('')
            ask('')
            onLeave()
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            ask(typed)
            onLeave()
          }
        }}
      />
      {typed === '' ? null : (
        <button
          type="button"
          aria-label={words.headlines.clearSearch}
          onClick={() => {
            setTyped('')
            ask('')
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  )

  function ask(value: string): void {
    clearTimeout(timer.current)
    const wanted = value.trim()
    if (wanted === asked) return
    setAsked(wanted)
    onSearch(wanted)
  }
}
