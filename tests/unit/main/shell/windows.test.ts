/** Covers main/shell/windows.ts and callers.ts, with web contents that are none. */
import type { IpcMainInvokeEvent } from 'electron'
import { describe, expect, it } from 'vitest'
import { callerOf } from '../../../../main/shell/callers.ts'
import { makeWindows } from '../../../../main/shell/windows.ts'
import type { Contents } from '../../../../main/shell/windows.ts'

interface Fake extends Contents {
  readonly isClosed: () => boolean
}

function someContents(id: number): Fake {
  const listeners: (() => void)[] = []
  let isGone = false
  return {
    id,
    isDestroyed: () => isGone,
    isClosed: () => isGone,
    send: () => undefined,
    once: (_event, listener) => listeners.push(listener),
    close: () => {
      if (isGone) return
      isGone = true
      for (const listener of listeners) listener()
    },
  }
}

describe('the windows', () => {
  it('are known until they are gone, and nobody else is', () => {
    const windows = makeWindows<Fake>()
    const mine = someContents(1)
    windows.register(mine, 'reader')
    expect(windows.kindOf(mine)).toBe('reader')
    expect(windows.kindOf(someContents(2))).toBeNull()
    // The same number is not the same window.
    expect(windows.kindOf(someContents(1))).toBeNull()
    mine.close()
    expect(windows.kindOf(mine)).toBeNull()
    expect(windows.all()).toEqual([])
  })

  it('that nobody sees end with the last one that somebody sees', () => {
    const windows = makeWindows<Fake>()
    const [first, second, hidden] = [someContents(1), someContents(2), someContents(3)]
    windows.register(first, 'reader')
    windows.register(second, 'article')
    windows.register(hidden, 'print')
    first.close()
    expect(hidden.isClosed()).toBe(false)
    second.close()
    expect(hidden.isClosed()).toBe(true)
  })
})

describe('who sent a message', () => {
  const top = { parent: null, origin: 'app://kawaraban' }
  const inner = { parent: top, origin: 'app://kawaraban' }
  const sent = (frameOf: () => object | null) => {
    const sender = { ...someContents(7), mainFrame: top }
    const event = {
      sender,
      get senderFrame(): object | null {
        return frameOf()
      },
    }
    return callerOf(event as unknown as IpcMainInvokeEvent, { kindOf: () => 'reader' })
  }

  it('is the main frame of its window only when it is that very frame', () => {
    expect(sent(() => top)).toEqual({ kind: 'reader', isMainFrame: true, origin: 'app://kawaraban' })
    expect(sent(() => inner).isMainFrame).toBe(false)
    // The main frame of another window, or one that this window has left.
    expect(sent(() => ({ ...top })).isMainFrame).toBe(false)
  })

  it('is nobody when the frame is gone', () => {
    const gone = (): never => {
      throw new Error('Render frame was disposed')
    }
    expect(sent(() => null)).toMatchObject({ isMainFrame: false, origin: 'unknown' })
    expect(sent(gone)).toMatchObject({ isMainFrame: false, origin: 'unknown' })
  })
})
