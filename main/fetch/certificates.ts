/**
 * certificates.ts — trusts what the machine trusts, where the runtime can ask it.
 *
 * Room:   main/fetch, once at the start of the network thread.
 * Knows:  a household or a company may have an authority of its own; Node's built-in list does not know it. Node can
 *         ask the system from 22.15 on; before that the built-in list is all there is.
 */
import * as tls from 'node:tls'

interface NewerTls {
  readonly getCACertificates?: (type: 'default' | 'system') => readonly string[]
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void
}

/** @returns How many were added; 0 where the runtime cannot, or the system's list cannot be read. */
export function trustSystemCertificates(runtime: NewerTls = tls as NewerTls): number {
  const { getCACertificates, setDefaultCACertificates } = runtime
  if (getCACertificates === undefined || setDefaultCACertificates === undefined) return 0
  try {
    const ours = getCACertificates('default')
    const known = new Set(ours)
    const more = getCACertificates('system').filter((certificate) => !known.has(certificate))
    if (more.length > 0) setDefaultCACertificates([...ours, ...more])
    return more.length
  } catch {
    return 0
  }
}
