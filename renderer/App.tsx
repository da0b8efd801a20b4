/**
 * App.tsx — the window: three panes side by side, dialogs, and what is told in passing.
 *
 * Promises: panes are given what they draw; this is where they are wired to the state. In a narrow window two
 *           panes, then one, can be seen; all three stay mounted, so that nothing is loaded again.
 */
import { useCallback, useEffect, useMemo } from 'react'
import { Dialogs } from './dialogs/Dialogs.tsx'
import { useKeys } from './keys/useKeys.ts'
import { ClosedPage } from './panes/ClosedPage.tsx'
import { Notices } from './panes/Notices.tsx'
import { Panes } from './panes/Panes.tsx'
import { FilePicker } from './panes/FilePicker.tsx'
import { HealthBanner } from './parts/HealthBanner.tsx'
import { MovingBanner } from './parts/MovingBanner.tsx'
import { FailureNote } from './parts/FailureNote.tsx'
import { useActions, useReader } from './state/useReader.ts'
import { chooseLanguage, localeFor } from './text/language.ts'
import { speechIn, TextContext } from './text/useText.ts'

export function App() {
  const settings = useReader((state) => state.settings)
  const rows = useReader((state) => state.list.rows)
  const health = useReader((state) => state.health)
  const isHidden = useReader((state) => state.isHealthHidden)
  const actions = useActions()
  const wish = settings?.language ?? 'system'
  const theme = settings?.theme ?? 'system'
  const speech = useMemo(() => {
    const language = chooseLanguage(wish, navigator.languages)
    return speechIn(language, localeFor(language, navigator.languages))
  }, [wish])
  useKeys()

  useEffect(() => {
    document.documentElement.lang = speech.language
    document.title = speech.words.app
  }, [speech])

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])

  const content = useCallback(() => {
    if (settings !== null) return <Panes settings={settings} />
    return rows.phase === 'failed' ? <FailureNote failure={rows.failure} /> : null
  }, [settings, rows])

  if (health?.phase === 'closed' && health.failure !== null) {
    return (
      <TextContext value={speech}>
        <ClosedPage failure={health.failure} actions={actions} />
      </TextContext>
    )
  }
  return (
    <TextContext value={speech}>
      <header className="for-ears">
        <h1>{speech.words.app}</h1>
      </header>
      {content()}
      <Dialogs />
      <Notices />
      {health?.moving == null ? null : <MovingBanner {...health.moving} />}
      {health === null || (isHidden && health.phase === 'ok') ? null : (
        <HealthBanner
          health={health}
          onTryAgain={() => void actions.tryLibraryAgain()}
          onDetails={() => {
            actions.openDialog({ kind: 'data' })
          }}
          onHide={actions.hideHealth}
        />
      )}
      <FilePicker />
    </TextContext>
  )
}
