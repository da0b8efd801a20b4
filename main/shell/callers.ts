/**
 * callers.ts — who sent a message: which of our windows, which of its frames, from where.
 *
 * Room:   main/shell. main/ipc/router.ts judges what is found here.
 * Knows:  the frame of a message may be gone when it is looked at (Electron then gives null, or throws).
 */
import type { IpcMainInvokeEvent, WebFrameMain } from 'electron'
import type { WindowKind } from '../base/windowKind.ts'
import type { Windows } from './windows.ts'

interface Sender {
  readonly kind: WindowKind | null
  readonly isMainFrame: boolean
  readonly origin: string
}

/** At once when the message comes: a frame may be gone after any wait. */
export function callerOf(event: IpcMainInvokeEvent, windows: Pick<Windows, 'kindOf'>): Sender {
  const { sender } = event
  try {
    const frame: WebFrameMain | null = event.senderFrame
    // The main frame of this very window: not one of a frame inside it, nor of a page that it has left.
    const isMainFrame = frame !== null && frame.parent === null && frame === sender.mainFrame
    return { kind: windows.kindOf(sender), isMainFrame, origin: frame?.origin ?? 'unknown' }
  } catch {
    return { kind: windows.kindOf(sender), isMainFrame: false, origin: 'unknown' }
  }
}
