/** imports.ts — a saved page, opened or dropped, becomes an article. */
import type { Context } from '../context.ts'
import { tell, valueOrTell } from '../context.ts'
import type { ArticleFlows } from './articles.ts'
import type { ListFlows } from './lists.ts'

/** As main has it; checked here first, so that a film dropped by mistake is not read into memory. */
const limitBytes = 5 * 1024 * 1024

export function makeImportFlows(context: Context, lists: ListFlows, articles: ArticleFlows) {
  const { ask, change, get } = context

  /**
   * Reads the files one after another and shows the last of them.
   *
   * @param outletTitle  What the reader's language calls the outlet that saved pages go to.
   */
  async function importFiles(files: readonly File[], outletTitle: string): Promise<void> {
    for (const file of files) await importFile(file, outletTitle)
  }

  async function importFile(file: File, outletTitle: string): Promise<void> {
    const { name } = file
    if (file.size > limitBytes) {
      tell(context, { kind: 'failed', failure: { kind: 'too-big-a-file', name, limitBytes } })
      return
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const kept = await valueOrTell(
      context,
      ask('articles:import', { name: name.slice(0, 300), bytes, outletTitle }),
    )
    if (kept === null) return
    tell(context, { kind: 'imported', title: name })
    change({ kind: 'article-asked', id: kept.articleId })
    await lists.openList({ kind: 'feed', feedId: kept.feedId })
    const { selected } = get().list
    if (selected === null) await articles.openArticle(kept.articleId)
    else await articles.openRow(selected.index)
  }

  return { importFiles }
}
