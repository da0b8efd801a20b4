/**
 * hop.ts — one GET to one address: no redirect followed, every cap kept, the socket freed whatever happens.
 *
 * Room:     main/fetch.
 * Promises: an answer that is not wanted (an error page, a body over the cap, a redirect's text) is not read on.
 */
import { setImmediate } from 'node:timers/promises'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../preload/contract/failure.ts'
import { withoutSecrets } from '../base/urls.ts'
import { plainLength, robotWallIn, robotWallSaid } from '../base/wallMarks.ts'
import { readBody, readEncodings, readStart, TooLargeError } from './body.ts'
import type { BodyCaps } from './body.ts'
import { brokenBy } from './brokenAnswer.ts'
import { readCacheLife } from './cacheLife.ts'
import type { Connections } from './connections.ts'
import { failureOf, proxyFailureOf, TotalTimeoutError } from './failures.ts'
import { asAddress, asText, headerReader } from './headerReader.ts'
import type { HeaderReader } from './headerReader.ts'
import { requestHeaders } from './headers.ts'
import type { Limits } from './limits.ts'
import type { Admission, OpenWay } from './admission.ts'
import type { AddressClass } from './guard.ts'
import type { Places } from './places.ts'
import { isRedirect } from './redirects.ts'
import { readRetryAfter } from './retryAfter.ts'
import { cappedPieces, judgeMedia } from './media.ts'
import type { OpenMedia } from './media.ts'
import type { ByteRange, CacheLife, Exchange, HopWants, Validators, Wants } from '../model/exchange.ts'
import { readNewValidators, readValidators } from './validators.ts'

export interface HopRequest {
  readonly url: URL
  readonly wants: HopWants
  /** For sound and film; null for everything else. */
  readonly range: ByteRange | null
  readonly validators: Validators | null
  readonly knownHash: string | null
  readonly authorization: string | null
  readonly admission: Admission
  /** Which way out the system names for this origin. */
  readonly way: OpenWay
  /** Told when a connection to an address that is not public was really made. */
  readonly onReached: (to: AddressClass) => void
  /** It goes by a connection of its own, and its answer is mended. */
  readonly isCareful: boolean
  /** What is left of the exchange's time. */
  readonly leftMs: number
}

export type HopAnswer =
  | {
      readonly kind: 'redirect'
      readonly status: number
      readonly location: string
      /** Not to be followed before (RFC 9110 §10.2.3); null: at once. */
      readonly notBefore: number | null
    }
  | { readonly kind: 'unchanged'; readonly validators: Validators | null; readonly cacheLife: CacheLife }
  /** To be asked once more, carefully: unreadable as it came, or reset on a connection that was open already. */
  | { readonly kind: 'again' }
  | OpenMedia
  | Omit<Extract<Exchange, { kind: 'same' }>, 'finalUrl' | 'redirects'>
  | Omit<Extract<Exchange, { kind: 'fresh' }>, 'finalUrl' | 'redirects'>

export interface HopDeps {
  readonly connections: Connections
  readonly limits: Limits
  readonly userAgent: string
  readonly now: () => number
  /** For bodies that take much memory. */
  readonly largePlaces: Places
}

/** Unwanted texts up to this size are read to their end, which keeps the connection for the next request. */
const smallBody = 16 * 1024
const wallBytes = 64 * 1024
const wholeRange: ByteRange = { from: 0, to: null }

export async function hop(deps: HopDeps, request: HopRequest): Promise<Outcome<HopAnswer>> {
  const { connections, limits } = deps
  const { url, way, admission, onReached } = request
  const { agent, reaches } = admission
  const watched = { hasHead: false, isNewConnection: false }
  const tellReached = () => {
    if (reaches !== null) onReached(reaches)
  }
  const unwatch = connections.onConnected(url.origin, reaches ?? 'public', () => {
    watched.isNewConnection = true
    tellReached()
  })
  const stop = new AbortController()
  const endAfter = (ms: number, told: number) =>
    setTimeout(() => {
      stop.abort(new TotalTimeoutError(told))
    }, ms)
  let clock = endAfter(request.leftMs, limits.totalMs)
  try {
    const response = await agent.request({
      method: 'GET',
      origin: url.origin,
      path: url.pathname + url.search,
      headers: requestHeaders({ ...request, userAgent: deps.userAgent }),
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.idleMs,
      signal: stop.signal,
    })
    const { body } = response
    watched.hasHead = true
    // A body destroyed early says so as an error event; nobody waits for it.
    body.on('error', () => undefined)
    let isHandedOn = false
    try {
      const header = headerReader(response.headers)
      if (response.statusCode === 407 && way.kind === 'proxy') {
        return fail({ kind: 'proxy', host: way.host, code: '407' })
      }
      // A connection that was open already, or a proxy that has been there.
      if (way.kind === 'direct' || !proxyRefusals.has(response.statusCode)) tellReached()
      const answer = judge(request, response.statusCode, header, deps.now())
      if (answer !== 'read') {
        const wall = await wallBehind(answer, request, header, body, limits)
        if (wall !== null) return fail(wall)
        // What goes wrong after the head does not change the answer.
        if (response.statusCode === 304 || isSmall(header)) {
          await body.dump({ limit: smallBody, signal: stop.signal }).catch(() => undefined)
        }
        return answer
      }
      clearTimeout(clock)
      const { wants, range } = request
      if (wants === 'media') {
        const opening = { url, status: response.statusCode, range: range ?? wholeRange }
        const head = judgeMedia(header, { ...opening, mostBytes: limits.mediaBytes })
        if (!head.ok) return head
        isHandedOn = true
        const pieces = cappedPieces(body, limits.mediaBytes)
        const meaning = (error: unknown) => failureOf(error, url, limits)
        return ok({
          kind: 'open',
          head: head.value,
          pieces,
          destroy: () => body.destroy(),
          failureOf: meaning,
        })
      }
      clock = endAfter(limits.bodyMs, limits.bodyMs)
      return ok(await readFresh(body, header, { wants, knownHash: request.knownHash }, deps))
    } finally {
      if (!isHandedOn) body.destroy()
      // undici counts the connection as free one turn after the body ended; without this the next hop opens another.
      await setImmediate()
    }
  } catch (error) {
    const how = brokenBy(error, watched.hasHead)
    const isStale = how === 'no-answer' && !watched.isNewConnection
    const mayBeBetter = how === 'unreadable' || how === 'cut-short' || isStale
    if (!request.isCareful && mayBeBetter) return ok({ kind: 'again' })
    if (how !== null && !isStale) return fail({ kind: 'broken-answer', host: url.host, how })
    return fail(
      way.kind === 'proxy' ? proxyFailureOf(error, url, way, limits) : failureOf(error, url, limits),
    )
  } finally {
    unwatch()
    clearTimeout(clock)
  }
}

