/** Covers main/shell/arguments.ts. Pure. */
import { expect, it } from 'vitest'
import { readArguments } from '../../../../main/shell/arguments.ts'

const nothing = { userData: null, starter: null, isOffline: false }

it('reads what the command line asks for', () => {
  const argv = ['electron', '.', '--user-data-dir=/data/reader', '--offline', '--starter=/data/ours.json']
  expect(readArguments(argv)).toEqual({
    userData: '/data/reader',
    starter: '/data/ours.json',
    isOffline: true,
  })
  expect(readArguments(['electron', '.', '--user-data-dir='])).toEqual(nothing)
})

it('reads it as Chromium does: one dash, any blanks, the last of two', () => {
  expect(readArguments(['kawaraban', '-offline', ' --starter=/a', '--starter=/b'], 'linux')).toEqual({
    userData: null,
    starter: '/b',
    isOffline: true,
  })
  expect(readArguments(['Kawaraban.exe', '/OFFLINE'], 'win32').isOffline).toBe(true)
  expect(readArguments(['kawaraban', '/offline'], 'linux').isOffline).toBe(false)
})

it.each([['feed:https://paper.example/'], ['kawaraban://follow?url=x'], ['--']])(
  'takes no wish that stands behind %s',
  (word) => {
    const argv = ['kawaraban', word, '--user-data-dir=/tmp/trap', '--starter=/tmp/trap.json', '--offline']
    expect(readArguments(argv, 'linux')).toEqual(nothing)
  },
)
