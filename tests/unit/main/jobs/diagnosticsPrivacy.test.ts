/** Covers main/base/hostsOnly.ts, redactFacts.ts, redact.ts and log.ts: no secret of an address is in the log or in diagnostics. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { makeLog } from '../../../../main/base/log.ts'
import { redact } from '../../../../main/base/redact.ts'
import { writeDiagnostics } from '../../../../main/jobs/diagnostics.ts'
import { aDataPorts } from '../../../helpers/dataPorts.ts'
import { aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

const token = 'Tok3n0fThe5ecretReader'
const anna = { home: '/home/anna', userName: 'anna' }

/** What may stand around a token, decoded and encoded, meant and broken. */
const around = [
  ...[
    '',
    '(',
    ')',
    '()',
    '"',
    "'",
    '`',
    '<',
    '>',
    '{',
    '}',
    '[',
    ']',
    ' ',
    '\t',
    '\n',
    '\\',
    '|',
    '^',
    ';',
    ',',
    '!',
    '$',
    '*',
  ],
  ...[
    '%28',
    '%29',
    '%22',
    '%20',
    '%0a',
    '%2F',
    '%40',
    '%3a%2f%2f',
    '/',
    '//',
    '..',
    '?',
    '#',
    '&',
    '=',
    ':',
    '@',
    '~',
    '+',
  ],
  ...[
    'é',
    '新聞',
    '🗞',
    '\u200b',
    '\u3000',
    '：／／',
    '\u2028',
    '{"a":"',
    '":1}',
    '\n    at ',
    ' failed',
    "' -> '",
    ' :: ',
  ],
]
const noise = fc.array(fc.constantFrom(...around), { maxLength: 4 }).map((all) => all.join(''))
const secretive = fc.tuple(noise, noise).map(([before, after]) => `${before}${token}${after}`)
const start = fc.constantFrom(
  'https://',
  'HTTP://',
  'http://',
  'feed://',
  'feed:https://',
  'ftp://',
  'https:/',
  'wss://',
  '//',
  '',
)
const host = fc.constantFrom(
  'paper.example',
  'paper.example:8080',
  'xn--paper-9za.example',
  '192.168.1.7',
  '[fd00::7]',
)
const address = fc.oneof(
  fc.tuple(start, host, secretive).map(([scheme, at, rest]) => `${scheme}${at}/${rest}`),
  fc.tuple(start, host, secretive).map(([scheme, at, rest]) => `${scheme}${at}/feed?key=${rest}`),
  fc.tuple(start, host, secretive).map(([scheme, at, rest]) => `${scheme}${at}/#${rest}`),
  fc.tuple(start, host).map(([scheme, at]) => `${scheme === '' ? 'https://' : scheme}me:${token}@${at}/feed`),
  host.map((at) => `me:${token}@${at}`),
  fc.tuple(start, host).map(([scheme, at]) => `${scheme === '' ? 'https://' : scheme}${token}@${at}/feed`),
  fc.tuple(host, secretive).map(([at, rest]) => encodeURIComponent(`https://${at}/${rest}`)),
)
const field = fc.constantFrom(
  'url',
  'to',
  'from',
  'of',
  'origin',
  'why',
  'detail',
  'text',
  'title',
  'name',
  'code',
  'file',
  'anything',
)

let context: TestContext
beforeEach(async () => {
  context = await aJobContext(() => aFresh(''))
})
afterEach(() => context.end())

const copied = (lines: readonly string[]) =>
  writeDiagnostics(context, aDataPorts({ logLines: () => lines }), { version: '1', runtime: 'Electron' })

/** What one line of the log becomes, and what a person copies of it. */
async function written(write: (log: ReturnType<typeof makeLog>) => void): Promise<string> {
  const lines: string[] = []
  write(makeLog((line) => lines.push(line)))
  return `${lines.join('\n')}\n${await copied(lines)}`
}