/** What a proxy answers in the place of a target that it did not reach. */
const proxyRefusals = new Set([403, 407, 502, 503, 504])

/** What the head alone decides; `'read'` when the body is wanted. */
function judge(
  { url, validators }: HopRequest,
  status: number,
  header: HeaderReader,
  now: number,
): Outcome<HopAnswer> | 'read' {
  const location = asAddress(header('location'))
  if (isRedirect(status) && location !== null) {
    return ok({ kind: 'redirect', status, location, notBefore: readRetryAfter(header('retry-after'), now) })
  }
  // A 304 to somebody who sent no validators leaves us with nothing.
  if (status === 304 && validators !== null) {
    const found = readNewValidators(validators, header)
    return ok({ kind: 'unchanged', validators: found, cacheLife: readCacheLife(header, now) })
  }
  // "Prove that you are human", in the site's own words; there is no way round it.
  const wall = robotWallSaid(header)
  if (wall !== null) return fail({ kind: 'not-a-feed', url: withoutSecrets(url.href), found: wall })
  if (status >= 200 && status < 300) return 'read'
  return fail(failureOfStatus(url, status, header, now))
}

function failureOfStatus(url: URL, status: number, header: HeaderReader, now: number): Failure {
  const address = withoutSecrets(url.href)
  if (status === 410) return { kind: 'gone', url: address }
  if (status === 429 || status === 503) {
    return { kind: 'busy', host: url.host, retryAt: readRetryAfter(header('retry-after'), now) }
  }
  return { kind: 'http', url: address, status }
}

const mayBeWall = new Set([401, 403, 405, 406, 409, 418, 429, 451, 503])

/** The text of a refusal is looked at for what a wall says; null: it is what its status says. */
async function wallBehind(
  answer: Outcome<HopAnswer>,
  { url, wants }: HopRequest,
  header: HeaderReader,
  body: AsyncIterable<Uint8Array>,
  limits: Limits,
): Promise<Failure | null> {
  if (answer.ok || (wants !== 'feed' && wants !== 'page')) return null
  const { failure } = answer
  const isRefusal = failure.kind === 'http' && mayBeWall.has(failure.status)
  const isBusyWithoutTime = failure.kind === 'busy' && failure.retryAt === null
  if ((!isRefusal && !isBusyWithoutTime) || !/html|^$/i.test(header('content-type') ?? '')) return null
  try {
    const start = await readStart(
      body,
      readEncodings(header('content-encoding'), limits.encodings),
      wallBytes,
    )
    const text = Buffer.from(start).toString('latin1')
    const found = robotWallIn(text, plainLength(text))
    return found === null ? null : { kind: 'not-a-feed', url: withoutSecrets(url.href), found }
  } catch {
    return null
  }
}

function isSmall(header: HeaderReader): boolean {
  const length = header('content-length')
  return length !== null && Number(length) <= smallBody
}

async function readFresh(
  body: AsyncIterable<Uint8Array>,
  header: HeaderReader,
  { wants, knownHash }: { readonly wants: Wants; readonly knownHash: string | null },
  { limits, now, largePlaces }: HopDeps,
): Promise<HopAnswer> {
  const caps: BodyCaps = {
    wireBytes: limits.wireBytes[wants],
    plainBytes: limits.plainBytes[wants],
    ratio: limits.ratio,
    ratioFromBytes: limits.ratioFromBytes,
    encodings: limits.encodings,
    pace: limits.pace,
    largeFromBytes: limits.largeFromBytes,
    largePlaces,
  }
  if (Number(header('content-length') ?? 0) > caps.wireBytes) throw new TooLargeError(caps.wireBytes)
  const encodings = readEncodings(header('content-encoding'), limits.encodings)
  const { bytes, size, hash } = await readBody(body, encodings, caps, knownHash)
  const facts = { validators: readValidators(header), cacheLife: readCacheLife(header, now()) }
  if (bytes === null) return { kind: 'same', size, ...facts }
  const contentType = header('content-type')
  return { kind: 'fresh', bytes, hash, contentType, link: asText(header('link')), ...facts }
}
