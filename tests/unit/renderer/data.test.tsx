/** Covers renderer/dialogs/DataDialog.tsx and its sections, HealthBanner.tsx and ClosedPage.tsx. */
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { HealthReport } from '../../../preload/contract/model.ts'
import type { Bridge } from '../../../preload/contract/requests.ts'
import { DataDialog } from '../../../renderer/dialogs/DataDialog.tsx'
import { ClosedPage } from '../../../renderer/panes/ClosedPage.tsx'
import { HealthBanner } from '../../../renderer/parts/HealthBanner.tsx'
import { MovingBanner } from '../../../renderer/parts/MovingBanner.tsx'
import { speechIn, TextContext } from '../../../renderer/text/useText.ts'
import type { DataActions } from '../../../renderer/state/flows/data.ts'
import { createReader } from '../../../renderer/state/reader.ts'
import { makeFakeBridge } from '../../helpers/fakeBridge.ts'
import { fakePictureRoom, fakeDiskReport } from '../../helpers/fakeDiskReport.ts'

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

const well: HealthReport = { phase: 'ok', failure: null, repaired: [], moving: null }
const full = { kind: 'store-write', file: 'user/journal.log', code: 'ENOSPC' } as const
const nothing = () => undefined

function someActions(facts: Partial<DataActions> = {}): DataActions {
  return {
    tryLibraryAgain: () => Promise.resolve(),
    useUsualPlace: () => Promise.resolve(),
    beginAnew: () => Promise.resolve(ok(null)),
    quit: nothing,
    restart: nothing,
    hideHealth: nothing,
    readRoom: () => Promise.resolve(ok(fakeDiskReport)),
    readPictureRoom: () => Promise.resolve(ok(fakePictureRoom)),
    readDeleted: () => Promise.resolve(ok({ total: 0, from: 0, rows: [] })),
    bringBack: () => Promise.resolve(ok(null)),
    emptyDeleted: () => Promise.resolve(ok({ count: 2, bytes: 24_000 })),
    applyLimits: () => Promise.resolve(ok(3)),
    dropPictures: () => Promise.resolve(ok({ count: 4, bytes: 5_000_000 })),
    backUp: () => Promise.resolve(ok({ file: 'Kawaraban 2026-03-12.backup.json', bytes: 61_000 })),
    chooseBackup: () =>
      Promise.resolve(
        ok({
          token: 't1',
          name: 'old.json',
          madeAt: Date.UTC(2026, 0, 2, 12),
          feeds: 12,
          folders: 3,
          marks: 1400,
          preview: { proxy: null, newHosts: [], sent: [], asked: [], allowAgain: [] },
        }),
      ),
    restoreBackup: () => Promise.resolve(ok(null)),
    startCheck: () => Promise.resolve(ok({ phase: 'none' })),
    readCheck: () => Promise.resolve(ok({ phase: 'none' })),
    stopCheck: () => Promise.resolve(ok({ phase: 'none' })),
    repairLibrary: () => Promise.resolve(ok({ phase: 'none' })),
    moveLibrary: () => Promise.resolve(ok(null)),
    copyDiagnostics: () => Promise.resolve(ok(null)),
    ...facts,
  }
}

