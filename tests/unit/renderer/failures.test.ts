/** Covers renderer/text: every failure has its sentences, in both languages. Pure. */
import { describe, expect, it } from 'vitest'
import type { BackupFault, Failure, NotAFeed, TimeoutStage } from '../../../preload/contract/failure.ts'
import { describeFailure } from '../../../renderer/text/failures.ts'
import { en } from '../../../renderer/text/en.ts'
import { ja } from '../../../renderer/text/ja.ts'
import { chooseLanguage } from '../../../renderer/text/language.ts'
import { speechIn } from '../../../renderer/text/useText.ts'

const host = 'paper.example'
const url = 'https://paper.example/feed?key=secret'
const stages: readonly TimeoutStage[] = ['connect', 'first-byte', 'idle', 'pace', 'total']
const found: readonly NotAFeed[] = [
  'html',
  'challenge',
  'blocked',
  'login',
  'consent',
  'empty',
  'binary',
  'text',
  'json',
  'xml',
]
const faults: readonly BackupFault[] = [
  ...(['unreadable', 'took-too-long', 'too-big', 'too-deep', 'too-many', 'too-long', 'wrong-shape'] as const),
  ...(['strange-name', 'bad-number', 'bad-id', 'same-id', 'bad-address', 'password', 'folder-loop'] as const),
]
const things = ['feed', 'folder', 'article', 'list', 'undo'] as const

/** One of each kind, and one of each of its flavours. Typed so that a new kind cannot be forgotten. */
const samples: { readonly [K in Failure['kind']]: readonly Extract<Failure, { kind: K }>[] } = {
  offline: [
    { kind: 'offline', byChoice: true },
    { kind: 'offline', byChoice: false },
  ],
  'no-such-host': [{ kind: 'no-such-host', host }],
  unreachable: [{ kind: 'unreachable', host, code: 'ECONNREFUSED' }],
  tls: [{ kind: 'tls', host, code: 'CERT_HAS_EXPIRED' }],
  timeout: stages.map((stage) => ({ kind: 'timeout', host, stage, ms: 10_000 })),
  http: [401, 403, 404, 418, 503].map((status) => ({ kind: 'http', url, status })),
  busy: [
    { kind: 'busy', host, retryAt: null },
    { kind: 'busy', host, retryAt: 1_700_000_000_000 },
  ],
  gone: [{ kind: 'gone', url }],
  'maybe-gone': [{ kind: 'maybe-gone', url, since: 1_700_000_000_000 }],
  proxy: [{ kind: 'proxy', host: 'proxy.example:3128', code: 'ECONNREFUSED' }],
  robots: [{ kind: 'robots', url }],
  'too-many-redirects': [{ kind: 'too-many-redirects', url }],
  'bad-redirect': [{ kind: 'bad-redirect', url, to: 'file:///etc/passwd' }],
  'too-large': [{ kind: 'too-large', host, limitBytes: 20_971_520 }],
  'broken-answer': (['unreadable', 'cut-short', 'no-answer'] as const).map((how) => ({
    kind: 'broken-answer',
    host,
    how,
  })),
  'bad-encoding': [{ kind: 'bad-encoding', host, encoding: 'x-odd' }],
  'private-address': [{ kind: 'private-address', host }],
  'bad-address': [{ kind: 'bad-address', text: 'no address' }],
  'not-a-feed': found.map((what) => ({ kind: 'not-a-feed', url, found: what })),
  'damaged-feed': [{ kind: 'damaged-feed', url, detail: 'line 4' }],
  'empty-feed': [{ kind: 'empty-feed', url }],
  'not-media': [{ kind: 'not-media', url }],
  'no-feed-found': [{ kind: 'no-feed-found', url }],
  'reader-gave-up': [{ kind: 'reader-gave-up', url }],
  'already-followed': [{ kind: 'already-followed', title: 'Harbour Ledger' }],
  'not-found': things.map((what) => ({ kind: 'not-found', what })),
  undrawn: [{ kind: 'undrawn' }],
  'not-a-page': [{ kind: 'not-a-page', name: 'film.mov' }],
  'too-big-a-file': [{ kind: 'too-big-a-file', name: 'book.html', limitBytes: 5_242_880 }],
  'not-deleted': [{ kind: 'not-deleted', title: 'Tides', code: 'ENOSPC' }],
  'paper-unfollowed': [{ kind: 'paper-unfollowed', title: 'Tide Times' }],
  'bad-backup': faults.flatMap((why) =>
    ['Harbour Ledger', null].map((where) => ({ kind: 'bad-backup' as const, why, where })),
  ),
  'would-loop': [{ kind: 'would-loop', title: 'Arts' }],
  'bad-link': [{ kind: 'bad-link', url: 'javascript:alert(1)' }],
  'store-write': [{ kind: 'store-write', file: 'marks.json', code: 'ENOSPC' }],
  'store-restored': [
    { kind: 'store-restored', file: 'marks.json', from: null },
    { kind: 'store-restored', file: 'marks.json', from: '2026-03-11' },
  ],
  'articles-damaged': (['headlines', 'texts'] as const).flatMap((part) =>
    [null, 1, 1234].flatMap((lost) =>
      [0, 1, 499].flatMap((saved) =>
        [[], ['Late ferry']].map((titles) => ({
          kind: 'articles-damaged' as const,
          paper: 'Tides',
          part,
          lost,
          saved,
          titles,
        })),
      ),
    ),
  ),
  'not-moved': [0, 1, 3, 5].flatMap((many) =>
    ['ENOSPC', 'EIO'].map((code) => ({
      kind: 'not-moved' as const,
      papers: ['Tides', '窯の便り', 'Harbour', 'Kiln', 'Weaver'].slice(0, many),
      code,
    })),
  ),
  'store-missing': [{ kind: 'store-missing', folder: '/media/drive/library' }],
  'store-newer': [{ kind: 'store-newer', file: 'marks.json', found: 3, known: 1 }],
  refused: [{ kind: 'refused', request: 'lists:open', why: 'args' }],
}
const all: readonly Failure[] = Object.values(samples).flat()

