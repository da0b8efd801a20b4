/** startReader.ts — the window's state on a fake library, with timers that run when the test says so. */
import type { Settings } from '../../../preload/contract/model.ts'
import type { Screen } from '../../../renderer/state/flows/articles.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'

export const now = Date.UTC(2026, 2, 12, 9)

/** A screen whose timers run when the test says so. */
export function makeScreen() {
  const waiting = new Set<{ readonly work: () => void; readonly ms: number }>()
  let isVisible = true
  const listeners: (() => void)[] = []
  const leaving: (() => void)[] = []
  const screen: Screen = {
    isVisible: () => isVisible,
    onVisible: (listener) => listeners.push(listener),
    onLeave: (listener) => leaving.push(listener),
    later: (work, ms) => {
      const timer = { work, ms }
      waiting.add(timer)
      return () => waiting.delete(timer)
    },
  }
  const run = async () => {
    for (const timer of Array.from(waiting)) {
      waiting.delete(timer)
      timer.work()
    }
    await settle()
  }
  const show = (visible: boolean) => {
    isVisible = visible
    for (const listener of listeners) listener()
  }
  const leave = () => {
    for (const listener of leaving) listener()
  }
  return { screen, run, show, leave }
}

/** Lets every answer that is under way arrive. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await Promise.resolve()
}

export async function startReader(chosen: Partial<Settings> = {}) {
  const bridge = makeFakeBridge(now, chosen)
  const { screen, run, show, leave } = makeScreen()
  const reader = createReader(bridge, screen)
  await reader.start()
  await settle()
  const { actions, store, ports } = reader
  const rows = () => {
    const open = valueOf(store.getState().list.rows)
    if (open === null) throw new Error('no list is open')
    return open
  }
  const times = (name: string) => bridge.asked.filter(([asked]) => asked === name).length
  return { bridge, actions, store, ports, rows, times, run, show, leave }
}
