/** Covers renderer/dialogs/DeletedSection.tsx in the data dialog, and what it asks (state/flows/data.ts). */
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { ArticleId, DeletedRow } from '../../../preload/contract/model.ts'
import { DataDialog } from '../../../renderer/dialogs/DataDialog.tsx'
import type { DataActions } from '../../../renderer/state/flows/data.ts'
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
  // Nor does it scroll.
  Element.prototype.scrollIntoView = nothing
})
afterEach(cleanup)

const nothing = () => undefined
const aRow = (n: number): DeletedRow => ({
  id: `gone-${String(n)}` as ArticleId,
  title: `Tide table ${String(n)}`,
  paper: 'Harbour Gazette',
  deletedAt: Date.UTC(2026, 2, 11, 9),
})

/** The dialog on a fake main, whose deleted articles the test may change. */
async function open(count: number, facts: Partial<DataActions> = {}) {
  let rows = Array.from({ length: count }, (_, n) => aRow(n))
  const bridge = makeFakeBridge(0)
  const { actions } = createReader(bridge, {
    isVisible: () => true,
    onVisible: nothing,
    onLeave: nothing,
    later: () => nothing,
  })
  const asked: string[] = []
  const mine: DataActions = {
    ...actions,
    readDeleted: (wanted) =>
      Promise.resolve(ok({ total: rows.length, from: 0, rows: rows.slice(0, wanted) })),
    bringBack: (id) => {
      asked.push(id)
      rows = rows.filter((row) => row.id !== id)
      return Promise.resolve(ok(null))
    },
    emptyDeleted: () => {
      asked.push('all')
      const bytes = rows.length * 12_000
      rows = []
      return Promise.resolve(ok({ count: bytes / 12_000, bytes }))
    },
    ...facts,
  }
  render(
    <DataDialog
      health={null}
      isOnTop
      actions={mine}
      onShowFolder={nothing}
      onKeep={nothing}
      onClose={nothing}
    />,
  )
  await screen.findByRole('heading', { name: 'Recently deleted' })
  return { asked, bridge }
}

const button = (name: string) => screen.getByRole('button', { name })
const rowsShown = async () => (await screen.findByRole('list', { name: 'Recently deleted' })).children.length

describe('recently deleted', () => {
  it('names each article with its paper and when it was deleted', async () => {
    await open(2)
    const list = within(await screen.findByRole('list', { name: 'Recently deleted' }))
    expect(list.getByText('Tide table 0')).toBeTruthy()
    expect(list.getAllByText('Harbour Gazette')).toHaveLength(2)
    expect(list.getAllByText(/^deleted Mar 11/)).toHaveLength(2)
    expect(screen.getByText('Recently deleted: 2 articles')).toBeTruthy()
  })

  it('says so when there is nothing', async () => {
    await open(0)
    await screen.findByText('You have deleted no article in the last 30 days.')
    expect(screen.queryByRole('button', { name: 'Empty…' })).toBeNull()
  })

  it('brings an article back, and goes on with the next row, after the last one with the heading', async () => {
    const { asked } = await open(2)
    fireEvent.click(await screen.findByRole('button', { name: 'Bring back “Tide table 0”' }))
    await screen.findByText('“Tide table 0” is back in its place.')
    await waitFor(() => {
      expect(document.activeElement).toBe(button('Bring back “Tide table 1”'))
    })
    fireEvent.click(button('Bring back “Tide table 1”'))
    await screen.findByText('You have deleted no article in the last 30 days.')
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Recently deleted' }))
    expect(asked).toEqual(['gone-0', 'gone-1'])
  })

  it('says why an article cannot come back, and keeps its row', async () => {
    await open(1, {
      bringBack: () => Promise.resolve(fail({ kind: 'paper-unfollowed', title: 'Harbour Gazette' })),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Bring back “Tide table 0”' }))
    await screen.findByText('You no longer follow Harbour Gazette.')
    expect(await rowsShown()).toBe(1)
  })

  it('asks before all of them go for good', async () => {
    const { asked } = await open(3)
    fireEvent.click(await screen.findByRole('button', { name: 'Empty…' }))
    expect(
      screen.getByText('All 3 articles go for good, with their pictures. That cannot be taken back.'),
    ).toBeTruthy()
    expect(document.activeElement).toBe(button('Cancel'))
    fireEvent.click(button('Cancel'))
    expect(document.activeElement).toBe(button('Empty…'))
    expect(asked).toEqual([])
    fireEvent.click(button('Empty…'))
    fireEvent.click(button('Delete for good'))
    await screen.findByText('3 articles were deleted for good (36 kB).')
    expect(asked).toEqual(['all'])
  })

  it('shows twenty rows first, and more when they are wanted', async () => {
    await open(30)
    expect(await rowsShown()).toBe(20)
    fireEvent.click(button('Show 10 more'))
    await screen.findByText('Tide table 29')
    expect(document.activeElement).toBe(button('Bring back “Tide table 20”'))
    expect(screen.queryByRole('button', { name: /more$/ })).toBeNull()
  })
})

describe('the list that is asked of main', () => {
  it('comes in as many windows as it takes', async () => {
    const all = Array.from({ length: 450 }, (_, n) => aRow(n))
    const bridge = makeFakeBridge(0)
    const asked: unknown[] = []
    const ask = (name: string, from: number, count: number) => {
      asked.push([name, from, count])
      return Promise.resolve(ok({ total: all.length, from, rows: all.slice(from, from + count) }))
    }
    const screenPorts = { isVisible: () => true, onVisible: nothing, onLeave: nothing, later: () => nothing }
    const { actions } = createReader({ ...bridge, ask: ask as typeof bridge.ask }, screenPorts)
    const read = await actions.readDeleted(420)
    expect(read).toMatchObject({ ok: true, value: { total: 450 } })
    expect(read.ok ? read.value.rows : []).toEqual(all.slice(0, 420))
    expect(asked).toEqual([
      ['deleted:list', 0, 200],
      ['deleted:list', 200, 200],
      ['deleted:list', 400, 20],
    ])
  })
})