describe('describeFailure', () => {
  it.each(all.map((failure) => [JSON.stringify(failure), failure] as const))(
    'has words for %s',
    (_, failure) => {
      const english = describeFailure(failure, speechIn('en'))
      const japanese = describeFailure(failure, speechIn('ja'))
      for (const { what, next } of [english, japanese]) {
        expect(what).not.toBe('')
        expect(`${what} ${next}`).not.toMatch(/undefined|null|NaN|\[object|secret/)
      }
      expect(japanese.what).not.toBe(english.what)
      expect(japanese.what).toMatch(/[\u3040-\u30ff]/)
      expect(english.next === '').toBe(japanese.next === '')
    },
  )

  it('tells times as the locale of the reader writes them, with the day when it is another one', () => {
    const now = new Date(2026, 2, 12, 9).getTime()
    const busy = (hours: number): Failure => ({ kind: 'busy', host, retryAt: now + hours * 3_600_000 })
    const told = (hours: number, language: 'en' | 'ja', locale: string) =>
      describeFailure(busy(hours), { language, locale }, now).next.replaceAll('\u202f', ' ')
    expect(told(6, 'en', 'en-US')).toBe('It will be asked again after 3:00 PM.')
    expect(told(6, 'en', 'en-GB')).toBe('It will be asked again after 15:00.')
    expect(told(24, 'en', 'en-GB')).toBe('It will be asked again after 13 Mar, 9:00.')
    expect(told(6, 'ja', 'ja-JP')).toBe('15:00 以降に、また取得します。')
  })

  it('tells different things apart', () => {
    const isOwn = ({ why, where }: Extract<Failure, { kind: 'bad-backup' }>) =>
      where === null || !['took-too-long', 'too-many', 'wrong-shape', 'strange-name'].includes(why)
    const apart = all.filter((failure) => failure.kind !== 'bad-backup' || isOwn(failure))
    const sentences = apart.map((failure) =>
      Object.values(describeFailure(failure, speechIn('en'))).join(' '),
    )
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

describe('the words', () => {
  it('are all there in both languages and are not the same', () => {
    const same: string[] = []
    const walk = (a: unknown, b: unknown, path: string): void => {
      if (typeof a === 'string') {
        expect(b, path).not.toBe('')
        if (a === b) same.push(path)
      } else if (typeof a === 'object' && a !== null) {
        for (const key of Object.keys(a)) {
          walk((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`)
        }
      }
    }
    walk(en, ja, '')
    expect(same).toEqual(['.settings.languages.en', '.settings.languages.ja'])
  })
})

describe('chooseLanguage', () => {
  it('follows the setting, else the first of ours that the system offers, else English', () => {
    expect(chooseLanguage('ja', ['en-GB'])).toBe('ja')
    expect(chooseLanguage('system', ['fr', 'ja-JP', 'en'])).toBe('ja')
    expect(chooseLanguage('system', ['fr'])).toBe('en')
  })
})
