/** Covers main/ipc/windowEvents.ts, with a timer of the test's own. */
import { expect, it } from 'vitest'
import { makeWindowEvents } from '../../../../main/ipc/windowEvents.ts'
import type { RefreshProgress, Undo } from '../../../../preload/contract/model.ts'

it('sends at once, and the last of what comes while the window draws', () => {
  const sent: unknown[] = []
  const timers: (() => void)[] = []
  const tell = makeWindowEvents(
    (_event, news) => sent.push(news),
    (work) => timers.push(work),
  )
  for (const done of [1, 2, 3]) tell('refresh:progressed', { isRunning: true, done } as RefreshProgress)
  expect(sent).toHaveLength(1)
  timers.shift()?.()
  expect(sent).toMatchObject([{ done: 1 }, { done: 3 }])
})

it('passes on what changed in the library as it comes: it was added up before', () => {
  const sent: unknown[] = []
  const tell = makeWindowEvents(
    (_event, news) => sent.push(news),
    () => undefined,
  )
  const counts = { today: 0, unread: 0, starred: 0, all: 0 }
  for (const unread of [1, 2]) tell('counts:changed', { feeds: [], counts: { ...counts, unread } })
  expect(sent).toMatchObject([{ counts: { unread: 1 } }, { counts: { unread: 2 } }])
})

it('holds back and swallows nothing that the reader has to answer', () => {
  const sent: unknown[] = []
  const tell = makeWindowEvents(
    (_event, news) => sent.push(news),
    () => undefined,
  )
  const offers = ['one', 'two', 'three'].map(
    (id) =>
      ({ id, what: { kind: 'address-changed', title: 'Harbour Post', to: 'https://new.example/' } }) as Undo,
  )
  for (const offer of offers) tell('undo:offered', offer)
  expect(sent).toEqual(offers)
})

it('tells the end of a round when it ends, after all that came before it', () => {
  const sent: unknown[] = []
  const tell = makeWindowEvents(
    (event, news) => sent.push([event, news]),
    () => undefined,
  )
  const progress = (isRunning: boolean, done: number) => ({ isRunning, done }) as RefreshProgress
  for (const done of [1, 2, 3]) {
    tell('refresh:progressed', progress(true, done))
    tell('activity:changed', null)
  }
  tell('refresh:progressed', progress(false, 3))
  tell('refresh:progressed', progress(false, 3))
  expect(sent).toEqual([
    ['refresh:progressed', { isRunning: true, done: 1 }],
    ['activity:changed', null],
    ['activity:changed', null],
    ['refresh:progressed', { isRunning: false, done: 3 }],
  ])
})

it('never swallows the last news', () => {
  const sent: unknown[] = []
  const timers: (() => void)[] = []
  const tell = makeWindowEvents(
    (event) => sent.push(event),
    (work) => timers.push(work),
  )
  for (let i = 0; i < 5; i++) tell('activity:changed', null)
  while (timers.length > 0) timers.shift()?.()
  expect(sent).toEqual(['activity:changed', 'activity:changed'])
})
