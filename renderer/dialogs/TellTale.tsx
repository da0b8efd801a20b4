/**
 * TellTale.tsx — what came of a button of a dialog, beside that button.
 *
 * Promises: it is brought in sight, and read out; empty, it takes no room.
 */
import { useEffect, useRef } from 'react'
import type { Failure } from '../../preload/contract/failure.ts'
import { FailureNote } from '../parts/FailureNote.tsx'

interface Props {
  readonly said: string
  readonly failure: Failure | null
}

export function TellTale({ said, failure }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (said !== '' || failure !== null) place.current?.scrollIntoView({ block: 'nearest' })
  }, [said, failure])
  return (
    <div ref={place} className="data-told">
      <p className="data-said" role="status">
        {said}
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
    </div>
  )
}
