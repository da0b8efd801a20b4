/**
 * exchange.ts — one question to the outside: guarded, polite, capped; redirects followed by hand.
 *
 * Room:     main/fetch. The only way out of this program; it runs in the network thread.
 * Imports:  contract, base; undici behind connections.ts.
 * Promises: - every hop passes the address guard anew; an allowance covers that exact origin and that class of address only.
 *           - every hop waits for its host's turn; waiting does not use up the exchange's time, nor does asking where
 *             the name leads, which has its own limit.
 *           - a user name in the address is sent to its own origin, and never again once a hop left it.
 *           - validators go along on each hop: they belong to the document at the end of the chain.
 * Knows:    https → http is followed, because such outlets exist; `lastingAddress` never remembers it.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { systemClock } from '../base/clock.ts'
import type { Clock } from '../base/clock.ts'
import { parseWebUrl, withoutSecrets } from '../base/urls.ts'
import { admit } from './admission.ts'
import type { Admission, OpenWay } from './admission.ts'
import { makeCareful } from './careful.ts'
import type { Careful } from './careful.ts'
import { makeConnections } from './connections.ts'
import type { Connections } from './connections.ts'
import { failureOf } from './failures.ts'
import { authorizationOf, userAgentOf } from './headers.ts'
import { hop } from './hop.ts'
import type { HopAnswer, HopDeps } from './hop.ts'
import { standardLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { makeRateLimit } from './rateLimit.ts'
import type { RateLimit } from './rateLimit.ts'
import { isLoopbackHost } from './guard.ts'
import type { AddressClass } from './guard.ts'
import { makePlaces } from './places.ts'
import { readWay } from './proxy.ts'
import type { Way, WayOut } from './proxy.ts'
import { redirectTarget } from './redirects.ts'
import type { OpenMedia } from './media.ts'
import type { Approval, Exchange, FetchRequest, HopWants, MediaRequest, Redirect } from '../model/exchange.ts'

export interface ExchangerDeps {
  /** The program's version, for the User-Agent. */
  readonly version: string
  readonly clock?: Clock
  readonly limits?: Limits
  readonly rateLimit?: RateLimit
  /** Which proxies the system names for an origin (`PROXY host:port; DIRECT`); absent: none are used. */
  readonly proxyFor?: (origin: string) => Promise<WayOut>
  /** Closed together with the exchanger. */
  readonly connections?: Connections
}

export interface Exchanger {
  /**
   * @param onHeld    Told when the request waits for others at the address of its server.
   * @param onReached Told when a socket has connected to an address that is not public, as the request allowed. Also
   *                  when the exchange fails afterwards.
   */
  readonly exchange: (
    request: FetchRequest,
    onHeld?: () => void,
    onReached?: (to: AddressClass) => void,
  ) => Promise<Outcome<Exchange>>
  /**
   * Sound or film: the turn is over when the head is there, the body comes as it is read.
   *
   * @param onReached As for `exchange`.
   */
  readonly open: (
    request: MediaRequest,
    onReached?: (to: AddressClass) => void,
  ) => Promise<Outcome<OpenMedia>>
  /** Ends every socket; what is under way fails with `reader-gave-up`. */
  readonly close: () => Promise<void>
}

export function makeExchanger(deps: ExchangerDeps): Exchanger {
  const { clock = systemClock, limits = standardLimits } = deps
  const rateLimit = deps.rateLimit ?? makeRateLimit(clock)
  const connections = deps.connections ?? makeConnections(limits)
  const { proxyFor } = deps
  const wayFor = async (url: URL): Promise<Way> => {
    // No system sends its own machine's addresses through a proxy.
    if (proxyFor === undefined || isLoopbackHost(url.hostname)) return { kind: 'direct' }
    return proxyFor(url.origin).then(
      ({ list, login }) => readWay(list, login),
      () => ({ kind: 'unusable', host: '', code: 'UNKNOWN_PROXY' }),
    )
  }
  const hopDeps: HopDeps = {
    connections,
    limits,
    userAgent: userAgentOf(deps.version),
    now: clock.now,
    largePlaces: makePlaces(limits.largeAtOnce),
  }
  const waited = new Set<string>()
  const careful = makeCareful(() => performance.now())
  return {
    exchange: async (request, onHeld, onReached = () => undefined) => {
      const found = await follow(request, hopDeps, { rateLimit, wayFor, waited, careful, onHeld, onReached })
      if (!found.ok) return found
      if (found.value.answer.kind === 'open') throw new Error('a body was left open')
      return ok(finished(found.value.answer, found.value.url, found.value.redirects))
    },
    open: async (request, onReached = () => undefined) => {
      const asked: Asked = { ...request, wants: 'media', validators: null }
      const found = await follow(asked, hopDeps, {
        rateLimit,
        wayFor,
        waited,
        careful,
        onHeld: undefined,
        onReached,
      })
      if (!found.ok) return found
      if (found.value.answer.kind !== 'open') throw new Error('a body was not left open')
      return ok(found.value.answer)
    },
    close: connections.close,
  }
}

