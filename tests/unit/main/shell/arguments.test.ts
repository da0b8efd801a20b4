/** Covers main/shell/arguments.ts. Pure. */
import { expect, it } from 'vitest'
import { findDangerousSwitch, readArguments } from '../../../../main/shell/arguments.ts'

it('reads what the command line asks for', () => {
  const argv = ['electron', '.', '--user-data-dir=/data/reader', '--offline', '--starter=/data/ours.json']
  expect(readArguments(argv)).toEqual({
    userData: '/data/reader',
    starter: '/data/ours.json',
    isOffline: true,
  })
  expect(readArguments(['electron', '.', '--user-data-dir='])).toEqual({
    userData: null,
    starter: null,
    isOffline: false,
  })
})

it.each([
  '--inspect',
  '--inspect-brk=0',
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--js-flags=x',
])('notices %s', (flag) => {
  expect(findDangerousSwitch(['kawaraban', flag])).toBe(flag)
})

it('lets ordinary switches pass', () => {
  expect(findDangerousSwitch(['kawaraban', '--offline', '--no-sandbox', '--ozone-platform=x11'])).toBeNull()
})
