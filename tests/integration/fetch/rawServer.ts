/** rawServer.ts — a TCP server on 127.0.0.1 that answers with bytes as they are given. */
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { Stage } from './loopback.ts'

export interface RawServer {
  readonly origin: string
  /** First lines of what was asked, in order. */
  readonly asked: readonly string[]
  readonly connections: () => number
  readonly open: () => number
}

/** What is done with one request; `nth` counts requests on this connection, `connection` connections. From 1. */
export type RawAnswer = (socket: Socket, nth: number, connection: number) => void

export async function serveRaw(stage: Stage, answer: RawAnswer): Promise<RawServer> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    const connection = connections
    let nth = 0
    let text = ''
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (piece) => {
      text += piece.toString('latin1')
      if (!text.includes('\r\n\r\n')) return
      asked.push(text.split('\r\n', 1)[0] ?? '')
      text = ''
      nth += 1
      answer(socket, nth, connection)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stage.later(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => {
          resolve()
        })
      }),
  )
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    asked,
    connections: () => connections,
    open: () => sockets.size,
  }
}
