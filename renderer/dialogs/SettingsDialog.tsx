/**
 * SettingsDialog.tsx — the few things to choose, and where the data is.
 *
 * Promises: every choice holds at once; there is nothing to save.
 */
import type { Outcome } from '../../preload/contract/failure.ts'
import type { LibraryFacts, Settings } from '../../preload/contract/model.ts'
import type { SettingsChange } from '../../preload/contract/requests.ts'
import { FailureNote } from '../parts/FailureNote.tsx'
import { Modal } from '../parts/Modal.tsx'
import type { Loadable } from '../state/loadable.ts'
import { byteSize, roomSize } from '../text/times.ts'
import { useText } from '../text/useText.ts'
import { Choice, Switch } from './fields.tsx'
import { ProxyField } from './ProxyField.tsx'

interface Props {
  readonly settings: Settings
  readonly facts: Loadable<LibraryFacts>
  readonly onSet: (choice: SettingsChange) => void
  readonly onSetProxy: (typed: string | null) => Promise<Outcome<{ readonly isPasswordKept: boolean | null }>>
  readonly onShowFolder: () => void
  readonly onData: () => void
  readonly onClose: () => void
}

const themes = ['system', 'light', 'dark'] as const
const languages = ['system', 'en', 'ja'] as const
const readAfters = ['never', 0, 1000, 3000, 10000] as const
const rounds = [15, 30, 60, 120, 240, 480] as const
const rooms = [256, 512, 1024, 2048, 5120, 10240, 20480] as const
const sizes = Array.from({ length: 18 }, (_, i) => 13 + i)

export function SettingsDialog({ settings, facts, onSet, onSetProxy, onShowFolder, onData, onClose }: Props) {
  const { words, locale } = useText()
  const text = words.settings
  return (
    <Modal title={text.title} className="settings" onClose={onClose}>
      <section>
        <h3>{text.look}</h3>
        <Choice
          name={text.theme}
          value={settings.theme}
          options={themes.map((theme) => [theme, text.themes[theme]])}
          onChoose={(theme) => {
            onSet({ theme })
          }}
        />
        <Choice
          name={text.language}
          value={settings.language}
          options={languages.map((language) => [language, text.languages[language]])}
          onChoose={(language) => {
            onSet({ language })
          }}
        />
        <Choice
          name={text.textSize}
          value={settings.textSize}
          options={sizes.map((size) => [size, `${String(size)} px`])}
          onChoose={(textSize) => {
            onSet({ textSize })
          }}
        />
      </section>
      <section>
        <h3>{text.reading}</h3>
        <Choice
          name={text.readAfter}
          value={settings.readAfterMs ?? 'never'}
          options={readAfters.map((after) => [after, text.readAfters[after]])}
          onChoose={(after) => {
            onSet({ readAfterMs: after === 'never' ? null : after })
          }}
        />
      </section>
      <section>
        <h3>{text.fetching}</h3>
        <Choice
          name={text.every}
          value={settings.refreshMinutes}
          options={withValue(rounds, settings.refreshMinutes).map((minutes) => [
            minutes,
            text.minutes(minutes),
          ])}
          onChoose={(refreshMinutes) => {
            onSet({ refreshMinutes })
          }}
        />
        <Switch
          name={text.offline}
          hint={text.offlineHint}
          isOn={settings.workOffline}
          onSwitch={(workOffline) => {
            onSet({ workOffline })
          }}
        />
        <Switch
          name={text.pictures}
          hint={text.picturesHint}
          isOn={settings.keepPictures}
          onSwitch={(keepPictures) => {
            onSet({ keepPictures })
          }}
        />
        <Choice
          name={text.room}
          value={settings.pictureRoomMb}
          options={withValue(rooms, settings.pictureRoomMb).map((room) => [room, roomSize(room, locale)])}
          onChoose={(pictureRoomMb) => {
            onSet({ pictureRoomMb })
          }}
        />
        <ProxyField proxy={settings.proxy} onSet={onSetProxy} />
      </section>
      <section>
        <h3>{text.library}</h3>
        <p className="settings-note">{text.libraryHint}</p>
        {library()}
        <button type="button" onClick={onData}>
          {words.menu.data}
        </button>
      </section>
    </Modal>
  )

  function library() {
    if (facts.phase === 'failed') return <FailureNote failure={facts.failure} />
    if (facts.phase !== 'ready') return <p className="settings-note">{words.loading}</p>
    const { folder, feeds, articles, pictures, pictureBytes, version, runtime, trouble } = facts.value
    return (
      <>
        <p className="settings-folder">
          <code>{folder}</code>
          <button type="button" onClick={onShowFolder}>
            {text.showFolder}
          </button>
        </p>
        <p className="settings-note">
          {text.holds(articles, feeds)} · {text.holdsPictures(pictures, byteSize(pictureBytes, locale))}
        </p>
        {trouble.map((failure) => (
          <FailureNote key={JSON.stringify(failure)} failure={failure} />
        ))}
        <p className="settings-note">{text.version(version, runtime)}</p>
      </>
    )
  }
}

/** What is set stays among the choices, also where it is none of ours. */
function withValue(choices: readonly number[], value: number): readonly number[] {
  return choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b)
}
