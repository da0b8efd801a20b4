/** Covers renderer/dialogs/CatalogueDialog.tsx: the catalogue in the reader's own words. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CatalogueDialog } from '../../../renderer/dialogs/CatalogueDialog.tsx'
import { ready } from '../../../renderer/state/loadable.ts'
import { speechIn, TextContext } from '../../../renderer/text/useText.ts'
import { fakeCatalogue } from '../../helpers/fakeLibrary.ts'

beforeAll(() => {
  // jsdom has no dialogs of its own.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = vi.fn()
})
afterEach(cleanup)

function draw(language: 'en' | 'ja') {
  const [first] = fakeCatalogue
  if (first === undefined) throw new Error('the catalogue is empty')
  const entry = { ...first, topics: ['art', 'harbours'], lastChecked: '2026-11-03', certainty: 'C' } as const
  const other = { ...first, id: 'other', name: 'Valley Observer', topics: [], lastChecked: null }
  render(
    <TextContext value={speechIn(language)}>
      <CatalogueDialog
        sought=""
        catalogue={ready([entry, other])}
        followed={[]}
        following={[]}
        onFollow={vi.fn()}
        onTryAgain={vi.fn()}
        onClose={vi.fn()}
      />
    </TextContext>,
  )
  const line = screen.getByText(entry.name).closest('li')
  return { text: line?.textContent ?? '', name: entry.name }
}

describe('the catalogue', () => {
  it('is told in Japanese where the window is, days too', () => {
    const { text } = draw('ja')
    expect(text).toContain('美術 · harbours')
    expect(text).toContain('裏付けなし · 最終点検 2026年11月3日')
  })

  it('writes days as people do', () => {
    expect(draw('en').text).toContain('Likely, not confirmed · last checked November 3, 2026')
  })

  it('finds a topic by its Japanese name and by its own', () => {
    const { name } = draw('ja')
    for (const wanted of ['美術', 'art']) {
      fireEvent.change(screen.getByRole('textbox'), { target: { value: wanted } })
      expect(screen.queryByText('Valley Observer')).toBeNull()
      expect(screen.getByText(name)).toBeDefined()
    }
  })
})
