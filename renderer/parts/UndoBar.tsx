/** UndoBar.tsx — says what was done and takes it back; goes by itself, the undo itself stays. */
import { useRef } from 'react'
import type { Deed } from '../../preload/contract/model.ts'
import { describeUndo } from '../text/undoWords.ts'
import { useText } from '../text/useText.ts'
import { IconButton } from './IconButton.tsx'
import { useLeaving } from './useLeaving.ts'

const shownMs = 12_000

interface Props {
  readonly step: { readonly what: Deed }
  /** The tooltip of the button. */
  readonly hint: string
  readonly onUndo: () => void
  readonly onClose: () => void
}

export function UndoBar({ step, hint, onUndo, onClose }: Props) {
  const speech = useText()
  const { words } = speech
  const bar = useRef<HTMLDivElement>(null)
  useLeaving(bar, step, shownMs, onClose)
  return (
    <div ref={bar} className="bar" role="group" aria-label={words.undo.bar}>
      <span>{describeUndo(step.what, speech)}</span>
      <button type="button" className="bar-action" title={hint} onClick={onUndo}>
        {words.undo.undo}
      </button>
      <IconButton icon="close" name={words.close} onPress={onClose} />
    </div>
  )
}
