/** Covers main/ipc/router.ts and rights.ts: who may ask what. */
import { describe, expect, it, vi } from 'vitest'
import { ok } from '../../../../preload/contract/failure.ts'
import { events, requests } from '../../../../preload/contract/requests.ts'
import type { EventName, RequestName } from '../../../../preload/contract/requests.ts'
import type { WindowKind } from '../../../../main/base/windowKind.ts'
import { makeLog, silentLog } from '../../../../main/base/log.ts'
import { mayAsk, mayHear } from '../../../../main/ipc/rights.ts'
import { answer } from '../../../../main/ipc/router.ts'
import type { Caller } from '../../../../main/ipc/router.ts'

const ours = 'app://kawaraban'
const reader: Caller = { kind: 'reader', isMainFrame: true, origin: ours }
const requestNames = Object.keys(requests) as RequestName[]
const eventNames = Object.keys(events) as EventName[]

function ask(caller: Caller, name: RequestName = 'library:quit', args: unknown = [], log = silentLog) {
  const handler = vi.fn(() => ok(null))
  const handlers = Object.fromEntries(requestNames.map((each) => [each, handler]))
  return answer(() => handlers, ours, log, { caller, name, args }).then((reply) => ({
    reply,
    isHandled: handler.mock.calls.length > 0,
  }))
}

describe('a request', () => {
  it('of the reader’s window is answered', async () => {
    expect(await ask(reader)).toEqual({ reply: ok(null), isHandled: true })
  })

  it.each<[string, Caller]>([
    ['a window that nobody opened', { ...reader, kind: null }],
    ['a frame inside the window', { ...reader, isMainFrame: false }],
    ['a page from elsewhere in the window', { ...reader, origin: 'https://example.com' }],
    ['a page without an origin', { ...reader, origin: 'null' }],
    ['a page whose origin begins like ours', { ...reader, origin: 'app://kawaraban.example' }],
    ['a window for print', { ...reader, kind: 'print' }],
    ['a window for PDF', { ...reader, kind: 'pdf' }],
    ['an article’s window, beyond its rights', { ...reader, kind: 'article' }],
  ])('of %s is refused, and written down', async (_who, caller) => {
    const lines: string[] = []
    const log = makeLog((line) => lines.push(line))
    const { reply, isHandled } = await ask(caller, 'library:quit', [], log)
    expect(isHandled).toBe(false)
    expect(reply).toMatchObject({ ok: false, failure: { kind: 'refused', request: 'library:quit' } })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('library:quit')
  })

  it('of a stranger is refused before anything is waited for', async () => {
    const never = () => new Promise<never>(() => undefined)
    const question = { caller: { ...reader, kind: null }, name: 'settings:read', args: [] } as const
    expect(await answer(never, ours, silentLog, question)).toMatchObject({ ok: false })
  })

  it('is refused when nobody answers, and when the answer is a bug', async () => {
    const question = { caller: reader, name: 'settings:read', args: [] } as const
    expect(await answer(() => ({}), ours, silentLog, question)).toMatchObject({
      failure: { why: 'nobody answers' },
    })
    const broken = {
      'settings:read': () => {
        throw new Error('/home/ada/secret')
      },
    }
    const reply = await answer(() => broken, ours, silentLog, question)
    expect(reply).toMatchObject({ failure: { why: 'internal error' } })
    expect(JSON.stringify(reply)).not.toContain('ada')
  })
})

describe('the rights', () => {
  const rights = (kind: WindowKind) => [
    ...requestNames.filter((name) => mayAsk(kind, name)),
    ...eventNames.filter((name) => mayHear(kind, name)),
  ]

  it('of the reader’s window are all', () => {
    expect(rights('reader')).toEqual([...requestNames, ...eventNames])
  })

  it('of hidden windows are none', () => {
    expect([...rights('print'), ...rights('pdf')]).toEqual([])
  })

  it('of an article’s window are reading and marking', () => {
    expect(rights('article')).toEqual([
      'articles:open',
      'articles:versions',
      'articles:drawing',
      'articles:drawn',
      'articles:mark',
      'links:open',
      'settings:read',
      'library:changed',
      'articles:marked',
      'settings:changed',
    ])
  })
})
