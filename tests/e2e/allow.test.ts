/** Papers on this machine: refused, allowed by hand, and kept so; and what a backup would do, said before it does it. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../main/base/log.ts'
import { openLibrary } from '../../main/store/library.ts'
import { launchReader, newFolder } from '../helpers/electron.ts'
import { startCanary } from '../helpers/canary.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import {
  ask,
  familyOf,
  feedOf,
  get,
  headlinesPane,
  outletRow,
  photograph,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

describe('a paper on this machine', () => {
  it('is refused until the reader allows it at the paper, by key, and then also after a restart', async () => {
    const reader = await launchReader({ starter: familyOf(outlet), isAllowing: false })
    const { page, userData } = reader
    await until('it is refused', async () => (await feedOf(page, outlet))?.state.phase === 'failed')
    expect(outlet.requests).toHaveLength(0)
    await outletRow(page, outlet.name).click()
    await page.getByRole('button', { name: 'Allow this address…' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/leads to this very machine, not to the public internet/).waitFor()
    await photograph(page, 'allow-address')
    expect(outlet.requests).toHaveLength(0)
    await dialog.getByRole('button', { name: 'Allow and fetch' }).focus()
    await page.keyboard.press('Enter')
    const { id } = await untilFetched(page, outlet, 10)

    const file = join(userData, 'approvals.json')
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([
      { url: outlet.feedUrl, origin: outlet.origin, class: 'loopback' },
    ])
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(join(userData, 'library/user/journal.log'), 'utf8')).not.toMatch(/approv/i)

    const again = await reader.relaunch()
    outlet.clearLog()
    await again.page.keyboard.press('r')
    await outlet.waitForRequest('/feed/')
    await until('it answers', async () => (await feedOf(again.page, outlet))?.state.phase === 'idle')
    await get(again.page, 'feeds:unfollow', id)
    expect(await readFile(file, 'utf8')).toBe('[]')
  })

  it('cannot be allowed for what nobody may allow, nor as something else than it is', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet), isAllowing: false })
    const feed = await until('it is refused', async () => {
      const now = await feedOf(page, outlet)
      return now?.state.phase === 'failed' ? now : null
    })
    await get(page, 'feeds:allow', feed.id, { url: feed.url, class: 'private' })
    await until('it was tried', async () => {
      const lines = await get(page, 'activity:list')
      return lines.filter(({ url }) => url === feed.url).length >= 2
    })
    expect(
      await ask(page, 'feeds:allow', feed.id, { url: 'http://169.254.169.254/', class: 'link-local' }),
    ).toEqual({ ok: false, failure: { kind: 'not-found', what: 'feed' } })
    expect(await ask(page, 'outlets:probeAllowed', 'http://169.254.169.254/latest/')).toEqual({
      ok: false,
      failure: { kind: 'private-address', host: '169.254.169.254' },
    })
    expect(outlet.requests).toHaveLength(0)
  })
})

describe('a backup that somebody made', () => {
  it('shows its proxy and its hosts before it is put in place, and reaches nothing on this machine after', async () => {
    const canary = await startCanary()
    try {
      const reader = await launchReader({ starter: familyOf(outlet) })
      const { page } = reader
      const { id } = await untilFetched(page, outlet, 10)
      const folder = await newFolder()
      const made = await openLibrary({ folder, log: silentLog, clock: { now: Date.now } })
      if (!made.ok) throw new Error(made.failure.kind)
      const feed = {
        id,
        url: `${canary.origin}/feed`,
        name: 'The Gift',
        ownTitle: null,
        siteUrl: null,
        language: null,
        family: null,
        follow: [],
        iconUrl: `${canary.origin}/icon.png`,
        folderId: null,
        position: 0,
        addedAt: 0,
        unfollowedAt: null,
      }
      await made.value.changeSubscriptions((now) => ({
        ...now,
        isStarted: true,
        feeds: [{ ...feed, approvedOrigin: canary.origin, wasApproved: true } as never],
      }))
      await made.value.changeSettings({ proxy: canary.origin })
      const file = join(await newFolder(), 'gift.backup.json')
      await writeFile(file, await made.value.exportBackup())
      await made.value.close()

      await reader.app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      }, file)
      await headlinesPane(page).focus()
      await page.keyboard.press('Control+Shift+D')
      const data = page.getByRole('dialog', { name: 'Your data' })
      await data.getByRole('button', { name: 'Restore…' }).click()
      await data.getByText(`Everything would be fetched through the proxy ${canary.origin}`).waitFor()
      const host = new URL(canary.origin).host
      await data.getByRole('listitem').getByText(host, { exact: true }).waitFor()
      await data.getByText(`The Gift (${host})`).first().waitFor()
      await photograph(page, 'restore-preview')
      await data.getByRole('button', { name: 'Put it in place' }).click()
      await data.getByText(/^Done\./).waitFor()
      await get(page, 'feeds:refresh', { kind: 'all' })
      await until('the gift is refused', async () => {
        const [gift] = (await get(page, 'outlets:tree')).feeds.filter(({ title }) => title === 'The Gift')
        return gift?.state.phase === 'failed' && gift.state.failure.kind === 'private-address'
      })
      expect(canary.hits).toEqual([])
    } finally {
      await canary.stop()
    }
  })
})
