/** Covers main/store/backupProof.ts and backupScan.ts: a sealed file of somebody else's making, put in the library's place. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../main/base/log.ts'
import { canonicalBackup } from '../../../main/jobs/canonicalBackup.ts'
import { readChosenBackup } from '../../../main/shell/chosenFile.ts'
import { seal } from '../../../main/store/envelope.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { aFeed, aTime, articleId, openTestLibrary } from '../../helpers/library.ts'
import type { TestLibrary } from '../../helpers/library.ts'

let test: TestLibrary
beforeEach(async () => {
  test = await openTestLibrary({ clock: { now: () => aTime } })
  await test.library.changeSubscriptions(() => ({ isStarted: true, folders: [], feeds: [aFeed()] }))
  await test.library.changeMarks([[articleId('a1'), { read: 1 }]])
})
afterEach(() => test.close())

const sealed = (json: string, schema = 2) => seal('backup', { schema, seq: 0, payload: Buffer.from(json) })
const folder = (id: string, parentId: string | null, rest: object = {}) => {
  return { id, title: `Folder ${id}`, parentId, position: 0, family: null, ...rest }
}
const whole = (facts: {
  feeds?: object[]
  folders?: object[]
  settings?: object
  marks?: object
  madeAt?: unknown
}) => ({
  madeAt: facts.madeAt ?? 5,
  subscriptions: { isStarted: true, feeds: facts.feeds ?? [aFeed()], folders: facts.folders ?? [] },
  settings: facts.settings ?? {},
  marks: facts.marks ?? {},
})
const feed = (facts: object) => whole({ feeds: [{ ...aFeed(), ...facts }] })
const text = (backup: object) => JSON.stringify(backup)
/** JSON has no word for it, and reads it. */
const withHuge = (backup: object) => text(backup).replaceAll('"HUGE"', '1e999')
const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`
const chain = (n: number) =>
  Array.from({ length: n }, (_, at) => folder(`f${String(at)}`, at === 0 ? null : `f${String(at - 1)}`))

const everything = () => [
  test.library.subscriptions(),
  test.library.settings(),
  test.library.markOf(articleId('a1')),
]

const refusals: readonly (readonly [name: string, why: string, where: string | null, json: () => string])[] =
  [
    ['a folder in itself', 'folder-loop', 'Folder a', () => text(whole({ folders: [folder('a', 'a')] }))],
    [
      'a round of folders, far from the top',
      'folder-loop',
      'Folder x',
      () =>
        text(whole({ folders: [folder('x', 'y'), folder('y', 'z'), folder('z', 'y'), folder('q', null)] })),
    ],
    ['folders too deep', 'too-deep', 'Folder f50', () => text(whole({ folders: chain(60) }))],
    ['a paper that is two', 'same-id', 'The Harbour Post', () => text(whole({ feeds: [aFeed(), aFeed()] }))],
    [
      'a paper and a folder that are one',
      'same-id',
      'Folder harbour',
      () => text(whole({ feeds: [aFeed({ id: 'harbour' as FeedId })], folders: [folder('harbour', null)] })),
    ],
    ['an id that is a path', 'bad-id', 'The Harbour Post', () => text(feed({ id: '../../x' }))],
    ['an id that is empty', 'bad-id', 'The Harbour Post', () => text(feed({ id: '' }))],
    ['an id that is a number', 'bad-id', 'The Harbour Post', () => text(feed({ id: 7 }))],
    ['a folder that is a path', 'bad-id', 'The Harbour Post', () => text(feed({ folderId: '../x' }))],
    ['a mark of a path', 'bad-id', null, () => text(whole({ marks: { '../x': { read: 1 } } }))],
    ...[
      'javascript:alert(1)',
      'file:///etc/passwd',
      'feed',
      '',
      'https://',
      'ftp://paper.example/',
      'https:\\\\x.example',
      'https://a b/',
      'kawaraban:../x',
      'data:text/html,x',
    ].flatMap((url) => [
      [`the address ${url}`, 'bad-address', 'The Harbour Post', () => text(feed({ url }))] as const,
      [`the site ${url}`, 'bad-address', 'The Harbour Post', () => text(feed({ siteUrl: url }))] as const,
      [`the icon ${url}`, 'bad-address', 'The Harbour Post', () => text(feed({ iconUrl: url }))] as const,
      [
        `the link ${url}`,
        'bad-address',
        'The Harbour Post',
        () => text(feed({ follow: [{ kind: 'site', url }] })),
      ] as const,
      [`the proxy ${url}`, 'bad-address', null, () => text(whole({ settings: { proxy: url } }))] as const,
    ]),
    ...['https://me:secret@paper.example/', 'https://me@paper.example/', 'http://:x@paper.example/'].flatMap(
      (url) => [
        [`the address ${url}`, 'password', 'The Harbour Post', () => text(feed({ url }))] as const,
        [`the site ${url}`, 'password', 'The Harbour Post', () => text(feed({ siteUrl: url }))] as const,
        [
          `the link ${url}`,
          'password',
          'The Harbour Post',
          () => text(feed({ follow: [{ kind: 'site', url }] })),
        ] as const,
        [`the proxy ${url}`, 'password', null, () => text(whole({ settings: { proxy: url } }))] as const,
        [
          `${url} where a later version may look`,
          'password',
          'The Harbour Post',
          () => text(feed({ later: { deep: [url] } })),
        ] as const,
      ],
    ),
    ['a time that is endless', 'bad-number', 'The Harbour Post', () => withHuge(feed({ addedAt: 'HUGE' }))],
    ['a time beyond all days', 'bad-number', 'The Harbour Post', () => text(feed({ addedAt: 1e300 }))],
    ['a place that is endless', 'bad-number', 'The Harbour Post', () => withHuge(feed({ position: 'HUGE' }))],
    ['a place that is a word', 'bad-number', 'The Harbour Post', () => text(feed({ position: '1' }))],
    ['a time that is a word', 'bad-number', 'The Harbour Post', () => text(feed({ unfollowedAt: 'today' }))],
    ['a mark beyond all days', 'bad-number', null, () => text(whole({ marks: { a: { read: 1e300 } } }))],
    ['a day of its own beyond all days', 'bad-number', null, () => text(whole({ madeAt: 1e300 }))],
    [
      'a setting that is endless',
      'bad-number',
      null,
      () => withHuge(whole({ settings: { textSize: 'HUGE' } })),
    ],
    ...['__proto__', 'constructor', 'prototype'].flatMap((name) => [
      [
        `a fact called ${name} in a paper`,
        'strange-name',
        'The Harbour Post',
        () => text(feed({ KEY: { isAdmin: true } })).replace('KEY', name),
      ] as const,
      [
        `a fact called ${name} in the settings`,
        'strange-name',
        null,
        () => text(whole({ settings: { KEY: { theme: 'dark' } } })).replace('KEY', name),
      ] as const,
      [
        `a fact called ${name}, written otherwise`,
        'strange-name',
        null,
        () =>
          text(whole({ settings: { KEY: {} } })).replace(
            'KEY',
            `\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}`,
          ),
      ] as const,
    ]),
    ['a name of a million letters', 'too-long', null, () => text(feed({ name: 'x'.repeat(1_000_000) }))],
    [
      'an address of a hundred thousand letters',
      'too-long',
      null,
      () => text(feed({ url: `https://x.example/${'x'.repeat(5000)}` })),
    ],
    [
      'a hundred thousand papers',
      'too-many',
      null,
      () => text(whole({ feeds: Array.from({ length: 100_000 }, () => ({})) })),
    ],
    ['ten thousand folders', 'too-many', null, () => text(whole({ folders: chain(10_000) }))],
    [
      'a hundred thousand closed folders',
      'too-many',
      null,
      () => text(whole({ settings: { closedFolders: Array<number>(100_000).fill(1) } })),
    ],
    [
      'brackets a million deep',
      'too-deep',
      null,
      () => text(whole({ settings: { x: 0 } })).replace('"x":0', `"x":${deep(1_000_000)}`),
    ],
    [
      'brackets a hundred deep',
      'too-deep',
      null,
      () => text(feed({ x: 0 })).replace('"x":0', `"x":${deep(100)}`),
    ],
    ['papers that are no papers', 'wrong-shape', null, () => text(whole({ feeds: [7 as never] }))],
    ['a paper without follow links', 'wrong-shape', 'The Harbour Post', () => text(feed({ follow: 'none' }))],
    ['a language that is a number', 'wrong-shape', null, () => text(feed({ language: 7 }))],
  ]

