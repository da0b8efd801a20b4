/** Covers main/store/paths.ts. Pure. */
import { describe, expect, it } from 'vitest'
import { pathsOf } from '../../../../main/store/paths.ts'

describe('the paths of a library', () => {
  it.each(['', '.', '..', 'a/b', '..\\x', '/etc/passwd', 'a\0b', 'a'.repeat(81), 'CON.txt', 'é'])(
    'are not made of %j',
    (id) => {
      expect(() => pathsOf('/library').headlineShard(id)).toThrow('Not an id')
      expect(() => pathsOf('/library').bucket(id, 0)).toThrow('Not an id')
    },
  )

  it('keep everything of a feed under its id', () => {
    expect(pathsOf('/library').bucket('harbour', 3).replaceAll('\\', '/')).toBe(
      '/library/cache/bodies/harbour/3.json',
    )
  })
})
