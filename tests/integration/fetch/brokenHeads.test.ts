/** Covers main/fetch/lenientHead.ts, lenientAnswer.ts, mendedSocket.ts and careful.ts against raw servers. */
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { aRequest, Stage } from './loopback.ts'
import { serveRaw } from './rawServer.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const text = '<rss><channel><title>Old server</title></channel></rss>'
const size = String(text.length)
const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n'
const chunked = `${ok}Transfer-Encoding: chunked\r\n`
const hex = text.length.toString(16)
const packed = gzipSync(text).toString('latin1')

const sendRaw = (bytes: string) =>
  serveRaw(stage, (socket) => {
    socket.end(Buffer.from(bytes, 'latin1'))
  })

async function ask(bytes: string) {
  const server = await sendRaw(bytes)
  return stage.exchanger().exchange(aRequest(`${server.origin}/feed`))
}

/** Breaks a rule: an answer that browsers or curl read. */
const readable: readonly (readonly [string, string])[] = [
  ['lines that end with a line feed only', `${ok.replaceAll('\r', '')}\n${text}`],
  ['some lines that do', `HTTP/1.1 200 OK\nA: b\r\n\n${text}`],
  ['a control character in a value', `${ok}X-A: a\x01b\r\n\r\n${text}`],
  ['a zero in a value', `${ok}X-A: a\x00b\r\n\r\n${text}`],
  ['a delete in a name', `${ok}X-\x7fA: b\r\n\r\n${text}`],
  ['a folded line', `${ok}X-A: one\r\n  two\r\n\r\n${text}`],
  ['a blank before the first field', `HTTP/1.1 200 OK\r\n Server: old\r\n\r\n${text}`],
  ['a blank before the colon', `${ok}Content-Length : ${size}\r\n\r\n${text}`],
  ['a blank in a name', `${ok}X Powered By: x\r\n\r\n${text}`],
  ['a line without a colon', `${ok}nonsense\r\n\r\n${text}`],
  ['no name before the colon', `${ok}: x\r\n\r\n${text}`],
  ['the length twice', `${ok}Content-Length: ${size}\r\nContent-Length: ${size}\r\n\r\n${text}`],
  ['the length twice in one line', `${ok}Content-Length: ${size}, ${size}\r\n\r\n${text}`],
  ['two lengths', `${ok}Content-Length: 9\r\nContent-Length: ${size}\r\n\r\n${text}`],
  ['a length that is no number', `${ok}Content-Length: many\r\n\r\n${text}`],
  ['a length below zero', `${ok}Content-Length: -1\r\n\r\n${text}`],
  ['an empty length', `${ok}Content-Length:\r\n\r\n${text}`],
  ['a length beside chunks', `${chunked}Content-Length: 5\r\n\r\n${hex}\r\n${text}\r\n0\r\n\r\n`],
  ['chunks said twice', `${chunked}Transfer-Encoding: chunked\r\n\r\n${hex}\r\n${text}\r\n0\r\n\r\n`],
  ['identity beside a length', `${ok}Transfer-Encoding: identity\r\nContent-Length: ${size}\r\n\r\n${text}`],
  ['a protocol in small letters', `http/1.1 200 ok\r\n\r\n${text}`],
  ['a protocol without a version', `HTTP 200 OK\r\n\r\n${text}`],
  ['an unknown version', `HTTP/3.7 200 OK\r\n\r\n${text}`],
  ['the protocol of old radio servers', `ICY 200 OK\r\n\r\n${text}`],
  ['no reason', `HTTP/1.1 200\r\n\r\n${text}`],
  ['blanks in the first line', `HTTP/1.1   200   OK\r\n\r\n${text}`],
  ['empty lines before the first', `\r\n\r\n${ok}\r\n${text}`],
  ['a few bytes before the first', `\x00\x00${ok}\r\n${text}`],
  ['no head at all', text],
  ['an answer before the answer', `HTTP/1.1 100 Continue\r\n\r\n${ok}\r\n${text}`],
  ['early hints', `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Go\r\n\r\n${ok}\r\n${text}`],
  ['blanks around a chunk size', `${chunked}\r\n ${hex}  \r\n${text}\r\n0 \r\n\r\n`],
  ['chunk lines that end with a line feed only', `${chunked}\r\n${hex}\n${text}\n0\n\n`],
  ['an extension of a chunk', `${chunked}\r\n${hex} ; a=b\x01\r\n${text}\r\n0\r\n\r\n`],
  ['a chunk size with 0x', `${chunked}\r\n0x${hex}\r\n${text}\r\n0\r\n\r\n`],
  ['chunks without a line end behind them', `${chunked}\r\n${hex}\r\n${text}0\r\n\r\n`],
  ['a last chunk without its empty line', `${chunked}\r\n${hex}\r\n${text}\r\n0`],
  ['broken trailers', `${chunked}\r\n${hex}\r\n${text}\r\n0\r\nA b\x01\r\n\r\n`],
  ['chunks that are none', `${chunked}\r\n${text}`],
  ['a length longer than a whole feed', `${ok}Content-Length: 5000\r\n\r\n${text}`],
  ['no last chunk behind a whole feed', `${chunked}\r\n${hex}\r\n${text}\r\n`],
  ['line feeds with two carriage returns', `${ok.replaceAll('\r', '\r\r')}\r\r\n${text}`],
  ['no empty line behind the head', `${ok}${text}`],
  ['a blank in the empty line', `${ok} \r\n${text}`],
  ['no first line', `Content-Type: application/rss+xml\r\nX-A: b\r\n\r\n${text}`],
  ['the status as a field', `Status: 200 OK\r\n\r\n${text}`],
  ['a chunk size with many zeros', `${chunked}\r\n ${'0'.repeat(30)}${hex}\r\n${text}\r\n0\r\n\r\n`],
  ['packed chunks that are none', `${chunked}Content-Encoding: gzip\r\n\r\n${packed}`],
  [
    'no last chunk behind a whole packed feed',
    `${chunked}Content-Encoding: gzip\r\n\r\n${packed.length.toString(16)}\r\n${packed}\r\n`,
  ],
]

