/**
 * MovingBanner.tsx — a line that says how far a library of an older version is on its way into the form of this one.
 *
 * Promises: there while it lasts. The sentence is told once to the ears; how far it is stands in a bar that can be asked.
 */
import { useText } from '../text/useText.ts'
import { Spinner } from './Spinner.tsx'

interface Props {
  /** Papers. */
  readonly done: number
  readonly total: number
}

export function MovingBanner({ done, total }: Props) {
  const text = useText().words.moving
  const papers = text.papers(done, total)
  return (
    <div className="health moving">
      <Spinner />
      <p>
        <span role="status">
          <strong>{text.moving}</strong>
        </span>{' '}
        {total === 0 ? null : papers}
        <span className="moving-hint">{text.hint}</span>
      </p>
      <progress max={Math.max(1, total)} value={done} aria-label={text.moving} aria-valuetext={papers} />
    </div>
  )
}
