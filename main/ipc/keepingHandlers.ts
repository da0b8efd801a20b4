/** keepingHandlers.ts — requests about how much of an outlet is kept, and about what was deleted by hand. */
import { ok } from '../../preload/contract/failure.ts'
import { bringBack } from '../jobs/bringBack.ts'
import type { JobContext } from '../jobs/context.ts'
import { deleteArticle } from '../jobs/deleteArticle.ts'
import type { Keeper } from '../jobs/keeping.ts'
import { emptyDeleted, listDeleted } from '../jobs/recentlyDeleted.ts'
import type { Handlers } from './handlerTypes.ts'

type KeepingName = Extract<keyof Handlers, `keeping:${string}` | `deleted:${string}`> | 'articles:remove'

export function keepingHandlers(context: JobContext, keeper: Keeper): Pick<Handlers, KeepingName> {
  return {
    'keeping:rule': keeper.ruleOf,
    'keeping:try': keeper.wouldRemove,
    'keeping:set': keeper.setRule,
    'keeping:apply': keeper.applyAll,

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