describe('an answer that breaks a rule which browsers forgive', () => {
  it.each(readable)('is read: %s', async (_name, bytes) => {
    const outcome = await ask(bytes)
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'fresh' } })
    if (outcome.ok && outcome.value.kind === 'fresh') {
      expect(Buffer.from(outcome.value.bytes).toString()).toBe(text)
    }
  })

  const jsonText = '{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[]}'
  it.each([
    ['a comment of a cache', `${text}\n<!-- served from cache -->\n`],
    ['a script of its host', `${text}<script>track()</script>`],
    ['zeros', `${text}\0\0`],
    ['the end of a JSON feed', jsonText],
    ['the end of a page', '<!doctype html><html><body>No.</body></html>\n'],
    ['the end of a feed under a prefix', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"></a:feed>'],
    ['the end of a feed in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le').toString('latin1')],
  ])('is read when its length is too long, and it ends with %s', async (_name, body) => {
    const outcome = await ask(`${ok}Content-Length: 5000\r\n\r\n${body}`)
    if (!outcome.ok || outcome.value.kind !== 'fresh') throw new Error(JSON.stringify(outcome))
    expect(Buffer.from(outcome.value.bytes).toString('latin1')).toBe(body)
  })

  it('is read however small its pieces are', async () => {
    const bytes = Buffer.from(
      `\r\nHTTP 200 ok\nA : b\n c\nTransfer-Encoding: chunked\n\n${hex} \n${text}\n0`,
      'latin1',
    )
    const server = await serveRaw(stage, (socket) => {
      socket.setNoDelay(true)
      const send = (at: number): void => {
        if (at >= bytes.length) socket.end()
        else socket.write(bytes.subarray(at, at + 1), () => setImmediate(send, at + 1))
      }
      send(0)
    })
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: true,
      value: { kind: 'fresh', bytes: new Uint8Array(Buffer.from(text)) },
    })
  })

  it('keeps its facts: type, validators, redirects', async () => {
    const server = await serveRaw(stage, (socket, _nth, connection) => {
      socket.end(
        connection <= 2
          ? 'HTTP/1.1 301 Moved\nLocation : /new\nLocation : /new\n\n'
          : `HTTP/1.1 200 OK\nContent-Type : application/rss+xml\nETag : "1"\n\n${text}`,
      )
    })
    expect(await stage.exchanger().exchange(aRequest(`${server.origin}/old`))).toMatchObject({
      ok: true,
      value: {
        contentType: 'application/rss+xml',
        validators: { etag: '"1"' },
        finalUrl: `${server.origin}/new`,
        redirects: [{ status: 301 }],
      },
    })
    expect(server.asked).toEqual(['GET /old HTTP/1.1', 'GET /old HTTP/1.1', 'GET /new HTTP/1.1'])
  })

  it('costs a second request once, not every time, and leaves no connection open', async () => {
    const server = await serveRaw(stage, (socket) => {
      socket.write(`HTTP/1.1 200 OK\nContent-Length: ${size}\n\n${text}`)
    })
    const { exchange } = stage.exchanger()
    await exchange(aRequest(`${server.origin}/1`))
    await exchange(aRequest(`${server.origin}/2`))
    expect(server.asked).toHaveLength(3)
    await expect.poll(server.open).toBe(0)
  })
})

