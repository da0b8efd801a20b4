/** keepingHandlers.ts — requests about how much of an outlet is kept. */
import type { Keeper } from '../jobs/keeping.ts'
import type { Handlers } from './handlerTypes.ts'

type KeepingHandlers = Pick<Handlers, 'keeping:rule' | 'keeping:try' | 'keeping:set' | 'keeping:apply'>

export function keepingHandlers(keeper: Keeper): KeepingHandlers {
  return {
    'keeping:rule': keeper.ruleOf,
    'keeping:try': keeper.wouldRemove,
    'keeping:set': keeper.setRule,
    'keeping:apply': keeper.applyAll,
  }
}
