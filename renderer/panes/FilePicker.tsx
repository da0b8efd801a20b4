/** FilePicker.tsx — opens saved pages: by the system's file dialog, or dropped anywhere on the window. */
import { useEffect, useRef, useState } from 'react'
import { useActions, usePorts } from '../state/useReader.ts'
import { useText } from '../text/useText.ts'

export function FilePicker() {
  const { importFiles } = useActions()
  const ports = usePorts()
  const { words } = useText()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)

  useEffect(() => ports.plug('picker', { open: () => input.current?.click() }), [ports])

  useEffect(() => {
    const listeners = new AbortController()
    const { signal } = listeners
    const over = (event: DragEvent) => {
      // A line of the tree that takes what is dragged has said so already.
      if (event.defaultPrevented) return
      // Whatever else is dropped: the window must never go to it.
      event.preventDefault()
      const isFile = event.dataTransfer?.types.includes('Files') ?? false
      setIsOver(isFile)
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isFile ? 'copy' : 'none'
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setIsOver(false)
      void importFiles(Array.from(event.dataTransfer?.files ?? []), words.savedPages)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('drop', drop, { signal })
    window.addEventListener('dragleave', leave, { signal })
    return () => {
      listeners.abort()
    }
  }, [importFiles, words])

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".txt,.html,.htm"
        multiple
        hidden
        aria-label={words.commands.openPage}
        onChange={(event) => {
          const files = Array.from(event.target.files ?? [])
          event.target.value = ''
          void importFiles(files, words.savedPages)
        }}
      />
      {isOver ? <div className="drop-sheet">{words.dropHere}</div> : null}
    </>
  )
}
