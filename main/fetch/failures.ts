/**
 * failures.ts — what sockets, TLS and undici throw, as our own failures. Pure.
 *
 * Room:     main/fetch. Error codes of Node, OpenSSL and undici are known here only.
 * Promises: an error without a code, or one about arguments, is a bug and is thrown on.
 */
import type { Failure, TimeoutStage } from '../../preload/contract/failure.ts'
import { withoutSecrets } from '../base/urls.ts'
import { BadEncodingError, TooLargeError, TooSlowError } from './body.ts'
import { PrivateAddressError } from './guard.ts'
import type { Limits } from './limits.ts'

/** The whole exchange took too long, or its body did. */
export class TotalTimeoutError extends Error {
  readonly ms: number
  constructor(ms: number) {
    super(`more than ${String(ms)} ms`)
    this.ms = ms
  }
}

/** The agents were closed under a request: the program is going down. */
const closedCodes = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED'])
/** Something of ours was called with nonsense. */
const bugCodes = new Set(['UND_ERR_INVALID_ARG', 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE'])
const nameCodes = new Set(['ENOTFOUND', 'EAI_NODATA', 'EAI_NONAME'])
/** EAI_AGAIN is what getaddrinfo says without a network. */
const offlineCodes = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN'])
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|OCSP_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|EPROTO$|UNSPECIFIED$)/

/** @param url Where the request went; only its host gets into the failure. */
export function failureOf(error: unknown, url: URL, limits: Limits): Failure {
  const { host } = url
  const timeout = (stage: TimeoutStage, ms: number): Failure => ({ kind: 'timeout', host, stage, ms })
  if (error instanceof PrivateAddressError) {
    return { kind: 'private-address', host, ...(error.where === null ? {} : { where: error.where }) }
  }
  if (error instanceof TooLargeError) return { kind: 'too-large', host, limitBytes: error.limitBytes }
  if (error instanceof BadEncodingError) return { kind: 'bad-encoding', host, encoding: error.encoding }
  if (error instanceof TotalTimeoutError) return timeout('total', error.ms)
  if (error instanceof TooSlowError) return timeout('pace', limits.pace.overMs)

  const code = codeOf(error)
  if (code === null || bugCodes.has(code)) throw error
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return timeout('connect', limits.connectMs)
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return timeout('first-byte', limits.firstByteMs)
  if (code === 'UND_ERR_BODY_TIMEOUT') return timeout('idle', limits.idleMs)
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { kind: 'too-large', host, limitBytes: limits.headBytes }
  if (closedCodes.has(code)) return { kind: 'reader-gave-up', url: withoutSecrets(url.href) }
  if (nameCodes.has(code)) return { kind: 'no-such-host', host }
  if (offlineCodes.has(code)) return { kind: 'offline', byChoice: false }
  if (tlsCode.test(code)) return { kind: 'tls', host, code }
  return { kind: 'unreachable', host, code }
}

/**
 * The same on a way through a proxy: what went wrong before the target could say anything is the proxy's.
 * A proxy that answers "no way there" (502, 503, 504) speaks of the target.
 */
export function proxyFailureOf(
  error: unknown,
  url: URL,
  way: { readonly host: string },
  limits: Limits,
): Failure {
  const refusal = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(messageOf(error))?.[1]
  if (refusal !== undefined) {
    return ['502', '503', '504'].includes(refusal)
      ? { kind: 'unreachable', host: url.host, code: `PROXY_${refusal}` }
      : { kind: 'proxy', host: way.host, code: refusal }
  }
  const socks = /^SOCKS5/i.test(messageOf(error)) ? 'SOCKS5' : null
  if (socks !== null) return { kind: 'proxy', host: way.host, code: codeOf(error) ?? socks }
  const failure = failureOf(error, url, limits)
  const isOfProxy =
    failure.kind === 'unreachable' ||
    failure.kind === 'no-such-host' ||
    failure.kind === 'offline' ||
    (failure.kind === 'timeout' && failure.stage === 'connect')
  return isOfProxy ? { kind: 'proxy', host: way.host, code: codeOf(error) ?? failure.kind } : failure
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

/**
 * A host with several addresses fails with one error for each. One that says more than "no network" decides:
 * without IPv6 at home every host with both kinds would look like being offline.
 */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf).filter((code) => code !== null)
    return codes.find((code) => !offlineCodes.has(code)) ?? codes[0] ?? null
  }
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? null : codeOf(error.cause)
}