async function open(actions: DataActions = someActions(), health: HealthReport = well) {
  render(
    <DataDialog
      health={health}
      isOnTop
      actions={actions}
      onShowFolder={nothing}
      onKeep={nothing}
      onClose={nothing}
    />,
  )
  await screen.findByText('Modern Tokyo Times')
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('the data dialog', () => {
  it('says where the library is, when it was backed up, and what takes how much room', async () => {
    await open()
    expect(screen.getByText('/home/reader/.config/Kawaraban/library')).toBeTruthy()
    expect(screen.getByText(/The last one: .*11.*2026|The last one: .*March 11/)).toBeTruthy()
    expect(screen.getByText(/40 articles · 3.2 MB · 200 pictures: 46 MB · everything/)).toBeTruthy()
    expect(screen.getByText(/2 articles · 21 kB · no longer followed/)).toBeTruthy()
    const none = screen.getByRole('button', { name: 'Remove pictures of Harbour Gazette' })
    expect(none.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText('48.2 MB')).toBeTruthy()
    expect(screen.getByText('Everything you do is kept.')).toBeTruthy()
  })

  it('says what is in a backup before anything is replaced, and what was done after', async () => {
    const restoreBackup = vi.fn(() => Promise.resolve(ok(null)))
    await open(someActions({ restoreBackup }))
    press('Restore…')
    await screen.findByText(
      '“old.json” was made on January 2, 2026. It holds 12 papers, 3 folders and the marks of 1,400 articles.',
    )
    expect(restoreBackup).not.toHaveBeenCalled()
    press('Put it in place')
    await screen.findByText(/Done. What you had before can be taken back/)
    expect(restoreBackup).toHaveBeenCalledWith('t1')
  })

  it('changes nothing when the reader thinks better of it', async () => {
    const restoreBackup = vi.fn(() => Promise.resolve(ok(null)))
    await open(someActions({ restoreBackup }))
    press('Restore…')
    await screen.findByText(/It takes the place/)
    press('Cancel')
    expect(screen.queryByText(/It takes the place/)).toBeNull()
    expect(restoreBackup).not.toHaveBeenCalled()
  })

  it('says what came of a button beside it, and leaves the focus there', async () => {
    await open(someActions({ moveLibrary: () => Promise.resolve(fail(full)) }))
    const section = (name: string) => screen.getByRole('heading', { name }).parentElement ?? document.body
    screen.getByRole('button', { name: 'Move the library…' }).focus()
    press('Move the library…')
    await within(section('Where it is')).findByText(/could not be written/)
    expect(document.activeElement?.textContent).toBe('Move the library…')
    press('Back up now…')
    await within(section('Backup')).findByText(/^Written:/)
    expect(screen.queryByText(/could not be written/)).toBeNull()
    press('Remove pictures of Modern Tokyo Times')
    const told = await screen.findByText(/4 pictures were removed/)
    expect(told.closest('li')?.textContent).toContain('Modern Tokyo Times')
  })

  it('offers no limits and no removal for what came with the program', async () => {
    await open()
    const line = screen.getByText('Kawaraban').closest('li') ?? document.body
    expect(within(line).queryAllByRole('button')).toEqual([])
  })

  it('says what was done and what failed', async () => {
    await open(someActions({ applyLimits: () => Promise.resolve(fail(full)) }))
    press('Back up now…')
    await screen.findByText('Written: Kawaraban 2026-03-12.backup.json (61 kB).')
    press('Remove pictures of Modern Tokyo Times')
    await screen.findByText(/4 pictures were removed \(5 MB\)/)
    press('Apply limits now')
    await screen.findByText(/user\/journal.log could not be written \(ENOSPC\)/)
    press('Copy diagnostics')
    await screen.findByText('Copied.')
  })

  it('tells of a move that waits for the next start, and where the old folder is', async () => {
    const restart = vi.fn()
    const room = { ...fakeDiskReport, nextFolder: '/media/drive/library', oldFolder: '/home/reader/old' }
    await open(someActions({ restart, readRoom: () => Promise.resolve(ok(room)) }))
    expect(screen.getByText(/copied to \/media\/drive\/library/)).toBeTruthy()
    expect(screen.getByText(/you may remove it: \/home\/reader\/old/)).toBeTruthy()
    press('Restart now')
    expect(restart).toHaveBeenCalled()
  })

  it('counts the old form of the articles, and says until when it is kept', async () => {
    const until = Date.UTC(2026, 2, 11, 12)
    const oldForm = { bytes: 34_000_000, until }
    await open(someActions({ readRoom: () => Promise.resolve(ok({ ...fakeDiskReport, oldForm })) }))
    const name = screen.getByText(/^The old form of your articles, removed on .*11/)
    expect(name.nextElementSibling?.textContent).toBe('34 MB')
    cleanup()
    await open(
      someActions({
        readRoom: () => Promise.resolve(ok({ ...fakeDiskReport, oldForm: { ...oldForm, until: null } })),
      }),
    )
    expect(screen.getByText(/kept until all of it is in the new one/)).toBeTruthy()
  })

  it('offers an empty library only where nothing could be read', async () => {
    const failure = { kind: 'store-restored', file: 'user/subscriptions.json', from: null } as const
    await open(someActions(), { phase: 'read-only', failure, repaired: [failure], moving: null })
    expect(screen.getByText('You can read; what you do is not kept.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Begin with an empty library' })).toBeTruthy()
  })
})

