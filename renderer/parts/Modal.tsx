/**
 * Modal.tsx — the frame of every dialog: the native element, so that focus, Escape and the inert page behind
 * it come from the browser. A click on the shade closes it.
 */
import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useText } from '../text/useText.ts'
import { IconButton } from './IconButton.tsx'

interface Props {
  readonly title: string
  readonly className?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Modal({ title, className = '', onClose, children }: Props) {
  const { words } = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Before the drawing goes: only an open dialog can hand the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // The browser would begin at the close button; what the reader came for is marked, else the sheet itself.
    const first = element?.querySelector<HTMLElement>('[data-first]') ?? element?.querySelector('h2')
    first?.focus()
    return () => {
      element?.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`modal ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="modal-sheet">
        <div className="modal-head">
          <h2 id={titleId} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon="close" name={words.close} hint={`${words.close} (Esc)`} onPress={onClose} />
        </div>
        {children}
      </div>
    </dialog>
  )
}
