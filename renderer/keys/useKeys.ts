/**
 * useKeys.ts — listens to the window's keys and runs the command.
 *
 * Promises: a key that a pane has already used (`defaultPrevented`) is left alone, and so is every key while
 *           a dialog or a menu is open. The article's frame hands its keys to the same function.
 */
import { useCallback, useContext, useEffect } from 'react'
import { ReaderContext } from '../state/useReader.ts'
import { commandFor, focusKind } from './commandFor.ts'
import { isMac } from './platform.ts'
import { runCommand } from './runCommand.ts'

/** @returns the handler, for documents other than the window's own. */
export function useKeyHandler(): (event: KeyboardEvent) => void {
  const reader = useContext(ReaderContext)
  return useCallback(
    (event) => {
      if (reader === null || event.defaultPrevented) return
      if (document.querySelector('dialog[open], [role=menu]') !== null) return
      const command = commandFor(event, focusKind(event.target), isMac)
      if (command === null) return
      event.preventDefault()
      runCommand(command, reader)
    },
    [reader],
  )
}

export function useKeys(): void {
  const handle = useKeyHandler()
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => {
      window.removeEventListener('keydown', handle)
    }
  }, [handle])
}
