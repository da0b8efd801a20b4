/** Covers what main offers to take back, and a wish that is not granted offline: renderer/state, with a bridge of its own. */
import { describe, expect, it } from 'vitest'
import type { Undo } from '../../../preload/contract/model.ts'
import type { Screen } from '../../../renderer/state/flows/articles.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'

const still: Screen = {
  isVisible: () => true,
  onVisible: () => undefined,
  onLeave: () => undefined,
  later: () => () => undefined,
}

async function startReader(workOffline = false) {
  const bridge = makeFakeBridge(Date.UTC(2026, 2, 12, 9), { workOffline })
  const reader = createReader(bridge, still)
  await reader.start()
  return { bridge, reader, state: reader.store.getState }
}

const moved = (id: string) =>
  ({ id, what: { kind: 'address-changed', title: 'Harbour Post', to: 'https://new.example/' } }) as Undo

describe('what main did by itself', () => {
  it('is offered until it is answered, and leaves alone what the reader did last', async () => {
    const { bridge, reader, state } = await startReader()
    await reader.actions.markAllRead()
    const mine = state().undoBar
    expect(mine).not.toBeNull()
    for (const id of ['one', 'two']) bridge.tell('undo:offered', moved(id))
    expect(state().undoBar).toEqual(mine)
    expect(state().offers.map(({ id }) => id)).toEqual(['one', 'two'])
    await reader.actions.takeBack(moved('one').id)
    expect(bridge.asked).toContainEqual(['undo:apply', 'one'])
    expect(state().notice).toEqual({ kind: 'undone', what: moved('one').what })
    reader.actions.closeOffer(moved('two').id)
    expect(state().offers).toEqual([])
  })
})

describe('a wish to fetch while working offline', () => {
  it.each([true, false])(
    'says why nothing happens, and how to change that (a setting: %s)',
    async (isSetting) => {
      const { bridge, reader, state } = await startReader(isSetting)
      bridge.failOn('feeds:refresh', { kind: 'offline', byChoice: true })
      await reader.actions.refresh({ kind: 'all' })
      expect(state().notice).toEqual({ kind: 'works-offline', canGoOnline: isSetting })
      bridge.failOn('feeds:refresh', null)
      await reader.actions.refresh({ kind: 'all' })
      expect(state().progress).not.toBeNull()
    },
  )
})