describe('what nobody can read', () => {
  it.each([
    ['another protocol', '220 mail.example ESMTP ready\r\n', 'unreadable'],
    ['a head that breaks off', 'HTTP/1.1 200 OK\r\nX-A: ', 'cut-short'],
    ['a status that is none', 'HTTP/1.1 OK\r\n\r\nx', 'unreadable'],
    ['a status below all', `HTTP/1.1 000 OK\r\n\r\n${text}`, 'unreadable'],
    ['chunks of which none came', `${chunked}Content-Encoding: gzip\r\n\r\n`, 'cut-short'],
    ['half a feed with a comment', `${ok}Content-Length: 999\r\n\r\n<rss><!-- a -->`, 'cut-short'],
    ['a chunk size that is none', `${chunked}\r\n2\r\nab\r\nzz\r\n`, 'unreadable'],
    [
      'a change of protocol',
      'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
      'unreadable',
    ],
    ['nothing at all', '', 'no-answer'],
    ['half a feed by length', `${ok}Content-Length: ${size}\r\n\r\n${text.slice(0, 20)}`, 'cut-short'],
    ['half a feed in a chunk', `${chunked}\r\n${hex}\r\n${text.slice(0, 20)}`, 'cut-short'],
    ['half a feed without a last chunk', `${chunked}\r\n5\r\n${text.slice(0, 5)}\r\n`, 'cut-short'],
  ])('is told as what it is: %s', async (_name, bytes, how) => {
    const outcome = await ask(bytes)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'broken-answer', how } })
  })

  it('keeps its caps on the second way: head, body and time', async () => {
    const long = `X-A : ${'a'.repeat(900)}\n`
    const head = await sendRaw(`HTTP/1.1 200 OK\n${long.repeat(200)}\n${text}`)
    const body = await sendRaw(`HTTP/1.1 200 OK\n\n<rss>${'x'.repeat(5000)}</rss>`)
    const silent = await serveRaw(stage, (socket) => socket.write('HTTP/1.1 200 OK\nX: y\n'))
    const small = { feed: 1000, page: 1000, picture: 1000, robots: 1000 }
    const { exchange } = stage.exchanger({ quick: { wireBytes: small, firstByteMs: 900, totalMs: 900 } })
    expect(await exchange(aRequest(head.origin))).toMatchObject({ failure: { kind: 'too-large' } })
    expect(await exchange(aRequest(body.origin))).toMatchObject({ failure: { kind: 'too-large' } })
    expect(await exchange(aRequest(silent.origin))).toMatchObject({ failure: { kind: 'timeout' } })
    await expect.poll(() => body.open() + head.open() + silent.open()).toBe(0)
  })

  it('keeps the guard on the second way', async () => {
    const server = await sendRaw(`HTTP/1.1 302 Found\nLocation: http://127.0.0.1:9/\n\n`)
    const outcome = await stage.exchanger().exchange(aRequest(server.origin))
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'private-address' } })
  })
})

describe('a connection that was open already and is reset', () => {
  const feed = `${ok}Content-Length: ${size}\r\n\r\n${text}`

  it.each([
    ['reset', true],
    ['closed', false],
  ])('is %s: asked once more on a new one', async (_how, isReset) => {
    const server = await serveRaw(stage, (socket, nth, connection) => {
      if (connection > 1) socket.write(feed)
      else if (nth === 1) socket.write('HTTP/1.1 301 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n')
      else if (isReset) socket.resetAndDestroy()
      else socket.destroy()
    })
    expect(await stage.exchanger().exchange(aRequest(`${server.origin}/a`))).toMatchObject({
      ok: true,
      value: { kind: 'fresh', finalUrl: `${server.origin}/b` },
    })
    expect(server.asked).toEqual(['GET /a HTTP/1.1', 'GET /b HTTP/1.1', 'GET /b HTTP/1.1'])
  })

  it('is not asked again when it was new', async () => {
    const server = await serveRaw(stage, (socket) => socket.resetAndDestroy())
    expect(await stage.exchanger().exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'broken-answer', how: 'no-answer' },
    })
    expect(server.asked).toHaveLength(1)
  })
})
