/** router.ts — every request passes here: who is asking, may they, and is it well formed? */
import * as v from 'valibot'
import { fail } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { requests } from '../../preload/contract/requests.ts'
import type { RequestName } from '../../preload/contract/requests.ts'
import type { Log } from '../base/log.ts'
import type { WindowKind } from '../base/windowKind.ts'
import type { Handlers } from './handlers.ts'
import { mayAsk } from './rights.ts'

/** The facts we need from Electron's event (main/shell/callers.ts), so tests need no Electron. */
export interface Caller {
  /** Which of our windows; null when none of them. */
  readonly kind: WindowKind | null
  /** The message comes from the window's main frame, as it stands there now. */
  readonly isMainFrame: boolean
  readonly origin: string
}

export interface Question {
  readonly caller: Caller
  readonly name: RequestName
  readonly args: unknown
}

/**
 * Checks who asks and what, then lets the handler answer. A stranger is told so before anything is waited for.
 *
 * @param handlersOf Asked for last: they may have to wait for the library.
 * @returns  `refused` for a stranger, a window without the right, malformed arguments, or a bug in the handler (which is
 *           logged): a request is always answered, and no internals cross the border.
 */
export async function answer(
  handlersOf: () => Partial<Handlers> | Promise<Partial<Handlers>>,
  trustedOrigin: string,
  log: Log,
  { caller, name, args }: Question,
): Promise<Outcome<unknown>> {
  const refused = (why: string) => fail({ kind: 'refused', request: name, why })
  const { kind, isMainFrame, origin } = caller
  if (kind === null || !isMainFrame || origin !== trustedOrigin) {
    log.warn('refused a stranger', { request: name, window: kind, isMainFrame, origin })
    return refused('untrusted sender')
  }
  if (!mayAsk(kind, name)) {
    log.warn('refused a window', { request: name, window: kind })
    return refused('not for this window')
  }
  const parsed = v.safeParse(requests[name].args, args)
  if (!parsed.success) return refused('malformed arguments')
  try {
    const handler = (await handlersOf())[name] as
      ((...a: readonly unknown[]) => Outcome<unknown> | Promise<Outcome<unknown>>) | undefined
    if (handler === undefined) return refused('nobody answers')
    return await handler(...parsed.output)
  } catch (bug) {
    log.error('request threw', bug, { request: name })
    return refused('internal error')
  }
}
