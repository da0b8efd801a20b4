/** SignInFeed.tsx — gives the sign-in dialog what it needs of one outlet. */
import { useCallback } from 'react'
import type { FeedId } from '../../preload/contract/model.ts'
import { valueOf } from '../state/loadable.ts'
import { useActions, useReader } from '../state/useReader.ts'
import { SignInDialog } from './SignInDialog.tsx'
import type { SignIn } from './SignInDialog.tsx'

interface Props {
  readonly feedId: FeedId
  readonly onClose: () => void
}

export function SignInFeed({ feedId, onClose }: Props) {
  const feed = useReader((state) => valueOf(state.tree)?.feeds.find(({ id }) => id === feedId) ?? null)
  const { canKeepPasswords, signIn } = useActions()
  const url = feed?.url ?? ''
  // With the address that is shown: what is typed is for that one.
  const ask = useCallback((wish: SignIn) => signIn(feedId, { ...wish, url }), [signIn, feedId, url])
  if (feed === null) return null
  return (
    <SignInDialog
      title={feed.title}
      url={feed.url}
      canKeep={canKeepPasswords}
      signIn={ask}
      onClose={onClose}
    />
  )
}
