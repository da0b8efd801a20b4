/** Covers renderer/dialogs/SignInDialog.tsx and ProxyField.tsx. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../../preload/contract/failure.ts'
import type { Outcome } from '../../../preload/contract/failure.ts'
import { ProxyField } from '../../../renderer/dialogs/ProxyField.tsx'
import { SignInDialog } from '../../../renderer/dialogs/SignInDialog.tsx'
import type { SignIn } from '../../../renderer/dialogs/SignInDialog.tsx'

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

function openSignIn(isSafe: boolean, url = 'https://club.example/feed') {
  const signIn = vi.fn<(wish: SignIn) => Promise<Outcome<unknown>>>(() =>
    Promise.resolve(ok({ isLasting: isSafe })),
  )
  const onClose = vi.fn()
  const canKeep = () => Promise.resolve(ok(isSafe))
  render(<SignInDialog title="The Club" url={url} canKeep={canKeep} signIn={signIn} onClose={onClose} />)
  return { signIn, onClose }
}

const type = (name: string, value: string) => {
  fireEvent.change(screen.getByLabelText(name), { target: { value } })
}

describe('the sign-in dialog', () => {
  it('says that the password is kept, and lets the reader keep it for this session only', async () => {
    const { signIn, onClose } = openSignIn(true)
    await screen.findByText('The password is kept, encrypted by your system.')
    expect(screen.queryByText(/not encrypted/)).toBeNull()
    type('Name', 'ann')
    type('Password', 'p@ss')
    expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('password')
    fireEvent.click(screen.getByLabelText('For this session only'))
    await screen.findByText('Forgotten when the program ends.')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => {
      expect(onClose).toHaveBeenCalled()
    })
    expect(signIn).toHaveBeenCalledWith({ user: 'ann', password: 'p@ss', isForNow: true })
  })

  it('says so where there is no safe place, and where the way is not encrypted', async () => {
    openSignIn(false, 'http://club.example/feed')
    await screen.findByText(/has no safe place for passwords/)
    screen.getByText(/not encrypted \(http\)/)
    expect(screen.queryByLabelText('For this session only')).toBeNull()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in' }).disabled).toBe(true)
  })
})

describe('the proxy of the settings', () => {
  it('takes a name and a password, and shows neither again', async () => {
    const onSet = vi.fn(() => Promise.resolve(ok({ isPasswordKept: false })))
    render(<ProxyField proxy={null} onSet={onSet} />)
    screen.getByText(/The proxy of the system is used/)
    type('Proxy', 'http://ann:p@ss@proxy.example:3128')
    fireEvent.click(screen.getByRole('button', { name: 'Use' }))
    await screen.findByText(/forgotten when the program ends/)
    expect(onSet).toHaveBeenCalledWith('http://ann:p@ss@proxy.example:3128')
    expect(screen.getByLabelText<HTMLInputElement>('Proxy').value).toBe('http://proxy.example:3128')
    expect(document.body.innerHTML).not.toContain('p@ss')
  })

  it('is given back to the system when the field is emptied, and refuses what is none', async () => {
    const onSet = vi.fn((typed: string | null) =>
      Promise.resolve(
        typed === null ? ok({ isPasswordKept: null }) : fail({ kind: 'bad-address', text: '' } as const),
      ),
    )
    render(<ProxyField proxy="http://proxy.example:3128" onSet={onSet} />)
    screen.getByText(/proxy\.example:3128 is used/)
    type('Proxy', 'ftp://x')
    fireEvent.click(screen.getByRole('button', { name: 'Use' }))
    await screen.findByText('This is no address of a proxy.')
    type('Proxy', '')
    fireEvent.click(screen.getByRole('button', { name: 'Use' }))
    await waitFor(() => {
      expect(onSet).toHaveBeenLastCalledWith(null)
    })
  })
})
