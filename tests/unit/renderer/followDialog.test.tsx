/** Covers renderer/dialogs/FollowDialog.tsx: what was found, what can be chosen, why nothing was. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FeedCandidate } from '../../../preload/contract/model.ts'
import { FollowDialog } from '../../../renderer/dialogs/FollowDialog.tsx'
import { idle, loading, ready } from '../../../renderer/state/loadable.ts'
import type { Loadable } from '../../../renderer/state/loadable.ts'
import { fakeCandidates, fakeFolders } from '../../helpers/fakeLibrary.ts'

// jsdom has the element without its methods.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true
}
HTMLDialogElement.prototype.close = function close() {
  this.open = false
}

function draw(candidates: Loadable<readonly FeedCandidate[]>, address = 'ledger.example') {
  const onFollow = vi.fn()
  const onLook = vi.fn()
  const onAllow = vi.fn()
  const onShow = vi.fn()
  const onCatalogue = vi.fn()
  render(
    <FollowDialog
      address={address}
      folderId={null}
      candidates={candidates}
      folders={fakeFolders}
      isFollowing={false}
      onLook={onLook}
      onAllow={onAllow}
      onFollow={onFollow}
      onShow={onShow}
      onCatalogue={onCatalogue}
      onClose={() => {}}
    />,
  )
  return { onFollow, onLook, onAllow, onShow, onCatalogue }
}

const follow = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Follow' })

afterEach(cleanup)

describe('FollowDialog', () => {
  it('shows each feed with its newest headlines and has chosen the first', () => {
    const { onFollow } = draw(ready(fakeCandidates))
    expect(screen.getByText('A lighthouse keeper retires')).toBeDefined()
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Follow Harbour Ledger' }).checked).toBe(
      true,
    )
    fireEvent.click(follow())
    expect(onFollow).toHaveBeenCalledWith([fakeCandidates[0]], null)
  })

  it('folds away what readers say about the paper, and counts it as no find', () => {
    draw(ready(fakeCandidates))
    expect(screen.getByText('This was found there.')).toBeDefined()
    const aside = screen.getByText('Its readers’ comments are a feed too').closest('details')
    expect(aside?.open).toBe(false)
    expect(aside?.textContent).toContain('Comments on Harbour Ledger')
  })

  it('shows comments as they are when nothing else was found', () => {
    const [, comments] = fakeCandidates
    draw(ready(comments === undefined ? [] : [comments]))
    expect(screen.getByText('Comments on Harbour Ledger').closest('details')).toBeNull()
  })

  it('offers to look in the catalogue for what is no address', () => {
    const { onCatalogue } = draw({ phase: 'failed', failure: { kind: 'bad-address', text: 'asahi' } })
    fireEvent.click(screen.getByRole('button', { name: 'Or choose from the catalogue' }))
    expect(onCatalogue).toHaveBeenCalledWith('ledger.example')
  })

  it('offers it too for a word that is the name of a machine', () => {
    const failure = { kind: 'private-address', host: 'asahi', where: 'private' } as const
    const { onAllow, onCatalogue } = draw({ phase: 'failed', failure }, 'asahi')
    fireEvent.click(screen.getByRole('button', { name: 'Allow and look again' }))
    expect(onAllow).toHaveBeenCalledWith('asahi', null)
    fireEvent.click(screen.getByRole('button', { name: 'Or choose from the catalogue' }))
    expect(onCatalogue).toHaveBeenCalledWith('asahi')
  })

  it('follows what is chosen, into the folder that is chosen', () => {
    const { onFollow } = draw(ready(fakeCandidates))
    fireEvent.click(screen.getByRole('checkbox', { name: 'Follow Comments on Harbour Ledger' }))
    fireEvent.change(screen.getByRole('combobox', { name: 'Folder' }), { target: { value: 'f-art' } })
    fireEvent.click(follow())
    expect(onFollow).toHaveBeenCalledWith(fakeCandidates, 'f-art')
  })

  it('cannot follow what is followed already or could not be read', () => {
    const failure = { kind: 'damaged-feed', url: 'https://ledger.example/feed', detail: '' } as const
    const [one, two] = fakeCandidates
    if (one === undefined || two === undefined) throw new Error('no candidates')
    draw(
      ready([
        { ...one, isFollowed: true },
        { ...two, failure, headlines: [], articleCount: 0 },
      ]),
    )
    for (const box of screen.getAllByRole<HTMLInputElement>('checkbox')) expect(box.disabled).toBe(true)
    expect(follow().disabled).toBe(true)
    expect(screen.getByRole('alert').textContent).toContain('is damaged')
    // Nobody knows how many articles it has.
    expect(screen.queryByText(/^0 articles/)).toBeNull()
  })

  it('chooses nothing by itself where the paper is followed already, and leads to it', () => {
    const [one, two] = fakeCandidates
    if (one === undefined || two === undefined) throw new Error('no candidates')
    const { onShow } = draw(ready([{ ...one, isFollowed: true }, two]))
    for (const box of screen.getAllByRole<HTMLInputElement>('checkbox')) expect(box.checked).toBe(false)
    fireEvent.click(screen.getByRole('button', { name: 'Show Harbour Ledger' }))
    expect(onShow).toHaveBeenCalledWith('https://ledger.example/feed')
  })

  it('gives the reason when nothing was found and looks again', () => {
    const { onLook } = draw({ phase: 'failed', failure: { kind: 'no-such-host', host: 'ledger.example' } })
    expect(screen.getByRole('alert').textContent).toContain('There is no site called ledger.example.')
    fireEvent.change(screen.getByRole('textbox', { name: 'Address' }), {
      target: { value: ' paper.example ' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Look' }))
    expect(onLook).toHaveBeenCalledWith('paper.example', null)
  })

  it('says where it is looking, and offers the catalogue before that', () => {
    draw(loading)
    expect(screen.getByText(/Looking at ledger\.example/)).toBeDefined()
    cleanup()
    draw(idle)
    expect(screen.getByRole('button', { name: 'Or choose from the catalogue' })).toBeDefined()
  })

  it('shows all of a long list: in groups, searchable, and what was not looked at as such', () => {
    const [one] = fakeCandidates
    if (one === undefined) throw new Error('no candidates')
    const many = Array.from({ length: 40 }, (_, i): FeedCandidate => ({
      ...one,
      url: `https://ledger.example/${String(i)}`,
      title: `Section ${String(i)}`,
      headlines: [],
      group: i < 30 ? 'articles' : i < 35 ? 'topics' : 'languages',
      isLookedAt: i < 5,
    }))
    const { onFollow } = draw(ready(many))
    const boxes = () => screen.getAllByRole('checkbox', { hidden: true })
    expect(boxes()).toHaveLength(40)
    expect(screen.getByText('Single topics, tags and authors (5)').closest('details')?.open).toBe(false)
    expect(screen.getByText('Other languages (5)')).toBeDefined()
    expect(screen.getAllByText(/not looked at yet/)).toHaveLength(35)
    fireEvent.change(screen.getByRole('textbox', { name: 'Search these feeds' }), {
      target: { value: 'section 31' },
    })
    expect(boxes()).toHaveLength(1)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Follow Section 31' }))
    fireEvent.click(follow())
    expect(onFollow).toHaveBeenCalledWith([many[0], many[31]], null)
  })
})
