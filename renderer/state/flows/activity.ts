/**
 * activity.ts — the Activity window's lines, renewed while it is open.
 *
 * Room:     renderer/state, flows. Promises: asks only while the window is open, one question at a time.
 */
import type { Context } from '../context.ts'
import { loading, ready } from '../loadable.ts'
import { oneAtATime } from '../oneAtATime.ts'

export function makeActivityFlows({ ask, get, change }: Context) {
  const renew = oneAtATime(async () => {
    const came = await ask('activity:list')
    change({
      kind: 'activity-came',
      activity: came.ok ? ready(came.value) : { phase: 'failed', failure: came.failure },
    })
  })

  async function loadActivity(): Promise<void> {
    if (get().activity.phase !== 'ready') change({ kind: 'activity-came', activity: loading })
    await renew()
  }

  /** News from main: of no interest while the window is closed. */
  async function activityChanged(): Promise<void> {
    if (get().dialog?.kind === 'activity') await renew()
  }

  return { loadActivity, activityChanged }
}

export type ActivityFlows = ReturnType<typeof makeActivityFlows>
