/** A page that crashes comes back at the same article. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  definedEnvironment,
  electronPath,
  endReaders,
  launchReader,
  repository,
  sandboxSwitches,
} from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import {
  articleFrame,
  familyOf,
  get,
  openArticle,
  openOutlet,
  untilFetched,
} from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
let program: ChildProcess | null = null
let browser: Browser | null = null
beforeEach(async () => {
  outlet = await startOutlet()
})
afterEach(async () => {
  await browser?.close()
  program?.kill('SIGTERM')
  await endReaders()
  await outlet.stop()
})

/** Started without a test's debugger on its pages: a page that crashes under one is held back by it. */
async function startAlone(userData: string): Promise<() => Promise<string>> {
  program = spawn(
    electronPath(),
    [...(await sandboxSwitches()), '.', `--user-data-dir=${userData}`, '--remote-debugging-port=0'],
    { cwd: repository, env: definedEnvironment(), stdio: 'ignore' },
  )
  return () => readFile(join(userData, 'log/kawaraban.log'), 'utf8')
}

async function rendererOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
  for (const child of children.trim().split(' ')) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8')
    if (command.includes('--type=renderer')) return Number(child)
    const below = child === '' ? 0 : await rendererOf(Number(child)).catch(() => 0)
    if (below !== 0) return below
  }
  return 0
}

describe.runIf(process.platform === 'linux')('a page that crashes', () => {
  it('is loaded again and goes on at the same article', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(reader.page, outlet, 10)
    await openOutlet(reader.page, outlet.name)
    const title = outlet.articles[3]?.title ?? ''
    await openArticle(reader.page, title)
    const { userData } = reader
    const opened = (
      await get(reader.page, 'lists:open', {
        view: { kind: 'all' },
        unreadOnly: false,
        oldestFirst: false,
        search: title,
      })
    ).rows[0]
    await until('the place is kept', async () => {
      return (await get(reader.page, 'settings:read')).lastArticle === opened?.id
    })
    await reader.close()

    const log = await startAlone(userData)
    const shown = async () => (await log()).split('window shown').length - 1
    await until('its window is shown again', async () => (await shown()) === 2)
    const renderer = await until('it has a page', async () => (await rendererOf(program?.pid ?? 0)) || null)
    process.kill(renderer, 'SIGKILL')
    await until('the page is revived', async () => (await log()).includes('page revived'))
    const port = (await readFile(join(userData, 'DevToolsActivePort'), 'utf8')).split('\n')[0] ?? ''
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    const page = await until('a page is there', () => browser?.contexts()[0]?.pages()[0])
    await articleFrame(page).getByRole('heading', { name: title }).first().waitFor()
    expect((await log()).split('page revived')).toHaveLength(2)
  })
})
