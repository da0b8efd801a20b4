/** Covers renderer/dialogs/KeepDialog.tsx and renderer/state/flows/keeping.ts, against tests/helpers/fakeBridge.ts. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ok } from '../../../preload/contract/failure.ts'
import type { KeepRule } from '../../../preload/contract/model.ts'
import { KeepDialog } from '../../../renderer/dialogs/KeepDialog.tsx'
import { runCommand } from '../../../renderer/keys/runCommand.ts'
import type { Screen } from '../../../renderer/state/flows/articles.ts'
import { valueOf } from '../../../renderer/state/loadable.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'

beforeAll(() => {
  // jsdom has no dialogs of its own.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
  }
})
afterEach(cleanup)

describe('the keep dialog', () => {
  it('says what would go before anything goes', async () => {
    const setRule = vi.fn((rule: KeepRule) => Promise.resolve(ok(rule.kind === 'all' ? 0 : 7)))
    const onClose = vi.fn()
    render(
      <KeepDialog
        title="Harbour Ledger"
        readRule={() => Promise.resolve(ok({ kind: 'days', days: 45 }))}
        tryRule={(rule) => Promise.resolve(ok(rule.kind === 'newest' ? 7 : 0))}
        setRule={setRule}
        onClose={onClose}
      />,
    )
    const choice = await screen.findByLabelText<HTMLSelectElement>('Keep')
    expect(choice.selectedOptions[0]?.textContent).toBe('the last 45 days')
    await screen.findByText('Nothing would go now.')
    fireEvent.change(choice, { target: { value: JSON.stringify({ kind: 'newest', count: 100 }) } })
    await screen.findByText('7 articles would go now. This cannot be undone.')
    expect(setRule).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => {
      expect(onClose).toHaveBeenCalled()
    })
    expect(setRule).toHaveBeenCalledWith({ kind: 'newest', count: 100 })
  })
})

const still: Screen = {
  isVisible: () => true,
  onVisible: () => undefined,
  onLeave: () => undefined,
  later: () => () => undefined,
}

async function startReader() {
  const bridge = makeFakeBridge(Date.UTC(2026, 2, 12, 9))
  const reader = createReader(bridge, still)
  await reader.start()
  await reader.actions.openView({ kind: 'all' })
  return { bridge, reader }
}

describe('deleting an article', () => {
  it('goes on with the row that took its place, and can be undone', async () => {
    const { reader } = await startReader()
    const { actions, store } = reader
    const total = () => valueOf(store.getState().list.rows)?.total
    const before = total()
    await actions.openRow(3)
    const deleted = store.getState().list.selected?.id
    await actions.deleteArticle()
    expect(total()).toBe((before ?? 0) - 1)
    expect(store.getState().list.selected).toMatchObject({ index: 3 })
    expect(store.getState().list.selected?.id).not.toBe(deleted)
    expect(store.getState().undos.at(-1)?.what.kind).toBe('article-removed')
    await actions.undoLast()
    expect(total()).toBe(before)
  })

  it('is said to have failed when it did, and the row stays', async () => {
    const { reader, bridge } = await startReader()
    await reader.actions.openRow(1)
    const failure = { kind: 'store-write', file: 'cache/headlines/a.json', code: 'ENOSPC' } as const
    bridge.failOn('articles:remove', failure)
    await reader.actions.deleteArticle()
    expect(reader.store.getState().notice).toEqual({ kind: 'failed', failure })
    expect(reader.store.getState().list.selected).toMatchObject({ index: 1 })
  })

  it('does nothing from the outlets, where the same key unfollows', async () => {
    const { reader, bridge } = await startReader()
    await reader.actions.openRow(1)
    reader.actions.choosePane('outlets')
    runCommand('deleteArticle', reader)
    expect(bridge.asked.some(([name]) => name === 'articles:remove')).toBe(false)
  })
})
