/** router.ts — every request passes here: who is asking, and is it well formed? */
import * as v from 'valibot'
import { fail } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { requests } from '../../preload/contract/requests.ts'
import type { RequestName } from '../../preload/contract/requests.ts'
import type { Log } from '../base/log.ts'
import type { Handlers } from './handlers.ts'

/** The two facts we need from Electron's event, so tests need no Electron. */
export interface Caller {
  readonly isMainFrame: boolean
  readonly origin: string
}

/**
 * Checks who asks and what, then lets the handler answer.
 *
 * @returns  `refused` for a stranger, malformed arguments, or a bug in the handler (which is logged): a request is
 *           always answered, and no internals cross the border.
 */
export async function answer(
  handlers: Partial<Handlers>,
  trustedOrigin: string,
  log: Log,
  caller: Caller,
  name: RequestName,
  args: unknown,
): Promise<Outcome<unknown>> {
  if (!caller.isMainFrame || caller.origin !== trustedOrigin) {
    log.warn('refused a stranger', { request: name, origin: caller.origin })
    return fail({ kind: 'refused', request: name, why: 'untrusted sender' })
  }
  const parsed = v.safeParse(requests[name].args, args)
  if (!parsed.success) return fail({ kind: 'refused', request: name, why: 'malformed arguments' })
  const handler = handlers[name] as
    ((...a: readonly unknown[]) => Outcome<unknown> | Promise<Outcome<unknown>>) | undefined
  if (handler === undefined) return fail({ kind: 'refused', request: name, why: 'nobody answers' })
  try {
    return await handler(...parsed.output)
  } catch (bug) {
    log.error('request threw', bug, { request: name })
    return fail({ kind: 'refused', request: name, why: 'internal error' })
  }
}
