/**
 * door.ts — the requests that are answered before, and without, an open library; and opening it once more.
 *
 * Room:     main/ipc.
 * Promises: one opening at a time; a library that cannot be opened is told in words in the window, never by a window that
 *           waits for ever.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { HealthReport } from '../../preload/contract/model.ts'
import type { DoorName, Handlers } from './handlerTypes.ts'

const doorNames: readonly DoorName[] = [
  'library:health',
  'library:tryAgain',
  'library:usualPlace',
  'library:quit',
]

/** What the door asks of the staff behind it. */
export interface Openable {
  readonly health: () => HealthReport
  readonly tryAgain: () => Promise<HealthReport>
}

export interface Door<S> {
  /** Settles with the present attempt. */
  readonly present: () => Promise<Outcome<S>>
  /** Resolves when the library is open, after as many attempts as that takes. */
  readonly opened: Promise<S>
  readonly handlers: Pick<Handlers, DoorName>
}

interface DoorNeeds<S> {
  readonly open: () => Promise<Outcome<S>>
  /** The window has shown that the library is closed; now it is open: begin anew. */
  readonly onOpenedLate: () => void
  /** Forgets the chosen folder. */
  readonly takeUsualPlace: () => void
  readonly quit: () => void
}

export function isDoorName(name: string): name is DoorName {
  return (doorNames as readonly string[]).includes(name)
}

export function makeDoor<S extends Openable>(needs: DoorNeeds<S>): Door<S> {
  let enter: (staff: S) => void = () => undefined
  const opened = new Promise<S>((resolve) => {
    enter = resolve
  })
  let isOpening = true

  const attempt = async (): Promise<Outcome<S>> => {
    isOpening = true
    const staff = await needs.open().finally(() => {
      isOpening = false
    })
    if (staff.ok) enter(staff.value)
    return staff
  }
  let present = attempt()

  const report = async (): Promise<HealthReport> => {
    const staff = await present
    return staff.ok ? staff.value.health() : { phase: 'closed', failure: staff.failure, repaired: [] }
  }

  const tryAgain = async (): Promise<Outcome<HealthReport>> => {
    const staff = await present
    if (staff.ok) return ok(await staff.value.tryAgain())
    if (!isOpening) {
      present = attempt()
      const again = await present
      if (again.ok) needs.onOpenedLate()
    }
    return ok(await report())
  }

  return {
    present: () => present,
    opened,
    handlers: {
      'library:health': async () => ok(await report()),
      'library:tryAgain': tryAgain,
      'library:usualPlace': async () => {
        if (!(await present).ok) needs.takeUsualPlace()
        return tryAgain()
      },
      'library:quit': () => {
        needs.quit()
        return ok(null)
      },
    },
  }
}
