/** Covers main/fetch/body.ts through an exchange: what comes packed, and what must not unpack for ever. */
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { aRequest, Stage } from './loopback.ts'

const stage = new Stage()
afterEach(() => stage.clear())

const text = `<rss><channel><title>${'A street of paper lanterns. '.repeat(40)}</title></channel></rss>`
const gz = gzipSync(text)

/** As `compress` of Unix begins. */
const packedOld = Buffer.from([0x1f, 0x9d, 0x90, 0x3c, 0x01])

async function ask(body: Uint8Array, encoding: string | null) {
  const server = await stage.serve((_request, response) => {
    if (encoding !== null) response.setHeader('content-encoding', encoding)
    response.end(body)
  })
  return stage.exchanger().exchange(aRequest(server.origin))
}

describe('a packed body', () => {
  it.each([
    ['gzip as declared', gz, 'gzip'],
    ['gzip under its old name, in capitals', gz, 'X-GZIP'],
    ['gzip without a word', gz, null],
    ['gzip declared as identity', gz, 'identity'],
    ['gzip packed twice, declared once', gzipSync(gz), 'gzip'],
    ['gzip in two members', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))]), 'gzip'],
    ['gzip with garbage behind it', Buffer.concat([gz, Buffer.from('\0\0\0 trailing')]), 'gzip'],
    ['brotli', brotliCompressSync(text), 'br'],
    ['deflate as the standard has it', deflateSync(text), 'deflate'],
    ['deflate as some servers have it', deflateRawSync(text), 'deflate'],
    ['brotli over gzip', brotliCompressSync(gz), 'gzip, br'],
    ['nothing at all', Buffer.from(text), null],
    ['deflate without a word', deflateSync(text), null],
    ['gzip under a word that names no coding', gz, 'text/xml'],
    ['brotli by its long name', brotliCompressSync(text), 'Brotli'],
    ['gzip in quotes, with a parameter', gz, '"gzip";q=1'],
    ['gzip after a word that names no coding', gz, 'utf-8, gzip'],
    ['plain text under the name of gzip', Buffer.from(text), 'gzip'],
    ['plain text under the name of brotli', Buffer.from(text), 'br'],
    ['plain text under the name of deflate', Buffer.from(text), 'deflate'],
    ['plain text under a coding that nobody asked for', Buffer.from(text), 'compress'],
    ['gzip under the name of deflate', gz, 'deflate'],
    ['gzip under the name of brotli', gz, 'br'],
    ['gzip under the name of a coding that nobody asked for', gz, 'zstd'],
    ['deflate under the name of gzip', deflateSync(text), 'gzip'],
    ['deflate said twice, packed once', deflateSync(text), 'deflate, deflate'],
    ['gzip without its trailer', gz.subarray(0, -8), 'gzip'],
    ['gzip with half of its trailer', gz.subarray(0, -3), 'gzip'],
    ['gzip with a wrong checksum', wrongSum(gz), 'gzip'],
    ['undeclared gzip with a wrong checksum', wrongSum(gz), null],
    ['gzip with a name, a comment and a sum of its head', withNames(gz), 'gzip'],
    ...['UTF-8', 'aws-chunked', 'none', 'binary', '8bit', 'text/xml', 'constructor', '*', 'null'].map(
      (word): [string, Buffer, string] => [`plain text under ${word}`, Buffer.from(text), word],
    ),
  ])('is read: %s', async (_name, body, encoding) => {
    const outcome = await ask(body, encoding)
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'fresh' } })
    if (outcome.ok && outcome.value.kind === 'fresh') {
      expect(Buffer.from(outcome.value.bytes).toString()).toBe(text)
    }
  })

  it.each([
    ['gzip cut short', gz.subarray(0, -20), 'gzip', 'gzip'],
    ['undeclared gzip cut short', gz.subarray(0, -20), null, 'gzip'],
    ['brotli cut short', brotliCompressSync(text).subarray(0, -5), 'br', 'br'],
    ['gzip with a packed text that breaks off', gz.subarray(0, -9), 'gzip', 'gzip'],
    ['a head of gzip alone', gz.subarray(0, 10), 'gzip', 'gzip'],
    ['a name in the head of gzip without an end', endlessName(), 'gzip', 'gzip'],
    ['something else under the name of gzip', Buffer.from([0xd1, 0x02, 0x9e, 0x88, 0x01]), 'gzip', 'gzip'],
    ['gzip with a damaged middle', damaged(gz), 'gzip', 'gzip'],
    ['an encoding nobody asked for', packedOld, 'compress', 'compress'],
    ['another one', packedOld, 'X-Compress', 'x-compress'],
    ['three layers', gzipSync(gzipSync(gz)), 'gzip, gzip, gzip', '3 layers'],
    ['a thousand layers', gz, Array(1000).fill('gzip').join(','), '1000 layers'],
  ])('is refused: %s', async (_name, body, encoding, said) => {
    expect(await ask(body, encoding)).toMatchObject({
      ok: false,
      failure: { kind: 'bad-encoding', encoding: said },
    })
  })
})

