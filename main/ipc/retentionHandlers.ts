/** retentionHandlers.ts — requests about how much of an outlet is kept, and about what was deleted by hand. */
import { ok } from '../../preload/contract/failure.ts'
import { bringBack } from '../jobs/bringBack.ts'
import type { JobContext } from '../model/jobContext.ts'
import { deleteArticle } from '../jobs/deleteArticle.ts'
import type { Retention } from '../jobs/retention.ts'
import { emptyDeleted, listDeleted } from '../jobs/recentlyDeleted.ts'
import type { Handlers } from './handlerTypes.ts'

type RetentionRequest = Extract<keyof Handlers, `keeping:${string}` | `deleted:${string}`> | 'articles:remove'

export function retentionHandlers(
  context: JobContext,
  retention: Retention,
): Pick<Handlers, RetentionRequest> {
  return {
    'keeping:rule': retention.ruleOf,
    'keeping:try': retention.wouldRemove,
    'keeping:set': retention.setRule,
    'keeping:apply': retention.applyAll,

    'articles:remove': (id) => deleteArticle(context, id),
    'deleted:list': async (from, count) => {
      const all = await listDeleted(context)
      const rows = all
        .slice(from, from + count)
        .map(({ id, title, paper, deletedAt }) => ({ id, title, paper, deletedAt }))
      return ok({ total: all.length, from, rows })
    },
    'deleted:bringBack': (id) => bringBack(context, id),
    'deleted:empty': () => emptyDeleted(context),
  }
}
