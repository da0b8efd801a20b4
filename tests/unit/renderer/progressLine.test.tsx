/** Covers renderer/panes/ProgressLine.tsx: the foot of the window. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Feed, FeedId, RefreshProgress } from '../../../preload/contract/model.ts'
import { ProgressLine } from '../../../renderer/panes/ProgressLine.tsx'
import { fakeFeeds } from '../../helpers/fakeLibrary.ts'

const now = Date.now()
const idle = (feed: Feed): Feed => ({ ...feed, state: { phase: 'idle' }, checkedAt: now })
const feeds = fakeFeeds(now).map(idle)
const failed = (feed: Feed | undefined, kind: 'timeout' | 'offline'): Feed => {
  if (feed === undefined) throw new Error('no feed')
  const failure =
    kind === 'offline'
      ? ({ kind, byChoice: false } as const)
      : ({ kind, host: 'a.example', stage: 'connect', ms: 30_000 } as const)
  return { ...feed, state: { phase: 'failed', failure, since: now } }
}
const done: RefreshProgress = {
  isRunning: false,
  done: 3,
  total: 3,
  current: [],
  newArticles: 0,
  failed: 0,
  picturesWaiting: 0,
  isOffline: false,
  finishedAt: now,
}

function draw(progress: RefreshProgress | null, of: readonly Feed[], openFeed: FeedId | null = null) {
  const onShow = vi.fn()
  const drawn = render(
    <ProgressLine progress={progress} feeds={of} isOffline={false} openFeed={openFeed} onShow={onShow} />,
  )
  return { onShow, text: drawn.container.textContent }
}

afterEach(cleanup)

describe('ProgressLine', () => {
  it('says when it was last up to date, on the clock of the reader', () => {
    expect(draw(done, feeds).text).toMatch(/^Up to date · \d{1,2}:\d{2}\s[AP]M$/)
  })

  it('knows from the papers when no round has ended yet', () => {
    expect(draw(null, feeds).text).toMatch(/^Last fetched \d{1,2}:\d{2}\s[AP]M$/)
    cleanup()
    expect(draw({ ...done, finishedAt: null }, feeds).text).not.toBe('Not fetched yet')
    cleanup()
    expect(draw(null, []).text).toBe('Not fetched yet')
  })

  it('leads to the papers that failed, one after another', () => {
    const [one, two, ...rest] = feeds
    const all = [failed(one, 'timeout'), failed(two, 'timeout'), ...rest]
    const first = draw(done, all)
    fireEvent.click(screen.getByRole('button', { name: '2 papers failed' }))
    expect(first.onShow).toHaveBeenCalledWith(one?.id)
    cleanup()
    const second = draw(done, all, one?.id ?? null)
    fireEvent.click(screen.getByRole('button', { name: '2 papers failed' }))
    expect(second.onShow).toHaveBeenCalledWith(two?.id)
  })

  it('does not count papers that wait for a connection as failed', () => {
    const [one, ...rest] = feeds
    const { text } = draw({ ...done, isOffline: true }, [failed(one, 'offline'), ...rest])
    expect(text).toBe('Offline: reading what is kept')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('tells how many pictures are still to come', () => {
    expect(draw({ ...done, picturesWaiting: 12 }, feeds).text).toContain('12 pictures to come')
  })
})
