/** Covers what main/fetch makes of bad certificates, over real handshakes on 127.0.0.1 (safety.md 72). */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeConnections } from '../../../main/fetch/connections.ts'
import { trustSystemCertificates } from '../../../main/fetch/certificates.ts'
import { standardLimits } from '../../../main/fetch/limits.ts'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const pem = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8')

/** A server with this certificate, and an exchanger that trusts our test authority and finds it as paper.test. */
async function serve(certificate: string, options: ServerOptions = {}) {
  let asked = 0
  const server = createServer(
    { cert: pem(`${certificate}.pem`), key: pem('server.key'), ...options },
    (_request, response) => {
      asked += 1
      response.end('<rss/>')
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.later(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  )
  const toHome = (_host: string, lookup: { all?: boolean }, done: (...found: never[]) => void) => {
    const answer = done as (error: null, found: unknown, family?: number) => void
    if (lookup.all === true) answer(null, [{ address: '127.0.0.1', family: 4 }])
    else answer(null, '127.0.0.1', 4)
  }
  const { exchange } = stage.exchanger({
    connections: makeConnections(standardLimits, toHome as never, {}, pem('ca.pem')),
  })
  const { port } = server.address() as AddressInfo
  return { ask: () => exchange(aRequest(`https://paper.test:${String(port)}/`)), asked: () => asked }
}

describe('a secure connection', () => {
  it('is made when the certificate is good', async () => {
    const { ask, asked } = await serve('good')
    expect(await ask()).toMatchObject({ ok: true })
    expect(asked()).toBe(1)
  })

  it.each([
    ['has run out', 'expired', 'CERT_HAS_EXPIRED'],
    ['signed itself', 'self', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['is for another host', 'other', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['is signed with SHA-1', 'sha1', 'UNSPECIFIED'],
  ])('is refused by name when the certificate %s, and nothing is asked', async (_what, certificate, code) => {
    const weak = certificate === 'sha1' ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}
    const { ask, asked } = await serve(certificate, weak)
    const outcome = await ask()
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'tls' } })
    expect(outcome).toMatchObject({ failure: { code } })
    expect(asked()).toBe(0)
  })

  it('is refused by name when the server speaks TLS 1.0 only, and not tried in the clear', async () => {
    const { ask, asked } = await serve('good', {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'tls' } })
    expect(asked()).toBe(0)
  })
})

describe('the certificates of the system', () => {
  it('are added to the built-in ones, each once', () => {
    let set: readonly string[] = []
    const runtime = {
      getCACertificates: (type: string) => (type === 'default' ? ['a', 'b'] : ['b', 'c']),
      setDefaultCACertificates: (certificates: readonly string[]) => {
        set = certificates
      },
    }
    expect(trustSystemCertificates(runtime)).toBe(1)
    expect(set).toEqual(['a', 'b', 'c'])
  })

  it('are left alone by a runtime that cannot ask for them, or that fails', () => {
    expect(trustSystemCertificates({})).toBe(0)
    const broken = () => {
      throw new Error('no keychain')
    }
    expect(trustSystemCertificates({ getCACertificates: broken, setDefaultCACertificates: broken })).toBe(0)
  })
})
