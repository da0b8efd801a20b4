/**
 * windows.ts — the windows that this program opened itself, by their web contents: who asks, and who may be told.
 *
 * Room:     main/shell.
 * Promises: a window is known from the moment it is registered until its contents are gone; whatever else has web contents
 *           (a tool, a webview, a page that got itself a window) is a stranger. Hidden windows end with the last window
 *           that a person sees, so that they never keep the program open.
 */
import type { WebContents } from 'electron'
import type { WindowKind } from '../base/windowKind.ts'

/** What we need of Electron's web contents, so that tests need no Electron. */
export type Contents = Pick<WebContents, 'id' | 'isDestroyed' | 'send' | 'close'> & {
  readonly once: (event: 'destroyed', listener: () => void) => unknown
}

interface Known<C extends Contents> {
  readonly kind: WindowKind
  readonly contents: C
}

export interface Windows<C extends Contents = WebContents> {
  /** At its creation, before it loads anything. */
  readonly register: (contents: C, kind: WindowKind) => void
  /** Null for strangers. */
  readonly kindOf: (contents: Contents) => WindowKind | null
  readonly all: () => readonly Known<C>[]
  /** Those of one kind, the oldest first. */
  readonly of: (kind: WindowKind) => readonly C[]
}

const hiddenKinds: ReadonlySet<WindowKind> = new Set<WindowKind>(['print', 'pdf'])

export function makeWindows<C extends Contents = WebContents>(): Windows<C> {
  const known = new Map<number, Known<C>>()
  const all = () => [...known.values()].filter(({ contents }) => !contents.isDestroyed())

  const endHidden = () => {
    if (all().some(({ kind }) => !hiddenKinds.has(kind))) return
    for (const { contents } of all()) contents.close()
  }
  return {
    register: (contents, kind) => {
      known.set(contents.id, { kind, contents })
      contents.once('destroyed', () => {
        known.delete(contents.id)
        if (!hiddenKinds.has(kind)) endHidden()
      })
    },
    kindOf: (contents) => {
      const found = known.get(contents.id)
      return found?.contents === contents ? found.kind : null
    },
    all,
    of: (wanted) => all().flatMap(({ kind, contents }) => (kind === wanted ? [contents] : [])),
  }
}
