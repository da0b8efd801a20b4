/** AllowFeed.tsx — gives the dialog that allows an address what it needs of one outlet. */
import type { FeedId } from '../../preload/contract/model.ts'
import { valueOf } from '../state/loadable.ts'
import { allowable } from '../state/allowable.ts'
import { useActions, useReader } from '../state/useReader.ts'
import { AllowDialog } from './AllowDialog.tsx'

interface Props {
  readonly feedId: FeedId
  readonly onClose: () => void
}

export function AllowFeed({ feedId, onClose }: Props) {
  const feed = useReader((state) => valueOf(state.tree)?.feeds.find(({ id }) => id === feedId) ?? null)
  const { allowAddress } = useActions()
  const asked = feed === null ? null : allowable(feed)
  if (feed === null || asked === null) return null
  const { host, leadsTo } = asked
  return (
    <AllowDialog
      title={feed.title}
      host={host}
      leadsTo={leadsTo}
      allow={() => allowAddress(feedId, { url: feed.url, class: leadsTo })}
      onClose={onClose}
    />
  )
}
