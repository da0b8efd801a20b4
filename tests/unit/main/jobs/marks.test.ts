/** Covers the deciding part of main/jobs/marks.ts and main/jobs/undos.ts. */
import { describe, expect, it } from 'vitest'
import { decideMark, markAllRead } from '../../../../main/jobs/marks.ts'
import { makeUndos } from '../../../../main/jobs/undos.ts'
import { fail, ok } from '../../../../preload/contract/failure.ts'
import type { ArticleId } from '../../../../preload/contract/model.ts'
import { changesOf } from '../../../helpers/changesOf.ts'
import { aJobContext } from '../../../helpers/jobContext.ts'

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

describe('marking all read', () => {
  it('is taken back for exactly what it marked: stars and what was read before stay as they are', async () => {
    const context = await aJobContext(() => fail({ kind: 'offline', byChoice: false }))
    const mark = (id: string) => context.library.markOf(id as ArticleId)
    await context.library.changeMarks([
      ['before' as ArticleId, { read: 5 }],
      ['starred' as ArticleId, { starred: 7 }],
    ])
    const marked = await markAllRead(context, ['before', 'starred', 'plain'] as ArticleId[])
    if (!marked.ok) throw new Error('not marked')
    expect(marked.value.what).toEqual({ kind: 'marked-read', count: 2 })
    const now = context.clock.now()
    expect([mark('before'), mark('starred'), mark('plain')]).toEqual([
      { read: 5 },
      { read: now, starred: 7 },
      { read: now },
    ])
    await context.library.changeMarks([['plain' as ArticleId, { read: now, starred: 9 }]])
    const before = context.library.changes.last()
    expect((await context.undos.apply(marked.value.id)).ok).toBe(true)
    expect([mark('before'), mark('starred'), mark('plain')]).toEqual([
      { read: 5 },
      { starred: 7 },
      { starred: 9 },
    ])
    expect(changesOf(context.library, before)).toEqual([{ kind: 'marks', ids: ['starred', 'plain'] }])
    await context.end()
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
