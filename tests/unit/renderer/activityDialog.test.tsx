/** Covers renderer/dialogs/ActivityDialog.tsx: every kind of line has its words, in both languages. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityEntry, ActivityResult, WhySkipped } from '../../../preload/contract/model.ts'
import { ActivityDialog } from '../../../renderer/dialogs/ActivityDialog.tsx'
import { ready } from '../../../renderer/state/loadable.ts'
import { speechIn, TextContext } from '../../../renderer/text/useText.ts'

beforeAll(() => {
  // jsdom draws no dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
  }
})
afterEach(cleanup)

const whys: readonly WhySkipped[] = ['just-asked', 'host-busy', 'stopped', 'offline', 'robots']
const results: readonly ActivityResult[] = [
  { kind: 'fresh', bytes: 41_000, finalUrl: null },
  { kind: 'fresh', bytes: 41_000, finalUrl: 'https://www.elsewhere.example/feed' },
  { kind: 'unchanged' },
  { kind: 'failed', failure: { kind: 'http', url: 'https://paper.example/feed', status: 500 } },
  { kind: 'moved', to: 'https://new.example/feed' },
  { kind: 'password-for-now' },
  ...whys.map((why) => ({ kind: 'skipped', why }) as const),
]
const entries = results.map((result, id): ActivityEntry => ({
  id,
  at: Date.UTC(2026, 2, 4, 5, id),
  outlet: `Harbour <b>${String(id)}</b>`,
  url: 'https://paper.example/feed',
  wants: 'feed',
  result,
  tookMs: id === 0 ? 1234 : null,
  nextAt: id === 0 ? Date.UTC(2026, 2, 4, 7) : null,
}))

function show(language: 'en' | 'ja') {
  render(
    <TextContext value={speechIn(language)}>
      <ActivityDialog activity={ready(entries)} onTryAgain={() => undefined} onClose={() => undefined} />
    </TextContext>,
  )
  return () => screen.getAllByRole('listitem', { hidden: true }).map((line) => line.textContent)
}

describe('the Activity window', () => {
  it.each(['en', 'ja'] as const)('has words for every line (%s), each its own', (language) => {
    const lines = show(language)()
    expect(lines).toHaveLength(results.length)
    expect(new Set(lines.map((line) => line.replace(/^.*<\/b>/, ''))).size).toBe(results.length)
    expect(lines.every((line) => !/undefined|null|NaN|\[object/.test(line))).toBe(true)
  })

  it('says how long it took and when the next time is', () => {
    expect(show('en')()[0]).toMatch(/1\.2 s · next at \d{1,2}:\d\d/)
  })

  it('shows on request only what went wrong or was left unasked', () => {
    const lines = show('en')
    fireEvent.click(screen.getByRole('checkbox', { hidden: true }))
    expect(lines()).toHaveLength(results.length - 3)
  })
})
