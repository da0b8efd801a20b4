/** EmptyNote.tsx — a pleasant nothing, and what to do about it. */
interface Props {
  readonly title: string
  readonly text: string
}

export function EmptyNote({ title, text }: Props) {
  return (
    <div className="empty">
      <p className="empty-mark" aria-hidden="true">
        瓦
      </p>
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}
