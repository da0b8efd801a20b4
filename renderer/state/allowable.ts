/** allowable.ts — whether a refused paper could be allowed: its own address leads to this machine or its network. Pure. */
import type { AddressClass } from '../../preload/contract/failure.ts'
import type { Feed } from '../../preload/contract/model.ts'

export interface Allowable {
  /** With its port. */
  readonly host: string
  readonly leadsTo: AddressClass
}

/** Null where nothing may be allowed, and where it is not the paper itself but what it redirects to that leads there. */
export function allowable({ state, url }: Feed): Allowable | null {
  if (state.phase !== 'failed' || state.failure.kind !== 'private-address') return null
  const { host, where } = state.failure
  if (where === undefined || !URL.canParse(url) || new URL(url).host !== host) return null
  return { host, leadsTo: where }
}
