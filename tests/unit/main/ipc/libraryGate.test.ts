/** Covers main/ipc/libraryGate.ts: what is answered while no library is open. */
import { expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import type { HealthReport } from '../../../../preload/contract/model.ts'
import { makeLibraryGate } from '../../../../main/ipc/libraryGate.ts'
import type { Openable } from '../../../../main/ipc/libraryGate.ts'

const well: HealthReport = { phase: 'ok', failure: null, repaired: [], moving: null }
const services: Openable = { health: () => well, tryAgain: () => Promise.resolve(well) }
const locked = { kind: 'refused', request: 'library', why: 'locked by pid 7' } as const

function aGate(answers: Outcome<Openable>[]) {
  const done: string[] = []
  const gate = makeLibraryGate({
    open: () => {
      done.push('open')
      return Promise.resolve(answers.shift() ?? fail(locked))
    },
    onOpenedLate: () => done.push('late'),
    takeUsualPlace: () => done.push('usual'),
    quit: () => done.push('quit'),
  })
  return { gate, done, ...gate.handlers }
}

it('says that an open library is well', async () => {
  const { 'library:health': health, gate } = aGate([ok(services)])
  expect(await health()).toEqual(ok(well))
  expect(await gate.opened).toBe(services)
})

it('tells in facts why it could not be opened, and opens it when that has passed', async () => {
  const {
    'library:health': health,
    'library:tryAgain': again,
    done,
    gate,
  } = aGate([fail(locked), fail(locked), ok(services)])
  expect(await health()).toEqual(ok({ phase: 'closed', failure: locked, repaired: [], moving: null }))
  expect(await again()).toEqual(ok({ phase: 'closed', failure: locked, repaired: [], moving: null }))
  expect(done).toEqual(['open', 'open'])
  expect(await again()).toEqual(ok(well))
  expect(done).toEqual(['open', 'open', 'open', 'late'])
  expect(await gate.opened).toBe(services)
  await again()
  expect(done).toHaveLength(4)
})

it('goes back to the usual folder only when the chosen one could not be opened', async () => {
  const missing = fail({ kind: 'store-missing', folder: '/media/drive' })
  const lost = aGate([missing, ok(services)])
  expect(await lost['library:usualPlace']()).toEqual(ok(well))
  expect(lost.done).toEqual(['open', 'usual', 'open', 'late'])
  const fine = aGate([ok(services)])
  await fine['library:usualPlace']()
  expect(fine.done).toEqual(['open'])
})

it('quits when it is told to', () => {
  const { 'library:quit': quit, done } = aGate([fail(locked)])
  void quit()
  expect(done).toContain('quit')
})
