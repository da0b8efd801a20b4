/** signIn.ts — a name and a password for a feed that asks for them, as typed into the dialog. */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FeedId } from '../../preload/contract/model.ts'
import { originOf } from '../base/urls.ts'
import type { JobContext } from '../model/jobContext.ts'
import { keepSecret } from './keepSecret.ts'

export interface SignIn {
  /** Which the dialog named. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** Until the program ends, also where it could be kept longer. */
  readonly isForNow: boolean
}

/**
 * The caller asks the feed afterwards.
 * @returns `not-found` where the paper has gone to another place since the dialog named one: nothing is kept then.
 */
export async function signIn(
  context: JobContext,
  id: FeedId,
  { url, user, password, isForNow }: SignIn,
): Promise<Outcome<{ readonly isLasting: boolean }>> {
  const { feeds } = context.library.subscriptions()
  const feed = feeds.find((each) => each.id === id && each.unfollowedAt === null)
  if (feed === undefined || originOf(feed.url) !== originOf(url))
    return fail({ kind: 'not-found', what: 'feed' })
  return ok({ isLasting: await keepSecret(context, feed, { user, password }, isForNow) })
}
