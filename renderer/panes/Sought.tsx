/** Sought.tsx — a text in which the words of a search are marked. What is heard of it is the text. */
import type { ReactNode } from 'react'
import { hitsIn } from './hits.ts'

interface Props {
  readonly text: string
  /** As typed; '' marks nothing. */
  readonly search: string
}

export function Sought({ text, search }: Props): ReactNode {
  const hits = search === '' ? [] : hitsIn(text, search)
  if (hits.length === 0) return text
  return (
    <>
      {hits.map(({ from, to }, index) => (
        <span key={from}>
          {text.slice(hits[index - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(hits.at(-1)?.to ?? 0)}
    </>
  )
}
