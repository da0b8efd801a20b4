/** EmptyNote.tsx — a pleasant nothing, and what to do about it. */
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

export function EmptyNote({ title, text, children }: Props) {
  return (
    <div className="empty">
      <p className="empty-mark" aria-hidden="true">
        瓦
      </p>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  )
}
