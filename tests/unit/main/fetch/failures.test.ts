/** Covers main/fetch/failures.ts and redirects.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { failureOf } from '../../../../main/fetch/failures.ts'
import { standardLimits } from '../../../../main/fetch/limits.ts'
import { lastingAddress, redirectTarget } from '../../../../main/fetch/redirects.ts'

const url = new URL('https://ann:secret@paper.example:8443/feed')
const coded = (code: string) => Object.assign(new Error(code), { code })
const failure = (error: unknown) => failureOf(error, url, standardLimits)
const host = 'paper.example:8443'

describe('failureOf', () => {
  it.each([
    ['ENOTFOUND', { kind: 'no-such-host', host }],
    ['EAI_AGAIN', { kind: 'offline', byChoice: false }],
    ['ENETUNREACH', { kind: 'offline', byChoice: false }],
    ['ENETDOWN', { kind: 'offline', byChoice: false }],
    ['ECONNREFUSED', { kind: 'unreachable', host, code: 'ECONNREFUSED' }],
    ['EHOSTUNREACH', { kind: 'unreachable', host, code: 'EHOSTUNREACH' }],
    ['UND_ERR_SOCKET', { kind: 'unreachable', host, code: 'UND_ERR_SOCKET' }],
    ['HPE_INVALID_CONSTANT', { kind: 'unreachable', host, code: 'HPE_INVALID_CONSTANT' }],
    ['CERT_HAS_EXPIRED', { kind: 'tls', host, code: 'CERT_HAS_EXPIRED' }],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', { kind: 'tls', host, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
    ['SELF_SIGNED_CERT_IN_CHAIN', { kind: 'tls', host, code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { kind: 'tls', host, code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
    ['ERR_TLS_CERT_ALTNAME_INVALID', { kind: 'tls', host, code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
    ['EPROTO', { kind: 'tls', host, code: 'EPROTO' }],
    ['UND_ERR_CONNECT_TIMEOUT', { kind: 'timeout', host, stage: 'connect', ms: 8000 }],
    ['UND_ERR_HEADERS_TIMEOUT', { kind: 'timeout', host, stage: 'first-byte', ms: 15_000 }],
    ['UND_ERR_BODY_TIMEOUT', { kind: 'timeout', host, stage: 'idle', ms: 10_000 }],
    ['UND_ERR_HEADERS_OVERFLOW', { kind: 'too-large', host, limitBytes: 65_536 }],
    ['UND_ERR_DESTROYED', { kind: 'reader-gave-up', url: 'https://paper.example:8443/feed' }],
  ])('%s', (code, expected) => {
    expect(failure(coded(code))).toEqual(expected)
  })

  it('does not call a host offline because only its IPv6 address has no way', () => {
    const both = new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')])
    expect(failure(both)).toEqual({ kind: 'unreachable', host, code: 'ECONNREFUSED' })
    const none = new AggregateError([coded('ENETUNREACH'), coded('ENETUNREACH')])
    expect(failure(none)).toEqual({ kind: 'offline', byChoice: false })
  })

  it('finds the code in a cause', () => {
    expect(failure(new Error('wrapped', { cause: coded('ENOTFOUND') }))).toMatchObject({
      kind: 'no-such-host',
    })
  })

  it('throws a bug on', () => {
    expect(() => failure(new TypeError('x is not a function'))).toThrow('x is not a function')
    expect(() => failure(coded('UND_ERR_INVALID_ARG'))).toThrow('UND_ERR_INVALID_ARG')
  })
})

describe('redirectTarget', () => {
  const from = new URL('https://paper.example/a/b?c')
  it.each([
    ['d', 'https://paper.example/a/d'],
    ['?e', 'https://paper.example/a/b?e'],
    ['//other.example', 'https://other.example/'],
    [' /f#g ', 'https://paper.example/f'],
    ['http://u:p@other.example/', 'http://other.example/'],
  ])('%j leads to %s', (location, expected) => {
    expect(redirectTarget(location, from)?.href).toBe(expected)
  })

  it.each(['file:///x', 'mailto:a@b', 'http://', 'data:,'])('%j leads nowhere', (location) => {
    expect(redirectTarget(location, from)).toBeNull()
  })
})

describe('lastingAddress', () => {
  const from = 'https://old.example/feed'
  const to = (status: number, address: string) => ({ status, to: address })
  it.each([
    ['no redirect', [], null],
    ['a permanent move', [to(301, 'https://new.example/feed')], 'https://new.example/feed'],
    ['two of them', [to(308, 'https://a.example/'), to(301, 'https://b.example/')], 'https://b.example/'],
    ['a move for now', [to(302, 'https://new.example/')], null],
    ['a chain with one move for now', [to(301, 'https://a.example/'), to(307, 'https://b.example/')], null],
    ['a way from https to http', [to(301, 'http://new.example/')], null],
    ['one in the middle', [to(301, 'http://a.example/'), to(301, 'https://b.example/')], null],
  ])('%s', (_what, redirects, expected) => {
    expect(lastingAddress(from, redirects)).toBe(expected)
  })

  it('goes from http to https gladly', () => {
    expect(lastingAddress('http://a.example/', [to(301, 'https://a.example/')])).toBe('https://a.example/')
  })
})