interface Means {
  readonly rateLimit: RateLimit
  readonly wayFor: (url: URL) => Promise<Way>
  /** Addresses whose redirect was to be followed later. */
  readonly waited: Set<string>
  readonly careful: Careful
  readonly onHeld: (() => void) | undefined
  readonly onReached: (to: AddressClass) => void
}

const waitedAtMost = 500

/** What an exchange and an open stream have in common. */
type Asked = Omit<FetchRequest, 'wants'> & Partial<Pick<MediaRequest, 'range'>> & { readonly wants: HopWants }

interface Followed {
  readonly answer: Exclude<HopAnswer, { kind: 'redirect' | 'again' }>
  readonly url: URL
  readonly redirects: readonly Redirect[]
}

async function follow(
  request: Asked,
  deps: HopDeps,
  { rateLimit, wayFor, waited, careful, onHeld, onReached }: Means,
): Promise<Outcome<Followed>> {
  const { limits, connections } = deps
  const start = parseWebUrl(request.url)
  if (start === null) return fail({ kind: 'bad-address', text: withoutSecrets(request.url).slice(0, 200) })
  start.hash = ''

  const visited = new Set([withoutSecrets(start.href)])
  const redirects: Redirect[] = []
  let at = start
  let authorization = authorizationOf(start, request.credentials ?? null)
  let leftMs = limits.totalMs
  const wish = {
    wants: request.wants,
    gapMs: request.gapMs ?? null,
    ...(onHeld === undefined ? {} : { onHeld }),
  }
  for (;;) {
    const url = at
    const cooldown = rateLimit.cooldownOf(url)
    if (cooldown !== null) return fail(cooldown)
    const way = await wayFor(url)
    if (way.kind === 'unusable') return fail({ kind: 'proxy', host: way.host, code: way.code })
    // Known before the turn comes, so that hosts of one server wait in a row of their own.
    const isCareful = careful.has(url.origin)
    const admitted = await admission(connections, { url, way, approval: request.approval, isCareful }, limits)
    if (!admitted.ok) return admitted
    const { countedAt } = admitted.value
    const outcome = await rateLimit.inTurn(url, { ...wish, address: countedAt }, async () => {
      const startedAt = performance.now()
      const answer = await hop(deps, {
        url,
        wants: request.wants,
        range: request.range ?? null,
        validators: request.validators,
        knownHash: request.knownHash ?? null,
        authorization,
        admission: admitted.value,
        way,
        onReached,
        isCareful,
        leftMs,
      })
      leftMs = Math.max(1, leftMs - (performance.now() - startedAt))
      // Inside the turn, so that the host cools down.
      return answer.ok ? patient(answer.value, url, waited) : answer
    })
    if (!outcome.ok) return outcome
    const answer = outcome.value
    // The second try waits for a turn of its own, like any request.
    if (answer.kind === 'again') {
      careful.add(url.origin)
      continue
    }
    if (answer.kind !== 'redirect') return ok({ answer, url, redirects })

    const next = redirectTarget(answer.location, url)
    if (next === null) {
      const to = withoutSecrets(answer.location).slice(0, 200)
      return fail({ kind: 'bad-redirect', url: withoutSecrets(url.href), to })
    }
    if (redirects.length >= limits.redirects || visited.has(next.href)) {
      return fail({ kind: 'too-many-redirects', url: withoutSecrets(start.href) })
    }
    visited.add(next.href)
    redirects.push({ status: answer.status, to: next.href })
    if (next.origin !== start.origin) authorization = null
    at = next
  }
}

/** A redirect that is to be followed later becomes a busy host, once: who came back after the cooldown goes on. */
function patient(answer: HopAnswer, { href, host }: URL, waited: Set<string>): Outcome<HopAnswer> {
  if (answer.kind !== 'redirect' || answer.notBefore === null || waited.delete(href)) return ok(answer)
  if (waited.size >= waitedAtMost) waited.clear()
  waited.add(href)
  return fail({ kind: 'busy', host, retryAt: answer.notBefore })
}

interface Asking {
  readonly url: URL
  readonly way: OpenWay
  readonly approval: Approval | null
  readonly isCareful: boolean
}

async function admission(
  connections: Connections,
  { url, way, approval, isCareful }: Asking,
  limits: Limits,
): Promise<Outcome<Admission>> {
  try {
    return ok(await admit(connections, url, way, approval, isCareful))
  } catch (error) {
    return fail(failureOf(error, url, limits))
  }
}

function finished(
  answer: Exclude<HopAnswer, { kind: 'redirect' | 'again' | 'open' }>,
  url: URL,
  redirects: readonly Redirect[],
): Exchange {
  return answer.kind === 'unchanged'
    ? { ...answer, redirects }
    : { ...answer, finalUrl: withoutSecrets(url.href), redirects }
}
