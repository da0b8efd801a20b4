/**
 * passwords.ts — signing in to an outlet, allowing its address, and the reader's own proxy.
 *
 * Room:     renderer/state, flows.
 * Promises: no password is kept in the window's state. Answers are outcomes, so that a dialog can say itself what failed.
 */
import type { Outcome } from '../../../preload/contract/failure.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { ArgsOf, ReplyOf } from '../../../preload/contract/requests.ts'
import type { Context } from '../context.ts'

type SignIn = ArgsOf<'feeds:signIn'>[1]

export function makePasswordFlows({ ask, change }: Context) {
  return {
    canKeepPasswords: (): Promise<Outcome<boolean>> => ask('passwords:canKeep'),
    signIn: (feedId: FeedId, wish: SignIn): Promise<Outcome<ReplyOf<'feeds:signIn'>>> =>
      ask('feeds:signIn', feedId, wish),
    allowAddress: (feedId: FeedId, wish: ArgsOf<'feeds:allow'>[1]): Promise<Outcome<null>> =>
      ask('feeds:allow', feedId, wish),
    setProxy: async (typed: string | null): Promise<Outcome<ReplyOf<'settings:setProxy'>>> => {
      const set = await ask('settings:setProxy', typed)
      if (set.ok) change({ kind: 'settings-came', settings: set.value.settings })
      return set
    },
  }
}
