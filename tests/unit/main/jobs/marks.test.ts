/** Covers the deciding part of main/jobs/marks.ts and main/jobs/undos.ts. */
import { describe, expect, it } from 'vitest'
import { decideMark } from '../../../../main/jobs/marks.ts'
import { makeUndos } from '../../../../main/jobs/undos.ts'
import { ok } from '../../../../preload/contract/failure.ts'

describe('decideMark', () => {
  it('keeps the star when an article becomes unread', () => {
    expect(decideMark({ read: 5, starred: 7 }, { isRead: false }, 9)).toEqual({ starred: 7 })
  })

  it('keeps the time of the first reading', () => {
    expect(decideMark({ read: 5 }, { isRead: true }, 9)).toEqual({ read: 5 })
  })

  it('remembers nothing when nothing is left', () => {
    expect(decideMark({ read: 5 }, { isRead: false }, 9)).toBeNull()
  })
})

describe('undo', () => {
  it('takes a thing back once', async () => {
    let times = 0
    const undos = makeUndos()
    const { id } = undos.remember({ kind: 'marked-read', count: 3 }, () => {
      times += 1
      return Promise.resolve(ok(null))
    })
    expect(await undos.apply(id)).toEqual(ok(null))
    expect(await undos.apply(id)).toMatchObject({ ok: false, failure: { kind: 'not-found', what: 'undo' } })
    expect(times).toBe(1)
  })
})
