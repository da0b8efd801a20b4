/** readVersions.ts — everything that an article has ever said, cleaned for the reading pane. Room: main/jobs. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { ArticleId } from '../../preload/contract/model.ts'
import type { ArticleVersion } from '../../preload/contract/articleVersion.ts'
import type { ArticleKeeper, HeadlineReader } from '../model/articleStore.ts'
import type { WithLibrary, WithParserPool } from '../model/jobContext.ts'
import { cleaningVersion } from '../normalise/cleaningVersion.ts'

/** More are not shown at once; the newest are. All are kept. */
const shownAtMost = 100

/**
 * @returns Oldest first, the present one last. `reader-gave-up` when they could not be cleaned: nothing uncleaned goes on.
 * Cost:    a read each, and the cleaning of those that are of an older version of it.
 */
export async function readVersions(
  { library, parserPool }: WithLibrary<HeadlineReader & ArticleKeeper> & WithParserPool,
  id: ArticleId,
): Promise<Outcome<readonly ArticleVersion[]>> {
  const found = library.findHeadline(id)
  if (found === null) return fail({ kind: 'not-found', what: 'article' })
  const { feedId, headline } = found
  const versions = (await library.articles.readVersions(feedId, headline)).slice(-shownAtMost)
  const raw = versions.filter(({ body }) => body.cleaned < cleaningVersion)
  const cleaned = raw.length === 0 ? ok([]) : await parserPool.clean(raw.map(({ body }) => body))
  if (!cleaned.ok) return cleaned
  return ok(
    versions.map((version) => {
      const at = raw.indexOf(version)
      const body = at < 0 ? version.body : (cleaned.value[at] ?? null)
      const { title, seenAt } = version
      return {
        title: title ?? headline.title,
        seenAt,
        bodyHtml: body?.bodyHtml ?? '',
        outletNotesHtml: body?.outletNotesHtml ?? '',
        cut: body?.cut ?? [],
      }
    }),
  )
}
