/** Covers the time limits of main/fetch (limits.ts, hop.ts, body.ts) with servers on 127.0.0.1 that take their time. */
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

describe('an exchange with a server that takes its time', () => {
  const timedOut = (port: number, what: string, ms: number) => ({
    ok: false,
    failure: { kind: 'timeout', host: `127.0.0.1:${String(port)}`, stage: what, ms },
  })

  it('gives up on a name that is never resolved', async () => {
    const { exchange } = stage.exchanger({ quick: { connectMs: 30 }, lookup: () => undefined })
    expect(await exchange(aRequest('http://paper.example/'))).toEqual({
      ok: false,
      failure: { kind: 'timeout', host: 'paper.example', stage: 'connect', ms: 30 },
    })
  })

  it('gives up on a TLS greeting that is never answered', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    stage.later(async () => {
      await new Promise((resolve) => server.close(resolve))
    })
    const { port } = server.address() as AddressInfo
    const { exchange } = stage.exchanger({ quick: { connectMs: 30 } })
    expect(await exchange(aRequest(`https://127.0.0.1:${String(port)}/`))).toEqual(
      timedOut(port, 'connect', 30),
    )
  })

  it('gives up on a head that never comes, and frees the connection', async () => {
    const server = await stage.serve(() => undefined)
    const { exchange } = stage.exchanger({ quick: { firstByteMs: 30 } })
    expect(await exchange(aRequest(server.origin))).toEqual(timedOut(server.port, 'first-byte', 30))
    await server.emptied()
  })

  it('gives up on a body that stops coming, and frees the connection', async () => {
    const server = await stage.serve((_request, response) => response.writeHead(200).write('<rss'))
    const { exchange } = stage.exchanger({ quick: { idleMs: 30 } })
    expect(await exchange(aRequest(server.origin))).toEqual(timedOut(server.port, 'idle', 30))
    await server.emptied()
  })

  const drippingServer = () =>
    stage.serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 5)
      response.on('close', () => {
        clearInterval(drip)
      })
    })

  it('gives up on a drip that never stops and never pauses for long', async () => {
    const server = await drippingServer()
    const { exchange } = stage.exchanger({ quick: { bodyMs: 80 } })
    expect(await exchange(aRequest(server.origin))).toEqual(timedOut(server.port, 'total', 80))
    await server.emptied()
  })

  it('gives up on a body that brings too little for too long, and says so', async () => {
    const server = await drippingServer()
    const { exchange } = stage.exchanger({ quick: { pace: { bytes: 1000, overMs: 40 } } })
    expect(await exchange(aRequest(server.origin))).toEqual(timedOut(server.port, 'pace', 40))
    await server.emptied()
  })

  it('waits for a slow body that keeps its pace, longer than for a head', async () => {
    const server = await stage.serve((_request, response) => {
      const pieces = Array.from({ length: 100 }, () => '<a/>')
      const drip = setInterval(() => {
        const piece = pieces.shift()
        if (piece !== undefined) response.write(piece)
        else clearInterval(drip)
        if (piece === undefined) response.end()
      }, 5)
    })
    const { exchange } = stage.exchanger({ quick: { totalMs: 400, pace: { bytes: 1, overMs: 1 } } })
    expect(await exchange(aRequest(server.origin))).toMatchObject({ ok: true, value: { kind: 'fresh' } })
  })

  it('counts the time of all hops together', async () => {
    const server = await stage.serve((request, response) => {
      if (request.url === '/') setTimeout(() => response.writeHead(302, { location: '/b' }).end(), 20)
    })
    const { exchange } = stage.exchanger({ quick: { totalMs: 1500 } })
    expect(await exchange(aRequest(server.origin))).toEqual(timedOut(server.port, 'total', 1500))
    expect(server.seen.map(({ url }) => url)).toEqual(['/', '/b'])
  })

  it('ends what is under way when the program closes', async () => {
    const server = await stage.serve(() => {
      void exchanger.close()
    })
    const exchanger = stage.exchanger()
    expect(await exchanger.exchange(aRequest(server.origin))).toEqual({
      ok: false,
      failure: { kind: 'reader-gave-up', url: `${server.origin}/` },
    })
  })
})