describe('the banner', () => {
  const draw = (health: HealthReport) =>
    render(<HealthBanner health={health} onTryAgain={nothing} onDetails={nothing} onHide={nothing} />)

  it('is not there while all is well', () => {
    expect(draw(well).container.innerHTML).toBe('')
  })

  it('says why what one does is not being kept, and offers to try again', () => {
    draw({ phase: 'trouble', failure: full, repaired: [], moving: null })
    const banner = within(screen.getByRole('status'))
    expect(banner.getByText(/not on the disk yet/)).toBeTruthy()
    expect(banner.getByText(/ENOSPC/)).toBeTruthy()
    expect(banner.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('says what was repaired from what, and can be hidden', () => {
    const repaired = [
      { kind: 'store-restored', file: 'user/marks.json', from: 'backups/daily-2026-03-11' },
    ] as const
    draw({ ...well, repaired })
    expect(screen.getByText(/restored from backups\/daily-2026-03-11/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Hide' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })
})

describe('a library of an older version', () => {
  it('is told to be on its way, to the ears once, and how far it is', () => {
    const { rerender } = render(<MovingBanner done={2} total={61} />)
    const said = screen.getByRole('status').textContent
    expect(said).toBe('Your library is being brought into its new form:')
    expect(screen.getByText(/2 of 61 papers/)).toBeTruthy()
    const bar = () => screen.getByRole('progressbar')
    expect([bar().getAttribute('aria-valuetext'), bar().getAttribute('value')]).toEqual([
      '2 of 61 papers',
      '2',
    ])
    rerender(<MovingBanner done={3} total={61} />)
    expect([screen.getByRole('status').textContent, bar().getAttribute('value')]).toEqual([said, '3'])
  })

  it('is told in Japanese too', () => {
    render(
      <TextContext value={speechIn('ja')}>
        <MovingBanner done={2} total={61} />
      </TextContext>,
    )
    expect(screen.getByRole('status').textContent).toContain('書庫を新しい形に移しています')
    expect(screen.getByText(/61 紙のうち 2 紙/)).toBeTruthy()
  })

  it('that could not be brought over says which papers, and what becomes of them', () => {
    const failure = { kind: 'not-moved', papers: ['Tides', 'Kiln'], code: 'ENOSPC' } as const
    render(
      <HealthBanner
        health={{ ...well, repaired: [failure] }}
        onTryAgain={nothing}
        onDetails={nothing}
        onHide={nothing}
      />,
    )
    expect(screen.getByText('Not all of your library is in its new form.')).toBeTruthy()
    expect(screen.getByText(/“Tides”, “Kiln” could not be brought/)).toBeTruthy()
  })
})

describe('a library that cannot be opened', () => {
  const actions = {
    tryLibraryAgain: () => Promise.resolve(),
    useUsualPlace: () => Promise.resolve(),
    quit: nothing,
  }

  it('says in words that another program has it', () => {
    render(
      <ClosedPage
        failure={{ kind: 'refused', request: 'library', why: 'locked by pid 7' }}
        actions={actions}
      />,
    )
    expect(screen.getByText('Another Kawaraban has it open.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Use the usual folder' })).toBeNull()
  })

  it('names the computer that has the library open', () => {
    const failure = { kind: 'refused', request: 'library', why: 'locked on lighthouse by pid 7' } as const
    render(<ClosedPage failure={failure} actions={actions} />)
    expect(screen.getByText('The computer “lighthouse” has it open.')).toBeTruthy()
    expect(screen.getByText(/wait half a minute/)).toBeTruthy()
  })

  it('offers the usual folder when the chosen one is gone', () => {
    render(<ClosedPage failure={{ kind: 'store-missing', folder: '/media/drive' }} actions={actions} />)
    expect(screen.getByText(/is not there: \/media\/drive/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Use the usual folder' })).toBeTruthy()
  })

  it('is known to the window, which asks for nothing more then', async () => {
    const bridge = makeFakeBridge(0)
    const failure = { kind: 'refused', request: 'library', why: 'locked by pid 7' } as const
    const closed = {
      ...bridge,
      ask: (...given: readonly unknown[]) =>
        given[0] === 'library:health'
          ? Promise.resolve(ok({ phase: 'closed', failure, repaired: [], moving: null }))
          : bridge.ask(...(given as ['outlets:tree'])),
    } as Bridge
    const reader = createReader(closed, {
      isVisible: () => true,
      onVisible: nothing,
      onLeave: nothing,
      later: () => nothing,
    })
    await reader.start()
    expect(reader.store.getState().health).toMatchObject({ phase: 'closed', failure })
    expect(bridge.asked.some(([name]) => name === 'lists:open')).toBe(false)
  })
})
