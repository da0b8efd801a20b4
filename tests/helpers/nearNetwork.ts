/** nearNetwork.ts — jobs on a network of the test, some of whose hosts are not public; no socket is opened. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { AddressClass } from '../../preload/contract/failure.ts'
import type { FetchRequest } from '../../main/model/exchange.ts'
import { makeRobotsGate } from '../../main/jobs/robotsGate.ts'
import { makeFollowers } from '../../main/jobs/follow.ts'
import { makeRefresher } from '../../main/jobs/refresh.ts'
import { aFresh, aJobContext, anIngest } from './jobContext.ts'
import type { TestContext } from './jobContext.ts'

/** Hosts that are not public, and what they are. */
export async function aNetwork(near: Readonly<Record<string, AddressClass>>) {
  const covers = ({ url, approval }: FetchRequest, where: AddressClass) =>
    approval?.origin === new URL(url).origin && (approval.class === 'any' || approval.class === where)
  const context = await aJobContext(
    (request, _onHeld, onReached) => {
      const { hostname, host } = new URL(request.url)
      const where = near[hostname]
      if (where === undefined) return aFresh(`feed ${host}`, { finalUrl: request.url })
      if (!covers(request, where)) return fail({ kind: 'private-address', host, where })
      onReached(where)
      return aFresh(`feed ${host}`, { finalUrl: request.url })
    },
    { ingest: () => Promise.resolve(ok(anIngest())) },
  )
  return { context, followers: makeFollowers(context, makeRobotsGate(context)), near }
}

export function aRefresher(context: TestContext) {
  return makeRefresher(context, {
    onKept: () => undefined,
    onProgress: () => undefined,
    picturesWaiting: () => 0,
  })
}
