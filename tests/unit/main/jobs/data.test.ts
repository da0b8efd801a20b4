/** Covers main/jobs/backupDesk.ts, diskReport.ts, diagnostics.ts and outletPictures.ts, on a temporary library. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import type { ArticleId, FeedId } from '../../../../preload/contract/model.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { deleteArticle } from '../../../../main/jobs/deleteArticle.ts'
import { makeBackupDesk } from '../../../../main/jobs/backupDesk.ts'
import { writeDiagnostics } from '../../../../main/jobs/diagnostics.ts'
import { dropPictures, measurePictures } from '../../../../main/jobs/outletPictures.ts'
import { reportDisk } from '../../../../main/jobs/diskReport.ts'
import { aDataPorts } from '../../../helpers/dataPorts.ts'
import { changesOf } from '../../../helpers/changesOf.ts'
import { aDraft, aFresh, aJobContext, aStoredFeed, follow } from '../../../helpers/jobContext.ts'
import type { TestContext } from '../../../helpers/jobContext.ts'

let context: TestContext
beforeEach(async () => {
  context = await aJobContext(() => aFresh(''))
  await follow(context, aStoredFeed('harbour', { ownTitle: 'My secret paper' }), aStoredFeed('tram'))
})
afterEach(() => context.end())

const harbour = 'harbour' as FeedId

describe('a backup', () => {
  it('is made where the reader wants it, and not at all when he thinks better of it', async () => {
    expect(await makeBackupDesk(context, aDataPorts(), () => undefined).backUp()).toEqual(ok(null))
    const file = join(tmpdir(), `kawaraban-${String(process.pid)}.backup.json`)
    const names: string[] = []
    const ports = aDataPorts({
      chooseSaveFile: (name) => {
        names.push(name)
        return Promise.resolve(file)
      },
    })
    const made = await makeBackupDesk(context, ports, () => undefined).backUp()
    expect(names).toEqual(['Kawaraban 2026-11-23.backup.json'])
    const bytes = new Uint8Array(await readFile(file))
    await rm(file)
    expect(made).toEqual(ok({ file: `kawaraban-${String(process.pid)}.backup.json`, bytes: bytes.length }))
    expect(await context.library.lookIntoBackup(bytes)).toMatchObject({ ok: true, value: { feeds: 2 } })
  })

  const deskWith = (bytes: Uint8Array, onRestored: () => void = () => undefined) =>
    makeBackupDesk(
      context,
      aDataPorts({ chooseBackup: () => Promise.resolve(ok({ name: 'my.backup.json', bytes })) }),
      onRestored,
    )

  it('is looked into first, then put in place, and taken back by the undo', async () => {
    await context.library.changeMarks([['a1' as ArticleId, { read: 1, starred: 2 }]])
    const bytes = await context.library.exportBackup()
    await context.library.changeMarks([['a1' as ArticleId, null]])
    await context.library.changeSubscriptions((now) => ({ ...now, feeds: now.feeds.slice(0, 1) }))
    let restored = 0
    const desk = deskWith(bytes, () => (restored += 1))
    const look = await desk.choose()
    expect(look).toMatchObject({
      ok: true,
      value: { name: 'my.backup.json', feeds: 2, folders: 0, marks: 1 },
    })
    expect(context.library.subscriptions().feeds).toHaveLength(1)
    const undo = await desk.restore(look.ok ? (look.value?.token ?? '') : '')
    expect(undo).toMatchObject({ ok: true, value: { what: { kind: 'restored' } } })
    expect(context.library.subscriptions().feeds).toHaveLength(2)
    expect(context.library.markOf('a1' as ArticleId)).toEqual({ read: 1, starred: 2 })
    expect(restored).toBe(1)
    expect(changesOf(context.library).at(-1)).toEqual({ kind: 'replaced' })

    const kept = (await readdir(join(context.library.folder, 'backups'))).find((name) =>
      name.startsWith('before-restore'),
    )
    const before = await readFile(join(context.library.folder, 'backups', kept ?? '?'))
    expect(await context.library.lookIntoBackup(before)).toMatchObject({ ok: true, value: { feeds: 1 } })

    expect(await context.undos.apply(undo.ok ? undo.value.id : ('' as never))).toEqual(ok(null))
    expect(context.library.subscriptions().feeds).toHaveLength(1)
    expect(context.library.markOf('a1' as ArticleId)).toBeNull()
  })

  it('is taken back by the undo also where the library itself would be refused as a backup', async () => {
    const bytes = await context.library.exportBackup()
    const older = 'https://me:hunter2@harbour.example/feed'
    await context.library.changeSubscriptions((now) => ({
      ...now,
      feeds: now.feeds.map((feed) => (feed.id === 'harbour' ? { ...feed, url: older } : feed)),
    }))
    const desk = deskWith(bytes)
    const look = await desk.choose()
    const undo = await desk.restore(look.ok ? (look.value?.token ?? '') : '')
    expect(context.library.subscriptions().feeds.map(({ url }) => url)).not.toContain(older)
    expect(await context.undos.apply(undo.ok ? undo.value.id : ('' as never))).toEqual(ok(null))
    expect(context.library.subscriptions().feeds.map(({ url }) => url)).toContain(older)
  })

  it('is what the proof made of the chosen file, and nothing where the proof refused it', async () => {
    const bytes = await context.library.exportBackup()
    const asked: Uint8Array[] = []
    const answers: Outcome<Uint8Array>[] = [
      ok(bytes),
      fail({ kind: 'bad-backup', why: 'took-too-long', where: null }),
    ]
    const desk = makeBackupDesk(
      context,
      aDataPorts({
        chooseBackup: () => Promise.resolve(ok({ name: 'my.backup.json', bytes: new Uint8Array(3) })),
        proveBackup: (each) => {
          asked.push(each)
          return Promise.resolve(answers.shift() ?? ok(bytes))
        },
      }),
      () => undefined,
    )
    expect(await desk.choose()).toMatchObject({ ok: true, value: { feeds: 2 } })
    expect(await desk.choose()).toMatchObject({ ok: false, failure: { why: 'took-too-long' } })
    expect(asked).toEqual([new Uint8Array(3), new Uint8Array(3)])
  })

  it('that is none, or that nobody chose, changes nothing', async () => {
    const desk = deskWith(new TextEncoder().encode('{"magic":"kawaraban"}'))
    expect(await desk.choose()).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(await desk.restore('anything')).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(context.library.subscriptions().feeds).toHaveLength(2)
  })
})

describe('what takes how much room', () => {
  it('is told by outlet, the largest first, with what is left of unfollowed ones', async () => {
    await context.library.articles.keep('tram' as FeedId, [aDraft('t1', `<p>${'rain '.repeat(500)}</p>`)], [])
    await context.library.articles.keep(harbour, [aDraft('h1'), aDraft('h2')], [])
    await context.library.changeSubscriptions((now) => ({
      ...now,
      feeds: now.feeds.map((feed) => (feed.id === 'tram' ? { ...feed, unfollowedAt: 1 } : feed)),
    }))
    const report = await reportDisk(context, aDataPorts({ logBytes: () => 12 }))
    expect(report.outlets.map(({ title, articles, isFollowed }) => [title, articles, isFollowed])).toEqual([
      ['tram', 1, false],
      ['My secret paper', 2, true],
    ])
    expect(report.outlets[0]?.bytes).toBeGreaterThan(2500)
    expect(report.own).toBeGreaterThan(0)
    expect(report).toMatchObject({
      log: 12,
      pictures: { count: 0, bytes: 0 },
      folder: context.library.folder,
    })
  })

  it('is told apart for what was deleted by hand', async () => {
    await context.library.articles.keep(harbour, [aDraft('h1', `<p>${'rain '.repeat(500)}</p>`)], [])
    const before = await reportDisk(context, aDataPorts())
    await deleteArticle(context, 'h1' as ArticleId)
    const after = await reportDisk(context, aDataPorts())
    expect([before.deleted, after.deleted.count]).toEqual([{ count: 0, bytes: 0 }, 1])
    expect(after.deleted.bytes).toBeGreaterThan(2500)
    const bytesOf = ({ outlets }: typeof after) =>
      outlets.find(({ feedId }) => feedId === harbour)?.bytes ?? 0
    expect(bytesOf(after)).toBeLessThan(bytesOf(before) - 1500)
  })

  it('is told of the pictures of each outlet; one that two show counts for both', async () => {
    const [tram, shared, own, unkept] = ['tram', 'shared', 'own', 'unkept'].map(
      (name) => `https://harbour.example/${name}.png`,
    ) as [string, string, string, string]
    const withPictures = (id: string, lead: string, inside: readonly string[]) => {
      const { headline, body } = aDraft(id)
      return { headline: { ...headline, picture: lead }, body: { ...body, pictures: inside } }
    }
    await context.library.articles.keep(harbour, [withPictures('h1', shared, [own, unkept])], [])
    await context.library.articles.keep('tram' as FeedId, [withPictures('t1', tram, [shared])], [])
    expect(await measurePictures(context)).toEqual([])
    for (const [index, url] of [tram, shared, own].entries())
      await context.library.pictures.keep(pictureKey(url), new Uint8Array(10 ** index))
    expect(await measurePictures(context)).toEqual([
      { feedId: 'harbour', count: 2, bytes: 110 },
      { feedId: 'tram', count: 2, bytes: 11 },
    ])
    await dropPictures(context, harbour)
    expect(await measurePictures(context)).toEqual([{ feedId: 'tram', count: 1, bytes: 1 }])
  })

  it('grows less when the pictures of an outlet are removed; those of others stay', async () => {
    const draft = aDraft('h1')
    const lead = 'https://harbour.example/lead.png'
    const inside = 'https://harbour.example/inside.png'
    const other = 'https://tram.example/other.png'
    await context.library.articles.keep(
      harbour,
      [{ headline: { ...draft.headline, picture: lead }, body: { ...draft.body, pictures: [inside] } }],
      [],
    )
    for (const url of [lead, inside, other])
      await context.library.pictures.keep(pictureKey(url), new Uint8Array(10))
    expect(await dropPictures(context, harbour)).toEqual({ count: 2, bytes: 20 })
    expect(context.library.pictures.totals()).toEqual({ count: 1, bytes: 10 })
    expect(context.library.pictures.has(pictureKey(other))).toBe(true)
  })
})

describe('the text for the person who helps', () => {
  it('says what helps, and nothing private', async () => {
    await context.library.articles.keep(harbour, [aDraft('The scandal of the quay')], [])
    context.library.changeFetchRecord(harbour, {
      failure: { kind: 'http', url: 'https://harbour.example/private/feed?key=s3cret', status: 500 },
    })
    const log = [
      '2026-11-23T10:00:00.000Z warn feed failed {"url":"https://me:hunter2@harbour.example/private/feed?key=s3cret","kind":"http","status":500}',
      "2026-11-23T10:00:01.000Z error a file could not be read :: Error: ENOENT, open '/home/anna/Love letters/page.html'",
      '2026-11-23T10:00:02.000Z info {"title":"The scandal of the quay"}',
    ]
    const text = await writeDiagnostics(context, aDataPorts({ logLines: () => log }), {
      version: '9.9.9',
      runtime: 'Electron 45',
    })
    for (const wanted of [
      'Kawaraban 9.9.9',
      'Electron 45',
      'linux x64',
      'outlets 2',
      'articles 1',
      'health ok',
      '{"http":1}',
      'https://harbour.example',
      'ENOENT',
    ]) {
      expect(text).toContain(wanted)
    }
    for (const secret of [
      'anna',
      'Love letters',
      'scandal',
      's3cret',
      'hunter2',
      'private/feed',
      'My secret paper',
      context.library.folder,
    ]) {
      expect(text).not.toContain(secret)
    }
  })
})
