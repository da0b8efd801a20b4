/** Covers main/store/paths.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { pathsOf } from '../../../../main/store/paths.ts'

describe('the paths of a library', () => {
  it.each(['', '.', '..', 'a/b', '..\\x', '/etc/passwd', 'a\0b', 'a'.repeat(81), 'CON.txt', 'é'])(
    'are not made of %j',
    (id) => {
      expect(() => pathsOf('/library').feedArchive(id)).toThrow('Not an id')
      expect(() => pathsOf('/library').snapshot(id)).toThrow('Not an id')
    },
  )

  it('keep everything of a feed under its id', () => {
    const { feedArchive, snapshot } = pathsOf('/library')
    expect([feedArchive('harbour'), snapshot('harbour')].map((path) => path.replaceAll('\\', '/'))).toEqual([
      '/library/archive/harbour',
      '/library/cache/snapshots/harbour.json',
    ])
  })
})
