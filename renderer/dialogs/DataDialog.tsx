/**
 * DataDialog.tsx — the reader's data: its health, where it is, its backups, what takes how much room.
 *
 * Promises: nothing is replaced or removed without saying before what it is; what was done is said in the same place.
 */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedId, HealthReport, OutletPictures, RoomReport } from '../../preload/contract/model.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import type { DataActions } from '../state/flows/data.ts'
import type { Loadable } from '../state/loadable.ts'
import { loading, ready } from '../state/loadable.ts'
import { useText } from '../text/useText.ts'
import { BackupSection } from './BackupSection.tsx'
import { DeletedSection } from './DeletedSection.tsx'
import { PlaceSection } from './PlaceSection.tsx'
import { RoomSection } from './RoomSection.tsx'
import type { Work } from './work.ts'

interface Props {
  readonly health: HealthReport | null
  readonly actions: DataActions
  readonly onShowFolder: () => void
  readonly onKeep: (feedId: FeedId) => void
  readonly onClose: () => void
}

export function DataDialog({ health, actions, onShowFolder, onKeep, onClose }: Props) {
  const { words } = useText()
  const text = words.data
  const [room, setRoom] = useState<Loadable<RoomReport>>(loading)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [pictures, setPictures] = useState<readonly OutletPictures[] | null>(null)
  const { readRoom, readPictureRoom } = actions

  const take = useCallback((report: Outcome<RoomReport>) => {
    setRoom(report.ok ? ready(report.value) : { phase: 'failed', failure: report.failure })
  }, [])
  const takePictures = useCallback((measured: Outcome<readonly OutletPictures[]>) => {
    if (measured.ok) setPictures(measured.value)
  }, [])
  const look = async () => {
    take(await readRoom())
    takePictures(await readPictureRoom())
  }
  useEffect(() => {
    // The numbers come when they are counted; the dialog is there at once.
    void readRoom().then(take)
    void readPictureRoom().then(takePictures)
  }, [readRoom, take, readPictureRoom, takePictures])

  const work: Work = async (wish, sentence) => {
    setFailure(null)
    setSaid('')
    setBusy(true)
    const done = await wish()
    setBusy(false)
    if (!done.ok) setFailure(done.failure)
    else setSaid(sentence(done.value) ?? '')
    await look()
  }

  return (
    <Modal title={text.title} className="settings data" onClose={onClose}>
      <div className="data-told">
        <p className="data-said" role="status">
          {said}
        </p>
        {failure === null ? null : <FailureNote failure={failure} />}
      </div>
      <section>
        <h3>{text.health}</h3>
        {healthNotes()}
      </section>
      {room.phase === 'failed' ? <FailureNote failure={room.failure} onTryAgain={() => void look()} /> : null}
      {room.phase === 'ready' ? (
        <>
          <PlaceSection
            room={room.value}
            isBusy={isBusy}
            actions={actions}
            work={work}
            onShowFolder={onShowFolder}
          />
          <BackupSection lastBackup={room.value.lastBackup} isBusy={isBusy} actions={actions} work={work} />
          <DeletedSection room={room.value} isBusy={isBusy} actions={actions} work={work} />
          <RoomSection
            room={room.value}
            pictures={pictures}
            isBusy={isBusy}
            actions={actions}
            work={work}
            onKeep={onKeep}
          />
        </>
      ) : null}
      {room.phase === 'loading' ? <p className="waiting">{words.loading}</p> : null}
      <section>
        <h3>{text.diagnostics}</h3>
        <p className="settings-note">{text.diagnosticsHint}</p>
        <button
          type="button"
          disabled={isBusy}
          onClick={() => void work(actions.copyDiagnostics, () => text.copied)}
        >
          {text.copyDiagnostics}
        </button>
      </section>
    </Modal>
  )

  function healthNotes() {
    const { phase = 'ok', failure: why = null, repaired = [] } = health ?? {}
    const canBeginAnew = phase === 'read-only' && why?.kind === 'store-restored'
    return (
      <>
        <p className="settings-note">
          {phase === 'ok' ? text.healthOk : phase === 'trouble' ? text.trouble : text.readOnly}
        </p>
        {why === null ? null : (
          <FailureNote failure={why} onTryAgain={() => void actions.tryLibraryAgain()} />
        )}
        {canBeginAnew ? (
          <button
            type="button"
            disabled={isBusy}
            onClick={() => void work(actions.beginAnew, () => text.healthOk)}
          >
            {text.beginAnew}
          </button>
        ) : null}
        {repaired
          .filter((each) => JSON.stringify(each) !== JSON.stringify(why))
          .map((each) => (
            <FailureNote key={JSON.stringify(each)} failure={each} />
          ))}
      </>
    )
  }
}
