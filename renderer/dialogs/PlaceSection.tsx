/** PlaceSection.tsx — where the library lies, and moving it. */
import { useState } from 'react'
import type { DiskReport } from '../../preload/contract/diskReport.ts'
import type { DataActions } from '../state/flows/data.ts'
import { useText } from '../text/useText.ts'
import type { Told, Work } from './work.ts'

interface Props {
  readonly room: DiskReport
  readonly isBusy: boolean
  readonly actions: DataActions
  readonly work: Work
  readonly told: Told
  readonly onShowFolder: () => void
}

export function PlaceSection({ room, isBusy, actions, work, told, onShowFolder }: Props) {
  const { words } = useText()
  const text = words.data
  const [isMoving, setMoving] = useState(false)
  const { folder, nextFolder, oldFolder, isPortable } = room
  const move = async () => {
    setMoving(true)
    await work('place', actions.moveLibrary, () => null)
    setMoving(false)
  }
  return (
    <section>
      <h3>{text.place}</h3>
      <p className="settings-note">{text.placeHint}</p>
      <p className="settings-folder">
        <code>{folder}</code>
        <button type="button" onClick={onShowFolder}>
          {text.show}
        </button>
      </p>
      {isPortable ? (
        <p className="settings-note">{text.portable}</p>
      ) : (
        <button type="button" aria-disabled={isBusy} onClick={() => void move()}>
          {isMoving ? text.moving : text.move}
        </button>
      )}
      {told('place')}
      {nextFolder === null ? null : (
        <p className="data-note">
          {text.next(nextFolder)}{' '}
          <button type="button" onClick={actions.restart}>
            {text.restart}
          </button>
        </p>
      )}
      {oldFolder === null ? null : <p className="data-note">{text.old(oldFolder)}</p>}
    </section>
  )
}
