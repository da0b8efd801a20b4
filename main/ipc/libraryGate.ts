/**
 * libraryGate.ts — the requests that are answered before, and without, an open library; and opening it once more.
 *
 * Room:     main/ipc.
 * Promises: one opening at a time; a library that cannot be opened is told in words in the window, never by a window that
 *           waits for ever.
 */
import { ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { HealthReport } from '../../preload/contract/model.ts'
import type { LibraryGateRequest, Handlers } from './handlerTypes.ts'

const libraryGateRequests: readonly LibraryGateRequest[] = [
  'library:health',
  'library:tryAgain',
  'library:usualPlace',
  'library:quit',
]

/** What the gate asks of the services behind it. */
export interface Openable {
  readonly health: () => HealthReport
  readonly tryAgain: () => Promise<HealthReport>
}

export interface LibraryGate<S> {
  /** Settles with the present attempt. */
  readonly present: () => Promise<Outcome<S>>
  /** Resolves when the library is open, after as many attempts as that takes. */
  readonly opened: Promise<S>
  readonly handlers: Pick<Handlers, LibraryGateRequest>
}

interface LibraryGateNeeds<S> {
  readonly open: () => Promise<Outcome<S>>
  /** The window has shown that the library is closed; now it is open: begin anew. */
  readonly onOpenedLate: () => void
  /** Forgets the chosen folder. */
  readonly takeUsualPlace: () => void
  readonly quit: () => void
}

export function isLibraryGateRequest(name: string): name is LibraryGateRequest {
  return (libraryGateRequests as readonly string[]).includes(name)
}

export function makeLibraryGate<S extends Openable>(needs: LibraryGateNeeds<S>): LibraryGate<S> {
  let enter: (services: S) => void = () => undefined
  const opened = new Promise<S>((resolve) => {
    enter = resolve
  })
  let isOpening = true

  const attempt = async (): Promise<Outcome<S>> => {
    isOpening = true
    const services = await needs.open().finally(() => {
      isOpening = false
    })
    if (services.ok) enter(services.value)
    return services
  }
  let present = attempt()

  const report = async (): Promise<HealthReport> => {
    const services = await present
    return services.ok
      ? services.value.health()
      : { phase: 'closed', failure: services.failure, repaired: [], moving: null }
  }

  const tryAgain = async (): Promise<Outcome<HealthReport>> => {
    const services = await present
    if (services.ok) return ok(await services.value.tryAgain())
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
