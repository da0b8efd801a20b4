/** Covers what is told in passing: renderer/panes/Notices.tsx and the bar of an undo. The clock is the test's. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Notices } from '../../../renderer/panes/Notices.tsx'
import type { Reader } from '../../../renderer/state/reader.ts'
import { ReaderContext } from '../../../renderer/state/useReader.ts'
import { settle, startReader } from './startReader.ts'

async function draw() {
  const window = await startReader()
  render(
    <ReaderContext value={window as unknown as Reader}>
      <Notices />
    </ReaderContext>,
  )
  const undone = async () => {
    await act(async () => {
      await window.actions.markAllRead()
      await window.actions.undoLast()
      await settle()
    })
    return bar()
  }
  return { ...window, undone }
}

const bar = () => document.querySelector<HTMLElement>('.bar')
const pass = (ms: number) => {
  act(() => {
    vi.advanceTimersByTime(ms)
  })
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('a notice', () => {
  it('goes by itself after a few seconds', async () => {
    const { undone } = await draw()
    expect((await undone())?.textContent).toMatch(/^Taken back: \d+ articles marked read\.$/)
    pass(4000)
    expect(bar()).not.toBeNull()
    pass(2000)
    expect(bar()).toBeNull()
  })

  it('stays while the pointer rests on it, and goes soon after', async () => {
    const { undone } = await draw()
    const told = await undone()
    if (told === null) throw new Error('nothing was told')
    let isOver = true
    told.matches = (selector) => selector === ':hover' && isOver
    pass(60_000)
    expect(bar()).toBe(told)
    isOver = false
    pass(2000)
    expect(bar()).toBeNull()
  })

  it('stays while its button has the focus', async () => {
    const { undone } = await draw()
    await undone()
    screen.getByRole('button', { name: 'Dismiss' }).focus()
    pass(60_000)
    expect(bar()).not.toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(bar()).toBeNull()
  })

  it('counts its time anew when something else is told', async () => {
    const { undone } = await draw()
    await undone()
    pass(4000)
    await undone()
    pass(4000)
    expect(bar()).not.toBeNull()
  })
})

describe('the bar of an undo', () => {
  it('stays while the pointer rests on it', async () => {
    const { actions } = await draw()
    await act(async () => {
      await actions.markAllRead()
    })
    const told = bar()
    if (told === null) throw new Error('no undo was offered')
    told.matches = (selector) => selector === ':hover'
    pass(60_000)
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined()
  })
})
