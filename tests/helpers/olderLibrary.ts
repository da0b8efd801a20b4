/**
 * olderLibrary.ts — a copy of a library that an older version made (tests/fixtures/libraries), and what a reader sees of it.
 *
 * Knows: `harbour` has a1 and a2. `kiln` has k1; k2 with two earlier texts; k5, which was deleted and brought back; k6, whose title
 *        alone changed; k3 was removed by a limit, k4 deleted by hand with a star and an earlier text.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathsOf } from '../../main/store/paths.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import { articleId, openTestLibrary } from './library.ts'
import type { TestLibrary, TestOptions } from './library.ts'

export const fixtureLibraries = join(import.meta.dirname, '../fixtures/libraries')
export const harbour = 'harbour' as FeedId
export const kiln = 'kiln' as FeedId

export type OlderLibrary = Awaited<ReturnType<typeof makeOlderLibrary>>

export async function makeOlderLibrary(version = 'schema-3') {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-old-'))
  await cp(join(fixtureLibraries, version), folder, { recursive: true })
  let test: TestLibrary | null = null
  const paths = pathsOf(folder)
  const library = () => {
    if (test === null) throw new Error('The library is not open.')
    return test.library
  }
  const close = async () => {
    await test?.library.close()
    test = null
  }
  const headlineOf = (id: string) => library().findHeadline(articleId(id))?.headline ?? null
  const bodyOf = async (id: string) => {
    const found = library().findHeadline(articleId(id))
    return found === null ? null : library().articles.readBody(found.feedId, found.headline)
  }
  return {
    folder,
    paths,
    library,
    close,
    /** As the next start does. */
    open: async (options: TestOptions = {}) => {
      await close()
      test = await openTestLibrary({ folder, ...options })
    },
    end: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
    trouble: () => library().trouble,
    idsOf: (feedId: FeedId) =>
      library()
        .headlinesOf(feedId)
        .map(({ id }) => id as string),
    headlineOf,
    bodyOf,
    htmlOf: async (id: string) => (await bodyOf(id))?.bodyHtml ?? null,
    versionsOf: async (feedId: FeedId, id: string) => {
      const headline = headlineOf(id)
      const versions = headline === null ? [] : await library().articles.readVersions(feedId, headline)
      return versions.map(({ title, seenAt, body }) => [title, seenAt, body.bodyHtml])
    },
    stonesOf: (feedId: FeedId) => [...library().removedOf(feedId)],
    deleted: () => library().deleted.list(),
    mark: async () => JSON.parse(await readFile(join(paths.archive, 'moved.json'), 'utf8')) as unknown,
    isMarked: async () => (await readdir(paths.archive)).includes('moved.json'),
    quarantined: () => readdir(paths.quarantine).catch(() => []),
    /** Text for text, in one of its files. */
    spoil: async (name: string, what: string, by: string) => {
      const path = join(folder, name)
      const text = await readFile(path, 'utf8')
      if (!text.includes(what)) throw new Error(`${name} holds no ${what}`)
      await writeFile(path, text.replace(what, by))
    },
  }
}
