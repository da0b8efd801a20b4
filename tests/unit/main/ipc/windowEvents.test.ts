/** Covers main/ipc/windowEvents.ts, with a timer of the test's own. */
import { expect, it } from 'vitest'
import { makeWindowEvents } from '../../../../main/ipc/windowEvents.ts'
import type { FeedId, RefreshProgress, Undo } from '../../../../preload/contract/model.ts'

const f = (id: string) => id as FeedId

it('sends at once, then adds up what comes while the window draws', () => {
  const sent: unknown[] = []
  const timers: (() => void)[] = []
  const tell = makeWindowEvents(
    (event, news) => sent.push([event, news]),
    (work) => timers.push(work),
  )
  tell('library:changed', { feedIds: [f('a')], newArticles: 1 })
  tell('library:changed', { feedIds: [f('b')], newArticles: 2 })
  tell('library:changed', { feedIds: [f('a')], newArticles: 3 })
  expect(sent).toHaveLength(1)
  timers.shift()?.()
  expect(sent[1]).toEqual(['library:changed', { feedIds: ['b', 'a'], newArticles: 5 }])
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
    tell('library:changed', { feedIds: [f('a')], newArticles: 1 })
  }
  tell('refresh:progressed', progress(false, 3))
  tell('refresh:progressed', progress(false, 3))
  expect(sent).toEqual([
    ['refresh:progressed', { isRunning: true, done: 1 }],
    ['library:changed', { feedIds: ['a'], newArticles: 1 }],
    ['library:changed', { feedIds: ['a'], newArticles: 2 }],
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
  for (let i = 0; i < 5; i++) tell('outlets:changed', null)
  while (timers.length > 0) timers.shift()?.()
  expect(sent).toEqual(['outlets:changed', 'outlets:changed'])
})
