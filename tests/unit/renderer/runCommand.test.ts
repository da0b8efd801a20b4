/** Covers renderer/keys/runCommand.ts where order matters: the search, and the commands that once had no key. */
import { describe, expect, it, vi } from 'vitest'
import { runCommand } from '../../../renderer/keys/runCommand.ts'
import type { Command } from '../../../renderer/keys/keyMap.ts'
import type { Reader } from '../../../renderer/state/reader.ts'
import { settle, startReader } from './startReader.ts'

async function start() {
  const window = await startReader()
  const run = (command: Command) => {
    runCommand(command, window as unknown as Reader)
  }
  return { ...window, run, state: window.store.getState }
}

describe('the search key', () => {
  it('gives the field the focus before the next letter can come', async () => {
    const { run, ports } = await start()
    const focusSearch = vi.fn()
    ports.plug('headlines', { focus: vi.fn(), focusSearch })
    run('search')
    expect(focusSearch).toHaveBeenCalled()
  })

  it('does so where the pane has to be drawn first, as in a narrow window', async () => {
    const { run, ports, state } = await start()
    run('paneRight')
    const shown: string[] = []
    ports.plug('headlines', { focus: vi.fn(), focusSearch: () => shown.push(state().pane) })
    run('search')
    await Promise.resolve()
    expect(shown.at(-1)).toBe('headlines')
    expect(shown.length).toBe(2)
  })
})

describe('commands', () => {
  it.each([
    ['catalogue', { kind: 'catalogue' }],
    ['newFolder', { kind: 'folder', parentId: null }],
    ['data', { kind: 'data' }],
    ['activity', { kind: 'activity' }],
  ] as const)('%s opens its dialog', async (command, dialog) => {
    const { run, state } = await start()
    run(command)
    expect(state().dialog).toEqual(dialog)
  })

  it('turn the order of the open list round, and back', async () => {
    const { run, state } = await start()
    run('oldestFirst')
    await settle()
    expect(state().settings?.oldestFirst).toHaveLength(1)
    run('oldestFirst')
    await settle()
    expect(state().settings?.oldestFirst).toEqual([])
  })

  it('go offline and online, and say so each time', async () => {
    const { run, state, bridge, actions } = await start()
    await actions.refresh({ kind: 'all' })
    run('workOffline')
    await settle()
    expect([state().settings?.workOffline, state().notice?.kind]).toEqual([true, 'works-offline'])
    const { progress } = state()
    if (progress === null) throw new Error('no progress')
    bridge.tell('refresh:progressed', { ...progress, isOffline: true })
    run('workOffline')
    await settle()
    expect([state().settings?.workOffline, state().notice?.kind]).toEqual([false, 'works-online'])
    // Nothing may be due, and then main says no more.
    expect(state().progress?.isOffline).toBe(false)
  })
})

describe('walking and marking from the outlets', () => {
  async function fromOutlets(pane: 'outlets' | 'headlines' = 'outlets') {
    const window = await start()
    let focused = 'outlets'
    window.ports.plug('outlets', {
      focus: vi.fn(),
      focusAddress: vi.fn(),
      hasFocus: () => focused === 'outlets',
    })
    window.ports.plug('headlines', { focus: () => (focused = 'headlines'), focusSearch: vi.fn() })
    window.actions.choosePane(pane)
    return { ...window, focused: () => focused }
  }

  it.each(['next', 'previous', 'nextUnread', 'previousUnread', 'readOn'] as const)(
    '%s brings the focus to the headlines, so that Delete means the article',
    async (command) => {
      const { run, state, focused } = await fromOutlets()
      run(command)
      await settle()
      expect([focused(), state().pane]).toEqual(['headlines', 'headlines'])
    },
  )

  it('does so too when only the focus stayed behind', async () => {
    const { run, focused } = await fromOutlets('headlines')
    run('next')
    await settle()
    expect(focused()).toBe('headlines')
  })

  it.each(['toggleRead', 'toggleStar'] as const)(
    '%s does so when there is an article to mark, and only then',
    async (command) => {
      const { run, actions, focused } = await fromOutlets()
      run(command)
      await settle()
      expect(focused()).toBe('outlets')
      await actions.openRow(0)
      run(command)
      await settle()
      expect(focused()).toBe('headlines')
    },
  )
})