describe('a backup that somebody made', () => {
  it.each(refusals)('with %s is refused, and says why: %s', async (_, why, where, json) => {
    const before = everything()
    const bytes = sealed(json())
    const failure = { kind: 'bad-backup', why, ...(where === null ? {} : { where }) }
    expect(await test.library.lookIntoBackup(bytes)).toMatchObject({ ok: false, failure })
    expect(await test.library.restoreBackup(bytes)).toMatchObject({ ok: false, failure })
    expect(await canonicalBackup(bytes)).toMatchObject({ ok: false, failure })
    expect(everything()).toEqual(before)
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })

  it.each([
    ['of no version', '{"magic":"kawaraban","schema":0', 'refused'],
    ['of the version after this one', '{"magic":"kawaraban","schema":5', 'store-newer'],
    ['of a version far away', '{"magic":"kawaraban","schema":999999', 'store-newer'],
    ['of half a version', '{"magic":"kawaraban","schema":1.5', 'refused'],
  ])('%s is refused', async (_, start, kind) => {
    const schema = Number(/[\d.]+$/.exec(start)?.[0])
    const bytes = sealed(text(whole({})), schema)
    expect(await test.library.restoreBackup(bytes)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('is the same read in parts and read whole, however it is laid out', async () => {
    const backup = whole({
      folders: chain(3),
      settings: { theme: 'dark', later: ['x'] },
      marks: { a2: { starred: 4 }, __x: { read: 1 } },
    })
    for (const json of [text(backup), JSON.stringify(backup, null, 2), JSON.stringify(backup, null, '\t')]) {
      const rewritten = await canonicalBackup(sealed(json))
      expect(rewritten.ok).toBe(true)
      if (!rewritten.ok) continue
      for (const bytes of [sealed(json), rewritten.value]) {
        expect(await test.library.restoreBackup(bytes)).toMatchObject({
          ok: true,
          value: { folders: 3, marks: 2 },
        })
        expect(test.library.subscriptions()).toEqual(backup.subscriptions)
        expect(test.library.settings().theme).toBe('dark')
        expect(test.library.markOf(articleId('a2'))).toEqual({ starred: 4 })
      }
    }
  })

  it('passes with what this program itself puts in: saved pages, and papers of folders that are gone', async () => {
    const feeds = [
      aFeed({ id: 'saved' as FeedId, url: 'kawaraban:saved-pages', siteUrl: null }),
      aFeed({ id: 'welcome' as FeedId, url: 'kawaraban:welcome', siteUrl: null }),
      aFeed({
        folderId: 'gone' as never,
        unfollowedAt: 5,
        name: 'user@example: a name',
        keep: { kind: 'newest', count: 9 } as never,
      }),
    ]
    const settings = { proxy: 'socks5://127.0.0.1:1080', lastView: { kind: 'all' } }
    expect(await test.library.restoreBackup(sealed(text(whole({ feeds, settings }))))).toMatchObject({
      ok: true,
    })
  })
})

describe('a file that the reader chose', () => {
  let place: string
  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'kawaraban-chosen-'))
  })
  afterEach(() => rm(place, { recursive: true, force: true }))
  const chosen = (name: string) => readChosenBackup(join(place, name), 1000, silentLog)

  it('is read whole, by a link too, and never beyond what a backup may be', async () => {
    await writeFile(join(place, 'mine.json'), 'x'.repeat(1000))
    await symlink(join(place, 'mine.json'), join(place, 'link.json'))
    for (const name of ['mine.json', 'link.json'])
      expect(await chosen(name)).toMatchObject({ ok: true, value: { name, bytes: { length: 1000 } } })
    await writeFile(join(place, 'huge.json'), '')
    await truncate(join(place, 'huge.json'), 10_000_000_000)
    expect(await chosen('huge.json')).toMatchObject({
      ok: false,
      failure: { kind: 'bad-backup', why: 'too-big', where: 'huge.json' },
    })
  })

  it.runIf(process.platform !== 'win32')('is none when it has no end', async () => {
    spawnSync('mkfifo', [join(place, 'pipe')])
    await symlink('/dev/zero', join(place, 'zero'))
    for (const name of ['pipe', 'zero', '.', 'missing'])
      expect(await chosen(name)).toMatchObject({
        ok: false,
        failure: { kind: 'bad-backup', why: 'unreadable' },
      })
  })
})