describe('a secret in an address', () => {
  it('is in no fact of the log', async () => {
    await fc.assert(
      fc.asyncProperty(field, address, async (name, url) => {
        expect(
          await written((log) => {
            log.warn('feed failed', { [name]: url, status: 500 })
          }),
        ).not.toContain(token)
        expect(
          await written((log) => {
            log.warn('feed failed', { list: [{ [name]: url }] })
          }),
        ).not.toContain(token)
        expect(
          await written((log) => {
            log.warn('feed failed', { [url]: 1 })
          }),
        ).not.toContain(token)
      }),
      { numRuns: 150 },
    )
  })

  it('is in no message and no stack of the log', async () => {
    await fc.assert(
      fc.asyncProperty(address, fc.constantFrom('', 'Failed to parse ', 'open '), async (url, before) => {
        expect(
          await written((log) => {
            log.error('threw', new TypeError(`${before}${url} because`))
          }),
        ).not.toContain(token)
        expect(
          await written((log) => {
            log.error('threw', `Error: ${before}${url}\n    at f (/x/y.js:1:2)`)
          }),
        ).not.toContain(token)
      }),
      { numRuns: 150 },
    )
  })

  it('is in nothing that is copied of a log that an earlier version wrote, as facts or as a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(field, address, async (name, url) => {
        const facts = JSON.stringify({ kind: 'http', [name]: url, status: 500 })
        const at = '2026-11-23T10:00:00.000Z warn'
        const oneLine = url.replace(/[\u0000-\u001f\u2028]/g, ' ')
        const lines = [
          `${at} feed failed ${facts}`,
          `${at} feed failed ${facts.slice(0, -8)}`,
          `${at} GET ${oneLine} failed`,
        ]
        expect(await copied(lines)).not.toContain(token)
      }),
      { numRuns: 150 },
    )
  })

  it('is in no failure that is copied, and in no title', async () => {
    const url = `https://me:${token}@paper.example/(${token})?k="${token}"#${token}`
    await follow(context, aStoredFeed('one', { url, name: url, ownTitle: url, siteUrl: url, iconUrl: url }))
    context.library.changeFetchRecord('one' as FeedId, { failure: { kind: 'bad-redirect', url, to: url } })
    const text = await copied([])
    expect(text).not.toContain(token)
    expect(text).toContain('failing 1')
  })
})

describe('what helps', () => {
  it('stays: kinds, codes, hosts, and the lines of a stack', async () => {
    const bug = new TypeError('fetch of https://paper.example/secret?x failed')
    const text = await written((log) => {
      log.error('request threw', bug, {
        request: 'feeds:refresh',
        kind: 'tls',
        host: 'paper.example',
        code: 'ERR_X',
      })
    })
    for (const wanted of [
      'feeds:refresh',
      'tls',
      'ERR_X',
      'https://paper.example failed',
      'TypeError',
      'diagnosticsPrivacy.test.ts:',
    ])
      expect(text).toContain(wanted)
  })

  it('says where a store’s file went, and not where the reader’s are', () => {
    const line =
      'x warn a damaged file was put aside {"file":"user/marks.json","to":"quarantine/user+marks.json.2026","folder":"/media/Anna\'s key/My (own) papers"}'
    expect(redact(line, anna)).toBe(
      'x warn a damaged file was put aside {"file":"user/marks.json","to":"quarantine/user+marks.json.2026","folder":"…/My (own) papers"}',
    )
    expect(redact("open '/media/Anna's key/My letters/page.html'", anna)).toBe("open '…/page.html'")
  })

  it('is found fast in a line of any characters', () => {
    for (const one of ['a', '/', '.', ':', '@', '%3a', '"', '{', '\\', 'a.', 'a-', "'/", ' at ', '[']) {
      const long = one.repeat(2000)
      const begun = process.cpuUsage().user
      for (let n = 0; n < 3; n += 1) redact(long, anna)
      // Generous: a line takes well under a millisecond; growth by the square of it would take seconds.
      expect(process.cpuUsage().user - begun, one).toBeLessThan(3_000_000)
    }
  })
})
