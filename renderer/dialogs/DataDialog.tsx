/**
 * DataDialog.tsx — the reader's data: its health, where it is, its backups, what takes how much room.
 *
 * Promises: nothing is replaced or removed without saying before what it is; what came of a button is said beside it. The
 *           button that was pressed keeps the focus.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import type { FeedId, HealthReport, OutletPictures } from '../../preload/contract/model.ts'
import type { DiskReport } from '../../preload/contract/diskReport.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import type { DataActions } from '../state/flows/data.ts'
import type { Loadable } from '../state/loadable.ts'
import { loading, ready } from '../state/loadable.ts'
import { useText } from '../text/useText.ts'
import { BackupSection } from './BackupSection.tsx'
import { CheckSection } from './CheckSection.tsx'
import { DeletedSection } from './DeletedSection.tsx'
import { PlaceSection } from './PlaceSection.tsx'
import { RoomSection } from './RoomSection.tsx'
import { TellTale } from './TellTale.tsx'
import type { Told, Work } from './work.ts'

interface Props {
  readonly health: HealthReport | null
  /** No other dialog lies over it. */
  readonly isOnTop: boolean
  readonly actions: DataActions
  readonly onShowFolder: () => void
  readonly onKeep: (feedId: FeedId) => void
  readonly onClose: () => void
}

/** What came of the button that was pressed last, and where that was. */
interface Tale {
  readonly at: string
  readonly said: string
  readonly failure: Failure | null
}

const nothingTold: Tale = { at: '', said: '', failure: null }

export function DataDialog({ health, isOnTop, actions, onShowFolder, onKeep, onClose }: Props) {
  const { words } = useText()
  const text = words.data
  const [room, setRoom] = useState<Loadable<DiskReport>>(loading)
  const [tale, setTale] = useState<Tale>(nothingTold)
  const [isBusy, setBusy] = useState(false)
  const [pictures, setPictures] = useState<readonly OutletPictures[] | null>(null)
  const { readRoom, readPictureRoom } = actions

  const take = useCallback((report: Outcome<DiskReport>) => {
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
    if (!isOnTop) return
    void readRoom().then(take)
    void readPictureRoom().then(takePictures)
  }, [isOnTop, readRoom, take, readPictureRoom, takePictures])

  const working = useRef(false)
  const work: Work = async (at, wish, sentence) => {
    if (working.current) return
    working.current = true
    setTale(nothingTold)
    setBusy(true)
    const done = await wish()
    working.current = false
    setBusy(false)
    setTale(
      done.ok
        ? { at, said: sentence(done.value) ?? '', failure: null }
        : { at, said: '', failure: done.failure },
    )
    await look()
  }
  const told: Told = (at) => {
    const { said, failure } = tale.at === at ? tale : nothingTold
    return <TellTale said={said} failure={failure} />
  }

  return (
    <Modal title={text.title} className="settings data" onClose={onClose}>
      <section>
        <h3>{text.health}</h3>
        {healthNotes()}
      </section>
      <CheckSection actions={actions} />
      {room.phase === 'failed' ? <FailureNote failure={room.failure} onTryAgain={() => void look()} /> : null}
      {room.phase === 'ready' ? (
        <>
          <PlaceSection
            room={room.value}
            isBusy={isBusy}
            actions={actions}
            work={work}
            told={told}
            onShowFolder={onShowFolder}
          />
          <BackupSection
            lastBackup={room.value.lastBackup}
            isBusy={isBusy}
            actions={actions}
            work={work}
            told={told}
          />
          <DeletedSection room={room.value} isBusy={isBusy} actions={actions} work={work} told={told} />
          <RoomSection
            room={room.value}
            pictures={pictures}
            isBusy={isBusy}
            actions={actions}
            work={work}
            told={told}
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
          aria-disabled={isBusy}
          onClick={() => void work('diagnostics', actions.copyDiagnostics, () => text.copied)}
        >
          {text.copyDiagnostics}
        </button>
        {told('diagnostics')}
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
            aria-disabled={isBusy}
            onClick={() => void work('health', actions.beginAnew, () => text.healthOk)}
          >
            {text.beginAnew}
          </button>
        ) : null}
        {told('health')}
        {repaired
          .filter((each) => JSON.stringify(each) !== JSON.stringify(why))
          .map((each) => (
            <FailureNote key={JSON.stringify(each)} failure={each} />
          ))}
      </>
    )
  }
}
