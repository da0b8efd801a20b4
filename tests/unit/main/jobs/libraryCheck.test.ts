/** Covers main/jobs/libraryCheck.ts on a real disk: what the reader is told of damage, and what is done about it. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import type { LibraryReport } from '../../../../preload/contract/libraryCheck.ts'
import type { FeedId } from '../../../../preload/contract/model.ts'
import { silentLog } from '../../../../main/base/log.ts'
import { pictureKey } from '../../../../main/base/pictureKey.ts'
import { makeLibraryChecker } from '../../../../main/jobs/libraryCheck.ts'
import type { LibraryChecker } from '../../../../main/jobs/libraryCheck.ts'
import type { LibraryThread } from '../../../../main/model/archiveTender.ts'
import { pathsOf } from '../../../../main/store/paths.ts'
import { aFeed, aFeedId, anArticle, openTestLibrary } from '../../../helpers/library.ts'
import type { TestLibrary } from '../../../helpers/library.ts'
import { aLibraryThread } from '../../../helpers/libraryThread.ts'

let test: TestLibrary
let told: (readonly FeedId[])[]
beforeEach(async () => {
  test = await openTestLibrary()
  told = []
  await test.library.changeSubscriptions((now) => ({ ...now, feeds: [aFeed()] }))
  await test.library.articles.keep(
    aFeedId,
    ['a1', 'a2', 'a3'].map((id) => anArticle({ id })),
    [],
  )
  await test.library.articles.keep('quay' as FeedId, [anArticle({ id: 'q1' })], [])
  await test.library.pictures.keep(key, Buffer.alloc(300, 7))
  await test.library.syncArticles()
})
afterEach(() => test.close())

const key = pictureKey('https://harbour.example/1.jpg')
const aChecker = (thread: LibraryThread = aLibraryThread(test.folder)) =>
  makeLibraryChecker(
    {
      library: test.library,
      log: silentLog,
      tell: (_event, news) => {
        if (news !== null && 'feedIds' in news) told.push(news.feedIds)
      },
    },
    thread,
    (work) => work(),
  )
const reportOf = async (checker: LibraryChecker): Promise<LibraryReport> => {
  await checker.idle()
  const state = checker.state()
  if (state.phase !== 'done') throw new Error(`not done: ${JSON.stringify(state)}`)
  return state.report
}
const check = (checker: LibraryChecker = aChecker()) => {
  checker.start()
  return reportOf(checker)
}
const damage = async (path: string, words: string) => {
  const bytes = await readFile(path)
  bytes[bytes.indexOf(words)] = 0
  await writeFile(path, bytes)
}
const segment = async (feedId: FeedId = aFeedId) => {
  const folder = pathsOf(test.folder).feedArchive(feedId)
  return join(folder, (await readdir(folder)).find((name) => name.endsWith('.log')) ?? '')
}

describe('a check', () => {
  it('says that a whole library is whole, and what was looked at', async () => {
    expect(await check()).toMatchObject({
      papers: 2,
      records: 4,
      pictures: 1,
      damagedPictures: 0,
      damaged: [],
      isRepaired: false,
    })
  })

  it('names the paper and the articles of which texts are lost, and changes nothing', async () => {
    await damage(await segment(), 'The text of a2')
    await damage(pathsOf(test.folder).picture(key), '\u0007\u0007')
    const report = await check()
    expect(report.damaged).toMatchObject([
      {
        feedId: aFeedId,
        title: 'The Harbour Post',
        files: 1,
        records: 1,
        texts: 1,
        titles: ['Lanterns on the quay, a2'],
        repair: null,
      },
    ])
    expect(report.damagedPictures).toBe(1)
    expect(await readdir(pathsOf(test.folder).quarantine).catch(() => [])).toEqual([])
    expect(test.library.pictures.has(key)).toBe(true)
  })

  it('can be stopped, and begun again at once', async () => {
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const real = aLibraryThread(test.folder)
    const checker = aChecker({
      ...real,
      check: async (known, onProgress, signal) => {
        onProgress({ done: 5, total: 10 })
        await held
        return real.check(known, onProgress, signal)
      },
    })
    expect(checker.start()).toEqual({ phase: 'checking', done: 0, total: 0 })
    expect(checker.start()).toMatchObject({ phase: 'checking' })
    expect(checker.stop()).toEqual({ phase: 'none' })
    checker.start()
    letGo()
    expect((await reportOf(checker)).records).toBe(4)
  })

  it('tells what the thread could not do', async () => {
    const failure = { kind: 'store-write', file: 'archive', code: 'EIO' } as const
    const checker = aChecker({
      ...aLibraryThread(test.folder),
      check: () => Promise.resolve({ ok: false, failure }),
    })
    checker.start()
    await checker.idle()
    expect(checker.state()).toEqual({ phase: 'failed', failure })
  })
})

describe('a repair', () => {
  it('is refused before anything was found', async () => {
    expect(aChecker().repair()).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    const checker = aChecker({ ...aLibraryThread(test.folder), check: () => Promise.resolve(ok(null)) })
    checker.start()
    await checker.idle()
    expect(checker.repair()).toMatchObject({ ok: false })
  })

  it('says for each paper what was done; then all is whole, and the window hears of it', async () => {
    await damage(await segment(), 'The text of a2')
    await damage(pathsOf(test.folder).picture(key), '\u0007\u0007')
    const checker = aChecker()
    await check(checker)
    expect(checker.repair()).toMatchObject({ ok: true, value: { phase: 'repairing' } })
    const report = await reportOf(checker)
    expect(report).toMatchObject({
      isRepaired: true,
      damaged: [{ repair: { aside: 1, asked: 1, failure: null } }],
    })
    expect(told).toEqual([[aFeedId]])
    expect(test.library.pictures.has(key)).toBe(false)
    expect(await check()).toMatchObject({ damaged: [], damagedPictures: 0 })
    expect(checker.repair()).toMatchObject({ ok: false })
  })

  it('of a paper of which nothing is left costs no other', async () => {
    await rm(pathsOf(test.folder).feedArchive('quay'), { recursive: true })
    await damage(await segment(), 'The text of a2')
    const checker = aChecker()
    expect((await check(checker)).damaged.map(({ title }) => title).sort()).toEqual([
      'The Harbour Post',
      'quay',
    ])
    checker.repair()
    await reportOf(checker)
    expect(await check()).toMatchObject({ damaged: [] })
  })
})
