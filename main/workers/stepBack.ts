/**
 * stepBack.ts — a thread that works for the reader behind the reader's back leaves the processor to the window.
 *
 * Room:     main/workers.
 * Knows:    Linux counts niceness by thread, and pid 0 is the calling one; elsewhere it is the whole program's, which must
 *           not step back with the thread. There the system's own scheduling has to do.
 */
import { getPriority, setPriority } from 'node:os'

/** Behind what is in front of the reader, whose own niceness may be any. With 10 a first fetch took a quarter longer. */
const steps = 5

/** Does nothing where it would concern more than this thread, or where the system does not allow it. */
export function stepBack(by = steps): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, Math.min(19, getPriority(0) + by))
  } catch {
    // A container may forbid it; the work is the same, only less polite.
  }
}
