/**
 * drawing.ts — which article the window is drawing, in a small file: what did not get drawn is not reopened by itself.
 *
 * Room:     main/shell.
 * Promises: - the mark is in the file before the article is drawn, and gone from it when all of it stands. A page or a
 *             program that ended in between leaves it there.
 *           - an article that was not drawn is refused until the reader asks for it all the same; what is drawn then is
 *             trusted again.
 *           - a file that cannot be read or written costs this memory and nothing else.
 * Knows:    the file is not synced: it has to outlive a process that hangs and is ended, not a power cut.
 */
import type { ArticleId } from '../../preload/contract/model.ts'
import type { Log } from '../base/log.ts'
import { readPrivate, replacePrivate } from './privateFile.ts'

export interface Drawing {
  /** @returns False for an article that was not drawn the last time; nothing is marked then. */
  readonly begin: (id: ArticleId, isAnyway: boolean) => Promise<boolean>
  readonly done: (id: ArticleId) => Promise<void>
  /** Another page takes the place of the one that was drawing. */
  readonly pageBegan: () => void
  /** The program ends in good order: nothing was given up. */
  readonly end: () => Promise<void>
}

/** What the file holds. */
interface Marks {
  readonly drawing: string | null
  readonly undrawn: readonly string[]
}

const rememberedAtMost = 50

export function openDrawing(file: string, log: Log): Drawing {
  const before = read(file)
  const undrawn = new Set<string>(before.undrawn)
  let drawing: string | null = before.drawing
  let writing: Promise<void> = Promise.resolve()
  let isDirty = false

  const giveUp = () => {
    if (drawing === null) return
    log.warn('article was not drawn', { id: drawing })
    undrawn.delete(drawing)
    undrawn.add(drawing)
    for (const id of undrawn) if (undrawn.size > rememberedAtMost) undrawn.delete(id)
    drawing = null
  }

  /** Many wishes while one is being written are one. */
  const write = (): Promise<void> => {
    isDirty = true
    writing = writing.then(async () => {
      if (!isDirty) return
      isDirty = false
      const marks: Marks = { drawing, undrawn: [...undrawn] }
      try {
        await replacePrivate(file, JSON.stringify(marks))
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
        log.warn('what is drawn was not marked', { code })
      }
    })
    return writing
  }

  giveUp()
  return {
    begin: async (id, isAnyway) => {
      if (undrawn.has(id) && !isAnyway) return false
      drawing = id
      await write()
      return true
    },
    done: async (id) => {
      const wasMistrusted = undrawn.delete(id)
      const wasDrawing = drawing === id
      if (wasDrawing) drawing = null
      if (wasDrawing || wasMistrusted) await write()
    },
    pageBegan: () => {
      if (drawing === null) return
      giveUp()
      void write()
    },
    end: async () => {
      if (drawing === null) return
      drawing = null
      await write()
    },
  }
}

function read(file: string): Marks {
  try {
    const found = JSON.parse(readPrivate(file, 100_000).toString('utf8')) as Partial<
      Record<keyof Marks, unknown>
    >
    const { drawing, undrawn } = found
    return {
      drawing: typeof drawing === 'string' ? drawing : null,
      undrawn: Array.isArray(undrawn)
        ? undrawn.filter((id): id is string => typeof id === 'string').slice(-rememberedAtMost)
        : [],
    }
  } catch {
    return { drawing: null, undrawn: [] }
  }
}
