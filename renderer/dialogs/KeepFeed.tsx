/** KeepFeed.tsx — gives the keep dialog what it needs of one outlet. */
import { useCallback } from 'react'
import type { FeedId, KeepRule } from '../../preload/contract/model.ts'
import { valueOf } from '../state/loadable.ts'
import { useActions, useReader } from '../state/useReader.ts'
import { KeepDialog } from './KeepDialog.tsx'

interface Props {
  readonly feedId: FeedId
  readonly onClose: () => void
}

export function KeepFeed({ feedId, onClose }: Props) {
  const title = useReader(
    (state) => valueOf(state.tree)?.feeds.find((feed) => feed.id === feedId)?.title ?? '',
  )
  const { readRule, tryRule, setRule } = useActions()
  return (
    <KeepDialog
      title={title}
      readRule={useCallback(() => readRule(feedId), [readRule, feedId])}
      tryRule={useCallback((rule: KeepRule) => tryRule(feedId, rule), [tryRule, feedId])}
      setRule={useCallback((rule: KeepRule) => setRule(feedId, rule), [setRule, feedId])}
      onClose={onClose}
    />
  )
}
