/** Covers renderer/dialogs/CheckSection.tsx and CheckReport.tsx. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { LibraryCheck, LibraryReport } from '../../../preload/contract/libraryCheck.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import { CheckSection } from '../../../renderer/dialogs/CheckSection.tsx'
import { checkEn } from '../../../renderer/text/check.en.ts'
import { checkJa } from '../../../renderer/text/check.ja.ts'

const whole: LibraryReport = {
  papers: 12,
  records: 4321,
  bytes: 48_200_000,
  pictures: 214,
  damagedPictures: 0,
  plainPictures: 0,
  damaged: [],
  isRepaired: false,
}
const damaged: LibraryReport = {
  ...whole,
  damagedPictures: 2,
  damaged: [
    {
      feedId: 'har' as FeedId,
      title: 'The Harbour Post',
      files: 1,
      records: 30,
      texts: 25,
      titles: ['Lanterns on the quay', 'The last tram'],
      notes: 0,
      unread: null,
      repair: null,
    },
  ],
}

let state: LibraryCheck
const answer = (next: LibraryCheck) => () => {
  state = next
  return Promise.resolve(ok(next))
}
const actions = () => ({
  readCheck: vi.fn(() => Promise.resolve(ok(state))),
  startCheck: vi.fn(answer({ phase: 'checking', done: 1_000_000, total: 4_000_000 })),
  stopCheck: vi.fn(answer({ phase: 'none' })),
  repairLibrary: vi.fn(answer({ phase: 'repairing', done: 0, total: 1 })),
})
beforeEach(() => {
  state = { phase: 'none' }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const press = async (name: string) => {
  fireEvent.click(await screen.findByRole('button', { name }))
}

describe('checking the library', () => {
  it('shows how far it is, and can be stopped by the button that began it', async () => {
    const some = actions()
    render(<CheckSection actions={some} />)
    await press(checkEn.start)
    await screen.findByText(/1 MB of 4 MB/)
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('1000000')
    expect(document.activeElement?.textContent).toBe(checkEn.stop)
    await press(checkEn.stop)
    await screen.findByRole('button', { name: checkEn.start })
    expect(some.stopCheck).toHaveBeenCalledOnce()
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('says that all is whole, and what was looked at; there is nothing to repair', async () => {
    render(<CheckSection actions={actions()} />)
    await press(checkEn.start)
    await screen.findByRole('progressbar')
    state = { phase: 'done', report: whole }
    vi.advanceTimersByTime(1000)
    await screen.findByText(/Everything is whole: 4,321 entries of 12 papers and 214 pictures, 48.2 MB/)
    expect(screen.queryByRole('button', { name: checkEn.repair })).toBeNull()
  })

  it('finds one that is under way when it is opened', async () => {
    state = { phase: 'checking', done: 0, total: 10 }
    render(<CheckSection actions={actions()} />)
    await screen.findByRole('button', { name: checkEn.stop })
  })

  it('names papers and articles, and repairs when it is wished', async () => {
    state = { phase: 'done', report: damaged }
    const some = actions()
    render(<CheckSection actions={some} />)
    for (const line of [
      'Something is damaged in 1 paper. 2 pictures are damaged.',
      'The Harbour Post',
      '1 file is damaged.',
      '30 entries cannot be read any more.',
      'Lanterns on the quay',
      'and 23 more',
    ])
      await screen.findByText(line)
    await press(checkEn.repair)
    await screen.findByText(/Repairing… Paper 1 of 1/)
    const repair = { aside: 1, asked: 25, notes: 0, failure: null }
    const [paper] = damaged.damaged
    if (paper === undefined) throw new Error('no paper')
    state = { phase: 'done', report: { ...damaged, damaged: [{ ...paper, repair }], isRepaired: true } }
    vi.advanceTimersByTime(1000)
    await screen.findByText('Repaired as far as possible.')
    await screen.findByText(/25 texts are fetched again/)
    await screen.findByText(/2 damaged pictures were removed/)
    expect(screen.queryByRole('button', { name: checkEn.repair })).toBeNull()
  })

  it('says what could not be repaired or looked at', async () => {
    const [paper] = damaged.damaged
    if (paper === undefined) throw new Error('no paper')
    const others = [
      { ...paper, repair: null, texts: 0, titles: [] },
      { ...paper, feedId: 'b' as FeedId, title: 'B', unread: 'EACCES', texts: 0, titles: [] },
      { ...paper, feedId: 'c' as FeedId, title: 'C', unread: 'newer', texts: 0, titles: [] },
    ]
    state = { phase: 'done', report: { ...damaged, damaged: others, isRepaired: true } }
    render(<CheckSection actions={actions()} />)
    expect(await screen.findAllByText(checkEn.notRepaired)).toHaveLength(3)
    await screen.findByText(checkEn.unread('EACCES'))
    await screen.findByText(checkEn.newer)
  })

  it('tells a failure', async () => {
    render(
      <CheckSection
        actions={{
          ...actions(),
          startCheck: () => Promise.resolve(fail({ kind: 'store-write', file: 'archive', code: 'EIO' })),
        }}
      />,
    )
    await press(checkEn.start)
    await screen.findByText(/archive/)
  })
})

it('has every sentence in both languages, without English in the Japanese ones', () => {
  for (const [key, said] of Object.entries(checkJa)) {
    const text = typeof said === 'string' ? said : (said as (...args: unknown[]) => string)(2, 3, 4, 'X')
    expect(text, key).toMatch(/[ぁ-んァ-ン一-龠]|^\d|\//)
  }
})
