/**
 * ownProxy.ts — the reader's own proxy, in the place of the one that the system names.
 *
 * Room:     main/jobs.
 * Promises: its name and password go to the system's vault, or live in memory where there is no real one; the settings
 *           and the log hold the bare address. They are said to that very proxy only, however it came into the settings. A proxy that is typed anew without a password has none.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { Settings } from '../../preload/contract/model.ts'
import { listOf, readTypedProxy } from '../fetch/proxy.ts'
import type { WayOut } from '../fetch/proxy.ts'
import { proxyKey } from '../model/secrets.ts'
import type { WithLibrary, WithSecrets, WithTell } from '../model/jobContext.ts'
import type { SettingsStore } from '../model/library.ts'

export interface ProxyKept {
  readonly settings: Settings
  /** Whether the password outlives this run; null when there is none. */
  readonly isPasswordKept: boolean | null
}

/** @param typed With or without scheme, name and password; null: as the system says. */
export async function setProxy(
  context: WithLibrary<SettingsStore> & WithSecrets & WithTell,
  typed: string | null,
): Promise<Outcome<ProxyKept>> {
  const { library, secrets } = context
  const proxy = typed === null ? null : readTypedProxy(typed)
  // What stands there may be a password, so it is not said again.
  if (typed !== null && proxy === null) return fail({ kind: 'bad-address', text: '' })
  const changed = await library.changeSettings({ proxy: proxy?.url ?? null })
  if (!changed.ok) return changed
  const login = proxy?.login ?? null
  if (login === null) await secrets.forget(proxyKey)
  const isPasswordKept =
    proxy === null || login === null ? null : await secrets.keep(proxyKey, proxy.url, login)
  return ok({ settings: changed.value, isPasswordKept })
}

/** Which way an origin is asked by: the reader's own, else the system's. */
export function makeWayFinder(
  { library, secrets }: WithLibrary<SettingsStore> & WithSecrets,
  system: (origin: string) => Promise<string>,
): (origin: string) => Promise<WayOut> {
  return async (origin) => {
    const { proxy } = library.settings()
    if (proxy === null) return { list: await system(origin), login: null }
    return { list: listOf(proxy), login: secrets.of(proxyKey, proxy) }
  }
}
