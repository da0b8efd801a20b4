/**
 * ports.ts — the few things only a pane on screen can do, which keys and flows ask of it.
 *
 * Room:     renderer/state. Imports: nothing of ours.
 * Promises: a pane that is not there answers nothing; asking it is never an error.
 */
import type { ArticleId } from '../../preload/contract/model.ts'

export interface TopRow {
  readonly index: number
  readonly id: ArticleId
  /** The list is scrolled to its very top. */
  readonly isAtTop: boolean
  /** The last row in sight. */
  readonly last: number
}

export interface Ports {
  readonly outlets: {
    readonly focus: () => void
    readonly focusAddress: () => void
    readonly hasFocus: () => boolean
  }
  readonly headlines: {
    readonly focus: () => void
    readonly focusSearch: () => void
  }
  readonly rows: { readonly topRow: () => TopRow | null }
  readonly article: {
    readonly focus: () => void
    /** One page on or back; says when there was no more to scroll. */
    readonly scroll: (way: 1 | -1) => 'moved' | 'at-end'
    /** Whether it is in sight: in a narrow window another pane may stand in its place. */
    readonly isShown: () => boolean
  }
  readonly picker: { readonly open: () => void }
}

export class PortBoard {
  readonly #plugged: { [Name in keyof Ports]?: Ports[Name] } = {}

  /** @returns takes it out again; made for the end of an effect. */
  plug<Name extends keyof Ports>(name: Name, port: Ports[Name]): () => void {
    Object.assign(this.#plugged, { [name]: port })
    return () => {
      if (this.#plugged[name] === port) Reflect.deleteProperty(this.#plugged, name)
    }
  }

  at<Name extends keyof Ports>(name: Name): Ports[Name] | null {
    return this.#plugged[name] ?? null
  }
}
