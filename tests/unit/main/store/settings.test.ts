/** Covers main/store/settings.ts. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings, settingsOf } from '../../../../main/store/settings.ts'

describe('settingsOf', () => {
  it('gives the defaults where nothing was chosen', () => {
    expect(settingsOf({})).toEqual(defaultSettings)
  })

  it('takes what was chosen', () => {
    const chosen = { theme: 'dark', readAfterMs: null, lastView: { kind: 'feed', feedId: 'f1' } }
    expect(settingsOf(chosen)).toEqual({ ...defaultSettings, ...chosen })
  })

  it('lets a value of the wrong kind fall back alone', () => {
    const stored = { theme: 'purple', textSize: '18', outletsWidth: Number.NaN, workOffline: true }
    expect(settingsOf(stored)).toEqual({ ...defaultSettings, workOffline: true })
  })

  it('gives settings of the right kinds for anything', () => {
    const anything = fc.dictionary(fc.constantFrom(...Object.keys(defaultSettings)), fc.anything())
    fc.assert(
      fc.property(anything, (stored) => {
        const settings = settingsOf(stored)
        expect(Object.keys(settings)).toEqual(Object.keys(defaultSettings))
        expect(settings.textSize).toBeGreaterThanOrEqual(13)
        expect(Array.isArray(settings.unreadOnly)).toBe(true)
      }),
    )
  })
})