describe('a body that is too large', () => {
  const caps = (wire: number, plain: number) => ({
    wireBytes: { feed: wire, page: wire, picture: wire, robots: wire },
    plainBytes: { feed: plain, page: plain, picture: plain, robots: plain },
  })

  it('is refused by its declared length, unread', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write('x')
    })
    const { exchange } = stage.exchanger({ quick: caps(1000, 2000) })
    expect(await exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'too-large', limitBytes: 1000 },
    })
    await server.emptied()
  })

  it('is cut off at the cap when it never ends, and the connection is freed', async () => {
    const server = await stage.serve((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(4096)));
      }
      response.on('drain', more)
      more()
    })
    const { exchange } = stage.exchanger({ quick: caps(100_000, 200_000) })
    expect(await exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'too-large', limitBytes: 100_000 },
    })
    await server.emptied()
  })

  it.each([
    ['gzip', (size: number) => gzipSync(Buffer.alloc(size))],
    [
      'br',
      (size: number) =>
        brotliCompressSync(Buffer.alloc(size), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
  ])('is noticed while a %s bomb unpacks', async (encoding, pack) => {
    const bomb = pack(24 * 1024 * 1024)
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb)
    })
    const { exchange } = stage.exchanger({ quick: { ratio: 1e9 } })
    expect(await exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'too-large', limitBytes: 20 * 1024 * 1024 },
    })
    await server.emptied()
  })

  it('is noticed by its ratio long before the cap, and an endless bomb ends', async () => {
    const server = await stage.serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const zip = createGzip({ flush: constants.Z_SYNC_FLUSH })
      zip.pipe(response)
      const zeros = Buffer.alloc(1024 * 1024)
      const more = () => {
        while (!response.destroyed && zip.write(zeros));
      }
      zip.on('drain', more)
      more()
    })
    const { exchange } = stage.exchanger({
      quick: { plainBytes: { feed: 1e12, page: 1e12, picture: 1e12, robots: 1e12 } },
    })
    expect(await exchange(aRequest(server.origin))).toMatchObject({
      ok: false,
      failure: { kind: 'too-large' },
    })
    await server.emptied()
  })
})

function damaged(packed: Buffer): Buffer {
  const copy = Buffer.from(packed)
  copy.fill(0xff, 20, 40)
  return copy
}

function wrongSum(packed: Buffer): Buffer {
  const copy = Buffer.from(packed)
  copy.fill(0xaa, copy.length - 8, copy.length - 4)
  return copy
}

/** RFC 1952: FHCRC, FEXTRA, FNAME and FCOMMENT. */
function withNames(packed: Buffer): Buffer {
  const head = Buffer.from(packed.subarray(0, 10))
  head[3] = 2 + 4 + 8 + 16
  const fields = Buffer.from('\x03\0abcfeed.xml\0a comment\0\x12\x34', 'latin1')
  return Buffer.concat([head, fields, packed.subarray(10)])
}

function endlessName(): Buffer {
  const head = Buffer.from(gz.subarray(0, 10))
  head[3] = 8
  return Buffer.concat([head, Buffer.alloc(100_000, 'x')])
}
