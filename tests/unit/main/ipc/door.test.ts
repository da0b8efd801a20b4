/** Covers main/ipc/door.ts: what is answered while no library is open. */
import { expect, it } from 'vitest'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { Outcome } from '../../../../preload/contract/failure.ts'
import type { HealthReport } from '../../../../preload/contract/model.ts'
import { makeDoor } from '../../../../main/ipc/door.ts'
import type { Openable } from '../../../../main/ipc/door.ts'

const well: HealthReport = { phase: 'ok', failure: null, repaired: [] }
const staff: Openable = { health: () => well, tryAgain: () => Promise.resolve(well) }
const locked = { kind: 'refused', request: 'library', why: 'locked by pid 7' } as const

function aDoor(answers: Outcome<Openable>[]) {
  const done: string[] = []
  const door = makeDoor({
    open: () => {
      done.push('open')
      return Promise.resolve(answers.shift() ?? fail(locked))
    },
    onOpenedLate: () => done.push('late'),
    takeUsualPlace: () => done.push('usual'),
    quit: () => done.push('quit'),
  })
  return { door, done, ...door.handlers }
}

it('says that an open library is well', async () => {
  const { 'library:health': health, door } = aDoor([ok(staff)])
  expect(await health()).toEqual(ok(well))
  expect(await door.opened).toBe(staff)
})

it('tells in facts why it could not be opened, and opens it when that has passed', async () => {
  const {
    'library:health': health,
    'library:tryAgain': again,
    done,
    door,
  } = aDoor([fail(locked), fail(locked), ok(staff)])
  expect(await health()).toEqual(ok({ phase: 'closed', failure: locked, repaired: [] }))
  expect(await again()).toEqual(ok({ phase: 'closed', failure: locked, repaired: [] }))
  expect(done).toEqual(['open', 'open'])
  expect(await again()).toEqual(ok(well))
  expect(done).toEqual(['open', 'open', 'open', 'late'])
  expect(await door.opened).toBe(staff)
  await again()
  expect(done).toHaveLength(4)
})

it('goes back to the usual folder only when the chosen one could not be opened', async () => {
  const missing = fail({ kind: 'store-missing', folder: '/media/drive' })
  const lost = aDoor([missing, ok(staff)])
  expect(await lost['library:usualPlace']()).toEqual(ok(well))
  expect(lost.done).toEqual(['open', 'usual', 'open', 'late'])
  const fine = aDoor([ok(staff)])
  await fine['library:usualPlace']()
  expect(fine.done).toEqual(['open'])
})

it('quits when it is told to', () => {
  const { 'library:quit': quit, done } = aDoor([fail(locked)])
  void quit()
  expect(done).toContain('quit')
})
