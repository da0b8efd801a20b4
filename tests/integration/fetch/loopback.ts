/** loopback.ts — a scripted HTTP server on 127.0.0.1 that remembers what it was asked. */
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { makeConnections } from '../../../main/fetch/connections.ts'
import { makeExchanger } from '../../../main/fetch/exchange.ts'
import type { Exchanger, ExchangerDeps } from '../../../main/fetch/exchange.ts'
import { standardLimits } from '../../../main/fetch/limits.ts'
import type { Limits } from '../../../main/fetch/limits.ts'
import type { FetchRequest } from '../../../main/model/exchange.ts'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
}

export interface Loopback {
  readonly origin: string
  readonly port: number
  readonly seen: readonly Seen[]
  /** Connections ever opened. */
  readonly connections: () => number
  /** Resolves when no connection is open any more. */
  readonly emptied: () => Promise<void>
}

interface ExchangerFacts extends Partial<ExchangerDeps> {
  readonly quick?: Partial<Limits>
  readonly lookup?: LookupFunction
}

/** Closes what a test opened; call it in afterEach. */
export class Stage {
  private readonly endings: (() => Promise<void>)[] = []

  async serve(handler: RequestListener): Promise<Loopback> {
    const seen: Seen[] = []
    let opened = 0
    let open = 0
    let whenEmpty: (() => void)[] = []
    const server = createServer((request, response) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
      handler(request, response)
    })
    server.on('connection', (socket) => {
      opened += 1
      open += 1
      socket.on('close', () => {
        open -= 1
        if (open === 0) for (const tell of whenEmpty.splice(0)) tell()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.endings.push(
      () =>
        new Promise((resolve) => {
          whenEmpty = []
          server.closeAllConnections()
          server.close(() => {
            resolve()
          })
        }),
    )
    const { port } = server.address() as AddressInfo
    return {
      origin: `http://127.0.0.1:${String(port)}`,
      port,
      seen,
      connections: () => opened,
      emptied: () =>
        new Promise((resolve) => {
          if (open === 0) resolve()
          else whenEmpty.push(resolve)
        }),
    }
  }

  /** @param facts `quick`: limits to shorten; `lookup`: the resolver below the guard. */
  exchanger(facts: ExchangerFacts = {}): Exchanger {
    const { quick, lookup, ...rest } = facts
    const limits = { ...standardLimits, ...quick }
    const made = makeExchanger({
      version: '1.2.3',
      limits,
      connections: makeConnections(limits, lookup),
      ...rest,
    })
    this.endings.unshift(made.close)
    return made
  }

  later(ending: () => Promise<void>): void {
    this.endings.unshift(ending)
  }

  async clear(): Promise<void> {
    for (const end of this.endings.splice(0)) await end()
  }
}

/** A request for a feed on this machine whose own origin the reader allowed. */
export function aRequest(url: string, facts: Partial<FetchRequest> = {}): FetchRequest {
  const approval = URL.canParse(url) ? ({ origin: new URL(url).origin, class: 'loopback' } as const) : null
  return { url, wants: 'feed', validators: null, approval, ...facts }
}
