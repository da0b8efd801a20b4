/** longPaper.ts — a paper with long texts, and compacting it as the job does. */
import { crc32 } from 'node:zlib'
import { compactFeed } from '../../main/store/archive/compaction.ts'
import { diskFiles } from '../../main/store/files.ts'
import type { Files } from '../../main/store/files.ts'
import { pathsOf } from '../../main/store/paths.ts'
import { aFeedId, anArticle, articleId } from './library.ts'
import type { TestLibrary } from './library.ts'

/** @param open The library that is open just now. */
export function longPaper(open: () => TestLibrary) {
  const paths = () => pathsOf(open().folder)
  const place = (files: Files = diskFiles) => ({ files, paths: paths() })
  const keep = (ids: readonly string[], length = 20_000) =>
    open().library.articles.keep(
      aFeedId,
      ids.map((id) =>
        anArticle({ id, place: 0 }, { bodyHtml: `<p>${id} ${'rain '.repeat(length / 5)}</p>` }),
      ),
      [],
    )
  const change = (id: string, title: string) =>
    open().library.articles.keep(
      aFeedId,
      [],
      [
        anArticle(
          { id, place: 0, title, contentHash: title },
          { bodyHtml: `<p>${id} ${title} ${'snow '.repeat(4000)}</p>` },
        ),
      ],
    )
  const remove = (ids: readonly string[]) => open().library.articles.remove(aFeedId, ids.map(articleId), true)

  async function compact(files: Files = diskFiles): Promise<number> {
    const { tender } = open().library
    let freed = 0
    const ready = await tender.readyForCompaction(aFeedId)
    if (!ready.ok) throw new Error('not ready')
    await compactFeed(place(files), aFeedId, async (made) => {
      const taken = await tender.takeSegment(aFeedId, made)
      freed += taken.ok ? taken.value : 0
    })
    return freed
  }

  /** Everything that a reader can see of the paper. */
  async function everything(of: TestLibrary = open()) {
    const { library } = of
    const rows = library.headlinesOf(aFeedId)
    const versions = []
    for (const row of rows) versions.push(await library.articles.readVersions(aFeedId, row))
    const bodies = []
    for (const row of rows) bodies.push(await library.articles.readBody(aFeedId, row))
    return {
      rows,
      bodies: bodies.map((body) => (body === null ? null : shortOf(body.bodyHtml))),
      versions: versions.map((some) =>
        some.map(({ title, seenAt, body }) => [title, seenAt, shortOf(body.bodyHtml)]),
      ),
      removed: [...library.removedOf(aFeedId)],
      deleted: await library.deleted.list(),
      trouble: library.trouble,
    }
  }

  return { paths, place, keep, change, remove, compact, everything }
}

/** Long texts, told apart by what they begin with and by their sum. */
const shortOf = (html: string) => `${html.slice(0, 30)} ${String(crc32(html))}`

/** What deleted articles take is another size when they were written anew. */
export const withoutSizes = <T extends { readonly deleted: readonly { readonly id: unknown }[] }>(
  seen: T,
) => ({
  ...seen,
  deleted: seen.deleted.map(({ id }) => id),
})

export const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `a${String(from + n)}`)
