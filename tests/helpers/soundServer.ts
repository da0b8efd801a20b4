/** soundServer.ts — a paper on 127.0.0.1 whose articles come with sound and film, in parts as players ask; remembers who asked. */
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SoundServer {
  readonly origin: string
  readonly feedUrl: string
  readonly asked: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  readonly stop: () => Promise<void>
}

/** A file name and what stands behind it. */
export type Files = Readonly<Record<string, { readonly type: string; readonly bytes: Uint8Array }>>

/** @param seconds Of silence: 8,000 bytes each. */
export function silence(seconds: number): Uint8Array {
  const length = seconds * 8000
  const wav = Buffer.alloc(44 + length, 128)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + length, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8000, 24)
  wav.writeUInt32LE(8000, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(length, 40)
  return wav
}

export async function startSoundServer(title: string, files: Files, html = ''): Promise<SoundServer> {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push({ path, headers: request.headers })
    if (path === '/feed.xml') {
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed())
      return
    }
    const file = files[path.slice(1)]
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const total = file.bytes.byteLength
    const [, first = '0', last = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
    const to = last === '' ? total - 1 : Math.min(total - 1, Number(last))
    const part = file.bytes.subarray(Number(first), to + 1)
    response.writeHead(206, {
      'content-type': file.type,
      'content-length': part.byteLength,
      'content-range': `bytes ${first}-${String(to)}/${String(total)}`,
      'accept-ranges': 'bytes',
      'set-cookie': 'listener=1',
    })
    response.end(part)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const feed = () => `<?xml version="1.0"?><rss version="2.0"><channel><title>The Sounding</title>
    <link>${origin}/</link><item><title>${title}</title><guid>one</guid><link>${origin}/one</link>
    <description><![CDATA[<p>Words of the article.</p>${html.replaceAll('{origin}', origin)}]]></description>
    ${Object.entries(files)
      .map(
        ([name, { type, bytes }]) =>
          `<enclosure url="${origin}/${name}" type="${type}" length="${String(bytes.byteLength)}"/>`,
      )
      .join('')}
    </item></channel></rss>`
  return {
    origin,
    feedUrl: `${origin}/feed.xml`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
}
