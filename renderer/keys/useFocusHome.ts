/**
 * useFocusHome.ts — brings the focus back when what had it has gone.
 *
 * Room:     renderer/keys.
 * Promises: after a dialog, an undo, a row or a button that went away, the pane the reader was in has the focus; with a
 *           dialog open, the dialog. Text that is selected stays so.
 * Knows:    Chromium 130 fires `focusout` when a focused element is removed; the standard does not promise it, so one
 *           looks after every change of state too: by the clock, because every frame that is asked for is drawn, and an
 *           import brings dozens of changes a second.
 */
import { useContext, useEffect } from 'react'
import type { Reader } from '../state/reader.ts'
import { ReaderContext } from '../state/useReader.ts'

/** Two frames: a pane that has just been hidden loses the focus at the end of the first. */
const settledMs = 34

export function useFocusHome(): void {
  const reader = useContext(ReaderContext)
  useEffect(() => {
    if (reader === null) return undefined
    let timer: number | null = null
    const look = () => {
      timer ??= window.setTimeout(() => {
        timer = null
        if (isLost()) bringHome(reader)
      }, settledMs)
    }
    const forget = reader.store.subscribe(look)
    window.addEventListener('focusout', look)
    window.addEventListener('focus', look)
    look()
    return () => {
      if (timer !== null) clearTimeout(timer)
      forget()
      window.removeEventListener('focusout', look)
      window.removeEventListener('focus', look)
    }
  }, [reader])
}

function isLost(): boolean {
  if (!document.hasFocus() || getSelection()?.isCollapsed === false) return false
  return document.activeElement === null || document.activeElement === document.body
}

function bringHome({ store, ports }: Reader): void {
  const dialog = document.querySelector('dialog[open]')
  if (dialog !== null) {
    dialog.querySelector<HTMLElement>('h2')?.focus()
    return
  }
  ports.at(store.getState().pane)?.focus()
}
