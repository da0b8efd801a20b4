/** Outlets that want a name and a password, outlets that moved, and a reader who works offline and forgot it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../main/base/log.ts'
import { openLibrary } from '../../main/store/library.ts'
import { launchReader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  familyOf,
  feedOf,
  get,
  openOutlet,
  outletRow,
  photograph,
  rows,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

/** The text of the library and of the log. */
async function everythingIn(userData: string): Promise<string> {
  const texts: string[] = []
  for (const folder of ['library', 'log']) {
    for (const entry of await readdir(join(userData, folder), { withFileTypes: true, recursive: true })) {
      if (entry.isFile()) texts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'))
    }
  }
  return texts.join('\n')
}

describe('an outlet that wants a name and a password', () => {
  it('is signed in to from its state line or its menu, and the password is in no file', async () => {
    outlet.fault('/feed/', { kind: 'login', user: 'ann', password: 'lantern-7' })
    const { page, userData } = await launchReader({ starter: familyOf(outlet) })
    await until('it asks for a password', async () => (await feedOf(page, outlet))?.state.phase === 'failed')
    await outletRow(page, outlet.name).click()
    await page.getByRole('button', { name: 'Sign in…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/safe place for passwords|encrypted by your system/).waitFor()
    await dialog.getByLabel('Name').fill('ann')
    await dialog.getByLabel('Password').fill('wrong')
    await photograph(page, 'sign-in')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await until('the wrong password was tried', () => outlet.requestsTo('/feed/').length === 2)
    await until('it still asks', async () => (await feedOf(page, outlet))?.state.phase === 'failed')

    await outletRow(page, outlet.name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Sign in…' }).click()
    await dialog.getByLabel('Name').fill('ann')
    await dialog.getByLabel('Password').fill('lantern-7')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await untilFetched(page, outlet, 10)
    await openOutlet(page, outlet.name)
    expect(await rows(page)).not.toHaveLength(0)
    const written = await everythingIn(userData)
    expect(written).toContain(outlet.feedUrl)
    expect(written).not.toMatch(/lantern-7|YW5uOmxhbnRlcm4tNw/)
  })
})

describe('an outlet that moved for good', () => {
  it('is told of, and asked at its old address again when the reader wishes so', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    const { id } = await untilFetched(reader.page, outlet, 10)
    await reader.close()
    const moved = outlet.url('/feed/rss2/')
    outlet.fault('/feed/', { kind: 'redirect', to: moved, status: 301 })
    // Two days on which it said so lie behind us.
    const folder = join(reader.userData, 'library')
    const opened = await openLibrary({ folder, log: silentLog, clock: { now: Date.now } })
    if (!opened.ok) throw new Error(opened.failure.kind)
    const today = Math.floor(Date.now() / 86_400_000)
    opened.value.changeFetchRecord(id, { moved: { to: moved, days: [today - 2, today - 1], from: null } })
    await opened.value.close()

    const { page } = await reader.relaunch()
    await page.keyboard.press('r')
    await page
      .getByText(/has moved for good\. It is asked at 127\.0\.0\.1/)
      .last()
      .waitFor()
    await photograph(page, 'moved-for-good')
    expect((await feedOf(page, outlet))?.url).toBe(moved)
    await page.getByRole('group', { name: 'Undo' }).getByRole('button', { name: 'Undo' }).click()
    await until('the old address is back', async () => (await feedOf(page, outlet))?.url === outlet.feedUrl)
    outlet.clearLog()
    await page.keyboard.press('r')
    await outlet.waitForRequest('/feed/')
    await until('it was fetched', async () => (await feedOf(page, outlet))?.state.phase === 'idle')
    expect((await feedOf(page, outlet))?.url).toBe(outlet.feedUrl)
  })
})

describe('working offline', () => {
  it('is given as the reason why R fetches nothing, with a way back', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 10)
    await get(page, 'settings:change', { workOffline: true })
    outlet.clearLog()
    await page.keyboard.press('r')
    await page.getByText('You are working offline: nothing is fetched.').last().waitFor()
    await photograph(page, 'works-offline')
    expect(outlet.requestsTo('/feed/')).toHaveLength(0)
    await page.getByRole('button', { name: 'Go online' }).click()
    await until('it is online', async () => !(await get(page, 'settings:read')).workOffline)
    await page.keyboard.press('r')
    await outlet.waitForRequest('/feed/')
  })
})
