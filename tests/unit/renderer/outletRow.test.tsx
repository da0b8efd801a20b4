/** Covers renderer/panes/OutletRow.tsx: what a line of the tree says of its paper, to the eyes and to the ears. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Feed } from '../../../preload/contract/model.ts'
import { OutletRow } from '../../../renderer/panes/OutletRow.tsx'
import { outletLines } from '../../../renderer/state/outletLines.ts'
import { fakeFeeds } from '../../helpers/fakeLibrary.ts'

const nothing = () => {}

function draw(more: Partial<Feed>): HTMLElement {
  const [first] = fakeFeeds(0)
  if (first === undefined) throw new Error('no feeds')
  const feed = { ...first, folderId: null, ...more }
  const tree = { folders: [], feeds: [feed], counts: { today: 0, unread: 0, starred: 0, all: 0 } }
  const line = outletLines(tree, []).find(({ kind }) => kind === 'feed')
  if (line === undefined) throw new Error('no line')
  render(
    <OutletRow
      id="line"
      line={line}
      isOpenView={false}
      isRenaming={false}
      drop={null}
      acts={{ open: nothing, toggle: nothing, rename: nothing, menu: nothing, drag: nothing }}
    />,
  )
  return screen.getByRole('treeitem')
}

afterEach(cleanup)

describe('the line of a paper', () => {
  it('says when its feed was damaged and read with repairs', () => {
    const line = draw({ isRepaired: true, state: { phase: 'idle' } })
    expect(line.textContent).toMatch(/Damaged, read with repairs/)
    expect(line.title).toMatch(/^This feed is damaged and was read with repairs/)
  })

  it('says nothing of it when all is well but when it is fetched next, and the reason when it could not be fetched', () => {
    expect(draw({ state: { phase: 'idle' }, nextAt: null }).title).toBe('')
    cleanup()
    expect(draw({ state: { phase: 'idle' }, nextAt: Date.UTC(2026, 2, 12, 9) }).title).toMatch(/\d:\d\d/)
    cleanup()
    const failure = { kind: 'http', url: 'https://paper.example/feed', status: 503 } as const
    const line = draw({ isRepaired: true, state: { phase: 'failed', failure, since: 0 } })
    expect(line.title).toContain('paper.example has trouble of its own')
    expect(line.textContent).not.toMatch(/Damaged/)
  })
})
