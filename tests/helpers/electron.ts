/**
 * electron.ts — starts the built reader in real Electron, on a library of its own, and ends it again.
 *
 * Promises: nothing of the person who runs the tests is read or written; every reader and folder is gone after
 *           `endReaders` (call it in `afterEach`). Nothing of the program is switched off for tests.
 * Needs:    KAWARABAN_ELECTRON (set by `npm test`) and out/app.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import type { FollowLink } from '../../preload/contract/model.ts'
import { allowOutlets } from './allowOutlets.ts'
import { until } from './until.ts'

export const repository = resolve(import.meta.dirname, '../..')

/** The shape of resources/starter.json. It allows nothing: outlets on this machine are allowed in the window. */
export interface StarterFile {
  readonly families: readonly { readonly key: string; readonly title: string }[]
  readonly outlets: readonly {
    readonly name: string
    readonly siteUrl: string
    readonly feedUrl: string
    readonly language: string
    readonly family: string | null
    readonly follow: readonly FollowLink[]
  }[]
}

export interface ReaderOptions {
  /** Outlets of a new library; by default none, so that only the welcome edition is there. `ours`: the real ones. */
  readonly starter?: StarterFile | 'ours'
  /** Whether the starter's outlets are allowed as soon as they were refused, as a reader does it; default true. */
  readonly isAllowing?: boolean
  /** Folder to go on with; by default a new one. */
  readonly userData?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Reader {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Addresses that would have been opened in the system's browser. */
  readonly openedOutside: () => Promise<readonly string[]>
  /** Ends the program as a person does; resolves when the process is gone. */
  readonly close: () => Promise<void>
  /** Closes, and starts again on the same library. */
  readonly relaunch: (options?: Pick<ReaderOptions, 'args' | 'env'>) => Promise<Reader>
}

const noOutlets: StarterFile = { families: [], outlets: [] }
const running = new Set<Reader>()
const folders = new Set<string>()
let switches: Promise<readonly string[]> | null = null

export async function launchReader(options: ReaderOptions = {}): Promise<Reader> {
  const userData = options.userData ?? (await newFolder())
  const { starter = noOutlets } = options
  const starterFile = join(userData, 'starter-of-the-test.json')
  if (starter !== 'ours') await writeFile(starterFile, JSON.stringify(starter))
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...(await (switches ??= sandboxSwitches())),
      '.',
      `--user-data-dir=${userData}`,
      ...(starter === 'ours' ? [] : [`--starter=${starterFile}`]),
      ...(options.args ?? []),
    ],
    cwd: repository,
    env: { ...definedEnvironment(), LANG: 'en_US.UTF-8', LANGUAGE: 'en', ...options.env },
    timeout: 30_000,
  })
  const page = await app.firstWindow({ timeout: 30_000 })
  // The one thing replaced: no test may open a browser on this machine.
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedOutside: opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const reader: Reader = {
    app,
    page,
    userData,
    openedOutside: () =>
      app.evaluate(() => (globalThis as unknown as { openedOutside: readonly string[] }).openedOutside),
    close: async () => {
      running.delete(reader)
      await app.close()
    },
    relaunch: async (again = {}) => {
      await reader.close()
      return launchReader({ ...options, ...again, userData })
    },
  }
  running.add(reader)
  await page.waitForLoadState('domcontentloaded')
  try {
    await until('the reader is drawn', async () => (await page.getByRole('listbox').count()) > 0)
    const isOffline = options.args?.includes('--offline') ?? false
    if (starter !== 'ours' && options.isAllowing !== false && !isOffline && options.userData === undefined)
      await allowOutlets(page, starter.outlets.length)
  } catch (error) {
    throw new Error(`${String(error)}\n${await whatIsThere(reader)}`, { cause: error })
  }
  return reader
}

/** For the person who reads the failure: what the window shows instead, and the end of the reader's log. */
async function whatIsThere({ page, userData }: Reader): Promise<string> {
  const shown = await page.locator('body').innerText()
  const log = await readFile(join(userData, 'log/kawaraban.log'), 'utf8').catch(() => '(no log)')
  return `The window at ${page.url()} shows:\n${shown.slice(0, 1000)}\nThe log ends:\n${log.slice(-2000)}`
}

/** A new temporary folder, removed by `endReaders`. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kawaraban-test-'))
  folders.add(folder)
  return folder
}

export async function endReaders(): Promise<void> {
  await Promise.allSettled([...running].map((reader) => reader.close()))
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  folders.clear()
}

export function electronPath(): string {
  const path = process.env['KAWARABAN_ELECTRON']
  if (path === undefined || path === '') throw new Error('KAWARABAN_ELECTRON is not set: run `npm test`.')
  return path
}

/** The same decision as `npm start` makes: only as root, or where no sandbox can be built, is there none. */
export async function sandboxSwitches(): Promise<readonly string[]> {
  const tool = (await import(/* @vite-ignore */ join(repository, 'tools/sandbox.mjs'))) as {
    sandboxSwitches: (folder: string, options: { ownContentOnly: boolean }) => readonly string[]
  }
  return tool.sandboxSwitches(dirname(electronPath()), { ownContentOnly: true })
}

export function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  )
  return Object.fromEntries(entries)
}
