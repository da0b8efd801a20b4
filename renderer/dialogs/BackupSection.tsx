/** BackupSection.tsx — a backup now, and putting one in place: looked into first, confirmed second. */
import { useState } from 'react'
import { ok } from '../../preload/contract/failure.ts'
import type { BackupLook } from '../../preload/contract/model.ts'
import type { DataActions } from '../state/flows/data.ts'
import { byteSize, longDay } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import { RestorePreview } from './RestorePreview.tsx'
import type { Told, Work } from './work.ts'

interface Props {
  readonly lastBackup: string | null
  readonly isBusy: boolean
  readonly actions: DataActions
  readonly work: Work
  readonly told: Told
}

/** What is asked must not lie below the edge of the dialog. */
const intoSight = (place: HTMLElement | null) => {
  place?.scrollIntoView({ block: 'nearest' })
}

export function BackupSection({ lastBackup, isBusy, actions, work, told }: Props) {
  const { words, locale } = useText()
  const text = words.data
  const [look, setLook] = useState<BackupLook | null>(null)

  const choose = async () => {
    const chosen = await actions.chooseBackup()
    setLook(chosen.ok ? chosen.value : null)
    return chosen
  }
  const restore = async ({ token }: BackupLook) => {
    setLook(null)
    const restored = await actions.restoreBackup(token)
    return restored.ok ? ok(text.restored) : restored
  }

  return (
    <section>
      <h3>{text.backup}</h3>
      <p className="settings-note">{text.backupHint}</p>
      <p className="settings-note">
        {lastBackup === null
          ? text.noBackup
          : text.lastBackup(longDay(Date.parse(`${lastBackup}T12:00:00`), locale))}
      </p>
      <p className="data-tools">
        <button
          type="button"
          aria-disabled={isBusy}
          onClick={() =>
            void work('backup', actions.backUp, (made) =>
              made === null ? null : text.backedUp(made.file, byteSize(made.bytes, locale)),
            )
          }
        >
          {text.backUp}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => void work('backup', choose, () => null)}>
          {text.restore}
        </button>
      </p>
      {told('backup')}
      {look === null ? null : (
        <div ref={intoSight} className="data-look" role="group" aria-label={text.restore}>
          <p>{text.look(look.name, longDay(look.madeAt, locale), look.feeds, look.folders, look.marks)}</p>
          <RestorePreview preview={look.preview} />
          <p>{text.replaces}</p>
          <p className="data-tools">
            <button
              type="button"
              className="primary"
              aria-disabled={isBusy}
              onClick={() =>
                void work(
                  'backup',
                  () => restore(look),
                  (said) => said,
                )
              }
            >
              {text.putInPlace}
            </button>
            <button
              type="button"
              onClick={() => {
                setLook(null)
              }}
            >
              {words.cancel}
            </button>
          </p>
        </div>
      )}
    </section>
  )
}
