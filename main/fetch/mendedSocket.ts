/**
 * mendedSocket.ts — a socket for one request, whose answer is mended on its way to the parser.
 *
 * Room:     main/fetch. The connector below it is the guarded one; all limits of time and size stay with who asked.
 * Promises: reads no faster than it is read; when the answer is whole, or nobody wants it, the socket is closed.
 */
import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'
import { lenientAnswer } from './lenientAnswer.ts'
import type { LenientAnswer } from './lenientAnswer.ts'

class MendedSocket extends Duplex {
  readonly #socket: Socket
  readonly #answer: LenientAnswer
  #isOver = false

  constructor(socket: Socket, headBytes: number) {
    super({ allowHalfOpen: true, emitClose: true })
    this.#socket = socket
    this.#answer = lenientAnswer(headBytes)
    socket.on('data', (piece: Buffer) => {
      this.#attempt(() => {
        let isWanted = true
        for (const part of this.#answer.take(piece)) isWanted = this.push(part)
        if (this.#answer.isWhole()) this.#over()
        else if (!isWanted) socket.pause()
      })
    })
    socket.on('end', () => {
      this.#attempt(() => {
        this.#answer.end()
        this.#over()
      })
    })
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => {
      this.#attempt(() => {
        this.#answer.end()
        this.#over()
      })
    })
    socket.pause()
  }

  /** Whatever kind of socket undici takes it for. */
  ref(): this {
    this.#socket.ref()
    return this
  }

  unref(): this {
    this.#socket.unref()
    return this
  }

  override _read(): void {
    if (!this.#isOver) this.#socket.resume()
  }

  override _write(piece: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(piece, encoding, (error) => {
      done(error ?? null)
    })
  }

  override _final(done: () => void): void {
    this.#socket.end(done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#isOver = true
    this.#socket.destroy()
    done(error)
  }

  #attempt(work: () => void): void {
    if (this.#isOver) return
    try {
      work()
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #over(): void {
    this.#isOver = true
    this.push(null)
  }
}

/** The same connector, with mended answers. */
export function mended(connect: buildConnector.connector, headBytes: number): buildConnector.connector {
  return (options, done) => {
    connect(options, (...[error, socket]) => {
      // A stream is all that undici makes use of.
      if (error === null) done(null, new MendedSocket(socket, headBytes) as unknown as Socket)
      else done(error, null)
    })
  }
}
