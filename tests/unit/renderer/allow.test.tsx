/** Covers AllowDialog.tsx, RestorePreview.tsx, the remedy of a refused paper, and the way in of FollowDialog.tsx. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { Failure, Outcome } from '../../../preload/contract/failure.ts'
import type { Feed, RestorePreview as Preview } from '../../../preload/contract/model.ts'
import { AllowDialog } from '../../../renderer/dialogs/AllowDialog.tsx'
import { FollowDialog } from '../../../renderer/dialogs/FollowDialog.tsx'
import { RestorePreview } from '../../../renderer/dialogs/RestorePreview.tsx'
import { remedyFor } from '../../../renderer/panes/outletMenu.ts'
import type { ReaderActions } from '../../../renderer/state/reader.ts'
import { en } from '../../../renderer/text/en.ts'
import { ja } from '../../../renderer/text/ja.ts'

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

const nothing = () => undefined

describe('the dialog that allows an address', () => {
  const openIt = (answer: Outcome<null> = ok(null)) => {
    const allow = vi.fn(() => Promise.resolve(answer))
    const onClose = vi.fn()
    render(
      <AllowDialog title="The NAS" host="nas.lan:8080" leadsTo="private" allow={allow} onClose={onClose} />,
    )
    return { allow, onClose }
  }

  it('says which host leads where and what that means, and allows nothing by itself', async () => {
    const { allow, onClose } = openIt()
    screen.getByText(/nas\.lan:8080 leads to the network that this machine is in, not to the public internet/)
    screen.getByText(/refused again/)
    expect(allow).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('button', { name: 'Allow and fetch' }))
    await waitFor(() => {
      expect(onClose).toHaveBeenCalled()
    })
    expect(allow).toHaveBeenCalledTimes(1)
  })

  it('stays and says so where it could not be done', async () => {
    const { onClose } = openIt(fail({ kind: 'offline', byChoice: true }))
    fireEvent.click(screen.getByRole('button', { name: 'Allow and fetch' }))
    await screen.findByRole('status')
    expect(onClose).not.toHaveBeenCalled()
  })

  it.each([en, ja])('has a sentence for every class, in both languages', ({ allow }) => {
    const all = (['loopback', 'private', 'link-local'] as const).map((where) =>
      allow.means('a.example', where),
    )
    expect(new Set(all).size).toBe(3)
    expect(all.every((text) => text.includes('a.example'))).toBe(true)
  })
})

describe('a refused paper', () => {
  const aPaper = (failure: Failure) =>
    ({
      id: 'nas',
      url: 'http://nas.lan:8080/feed',
      state: { phase: 'failed', failure, since: 0 },
    }) as unknown as Feed
  const openDialog = vi.fn()
  const remedy = (failure: Failure) =>
    remedyFor(aPaper(failure), { openDialog } as unknown as ReaderActions, en)

  it('offers the way in', () => {
    const offered = remedy({ kind: 'private-address', host: 'nas.lan:8080', where: 'private' })
    expect(offered?.name).toBe('Allow this address…')
    offered?.onChoose()
    expect(openDialog).toHaveBeenCalledWith({ kind: 'allow', feedId: 'nas' })
  })

  it.each<Failure>([
    { kind: 'private-address', host: 'nas.lan:8080' },
    { kind: 'private-address', host: 'router.lan', where: 'private' },
    { kind: 'private-address', host: 'nas.lan', where: 'private' },
    { kind: 'unreachable', host: 'nas.lan:8080', code: 'ECONNREFUSED' },
  ])('offers none for what nobody may allow, or where it was only sent to: %j', (failure) => {
    expect(remedy(failure)).toBeNull()
  })
})

describe('an address in the follow dialog that leads home', () => {
  const openAt = (address: string, failure: Failure) => {
    const onAllow = vi.fn()
    render(
      <FollowDialog
        address={address}
        folderId={null}
        candidates={{ phase: 'failed', failure }}
        folders={[]}
        isFollowing={false}
        onLook={nothing}
        onAllow={onAllow}
        onFollow={nothing}
        onShow={nothing}
        onCatalogue={nothing}
        onClose={nothing}
      />,
    )
    return onAllow
  }
  const leadsHome = { kind: 'private-address', host: 'nas.example', where: 'private' } as const

  it('can be allowed, after it was said what it means', () => {
    const onAllow = openAt('nas.example/feed', leadsHome)
    screen.getByText(/nas\.example leads to the network/)
    fireEvent.click(screen.getByRole('button', { name: 'Allow and look again' }))
    expect(onAllow).toHaveBeenCalledWith('nas.example/feed', null)
  })

  it.each([
    ['paper.example', leadsHome],
    ['http://paper.example/?nas.example', leadsHome],
    ['169.254.169.254', { kind: 'private-address', host: '169.254.169.254' } as const],
  ])('cannot where it was only sent there, or where nobody may: %s', (address, failure) => {
    openAt(address, failure)
    expect(screen.queryByRole('button', { name: 'Allow and look again' })).toBeNull()
  })
})

describe('what a backup would ask of the outside', () => {
  const none: Preview = { proxy: null, newHosts: [], sent: [], asked: [], allowAgain: [] }

  it('is said: the proxy, new hosts, and where passwords go and do not go', () => {
    render(
      <RestorePreview
        preview={{
          proxy: { to: 'http://proxy.example:3128', isSignedIn: true },
          newHosts: ['evil.example', 'tram.example:8080'],
          sent: [{ title: 'The Club', host: 'club.example' }],
          asked: [{ title: 'The Guild', host: 'evil.example' }],
          allowAgain: [{ title: 'The NAS', host: 'nas.lan' }],
        }}
      />,
    )
    screen.getByText('Everything would be fetched through the proxy http://proxy.example:3128 from then on.')
    screen.getByText(/password that is kept for this proxy/)
    const lines = (name: RegExp) =>
      [...screen.getByRole('list', { name }).querySelectorAll('li')].map(({ textContent }) => textContent)
    expect(lines(/2 servers that you do not read from now/)).toEqual(['evil.example', 'tram.example:8080'])
    expect(lines(/go where they were given for/)).toEqual(['The Club (club.example)'])
    expect(lines(/It is not sent/)).toEqual(['The Guild (evil.example)'])
    expect(lines(/allow them anew/)).toEqual(['The NAS (nas.lan)'])
  })

  it('is said too when it is nothing, and when a proxy goes', () => {
    const { rerender } = render(<RestorePreview preview={none} />)
    screen.getByText('Nothing would be asked that is not asked now.')
    rerender(<RestorePreview preview={{ ...none, proxy: { to: null, isSignedIn: false } }} />)
    screen.getByText(/Your proxy would be taken out/)
    expect(screen.queryByRole('list')).toBeNull()
  })
})
