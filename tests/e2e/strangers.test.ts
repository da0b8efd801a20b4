/** Whoever is not the reader's own window, or not its main frame, is refused: in real Electron, with our own bridge. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endReaders, launchReader, repository } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { articleFrame } from '../helpers/readerWindow.ts'

let reader: Reader
beforeAll(async () => {
  reader = await launchReader({ args: ['--offline'] })
  await articleFrame(reader.page).getByRole('heading').first().waitFor()
})
afterAll(endReaders)

const written = () => readFile(join(reader.userData, 'log/kawaraban.log'), 'utf8')

/** A window of our page with our bridge, that the program did not open. @returns What it was answered. */
const askFromAStranger = (origin: string) =>
  reader.app.evaluate(
    async ({ BrowserWindow }, [preload, page]) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      const heard = Promise.resolve(
        window.webContents.loadURL(page).then(() =>
          window.webContents.executeJavaScript(`
            window.heard = []
            for (const name of ['settings:changed', 'library:changed', 'outlets:changed'])
              kawaraban.on(name, () => window.heard.push(name))
            Promise.all([
              kawaraban.ask('settings:read'),
              kawaraban.ask('library:health'),
              kawaraban.ask('library:quit'),
            ])
          `),
        ),
      )
      return (await heard) as unknown
    },
    [join(repository, 'out/app/preload/preload.cjs'), origin] as const,
  )

describe('a window that the program did not open', () => {
  it('is refused everything, also with our page and our bridge, and hears nothing', async () => {
    for (const page of ['app://kawaraban/index.html', 'data:text/html,<p>elsewhere']) {
      const replies = (await askFromAStranger(page)) as { failure?: { kind: string; why: string } }[]
      expect(replies.map(({ failure }) => failure?.why)).toEqual(Array(3).fill('untrusted sender'))
    }
    expect(await written()).toContain('refused a stranger')
    await reader.page.evaluate(() =>
      (window as unknown as { kawaraban: { ask: (...a: unknown[]) => unknown } }).kawaraban.ask(
        'settings:change',
        { textSize: 21 },
      ),
    )
    const heard = await reader.app.evaluate(({ BrowserWindow }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map((window) =>
          window.webContents.executeJavaScript('window.heard ?? null'),
        ),
      ),
    )
    expect(heard.filter((each) => each !== null)).toEqual([[], []])
  })
})

describe('a frame inside the reader’s window', () => {
  /** As Electron would hand it over if a frame got hold of the bridge. */
  const askAs = (which: 'main' | 'inner' | 'gone') =>
    reader.app.evaluate(async ({ ipcMain, BrowserWindow }, frame) => {
      type Answer = (event: object, args: unknown) => Promise<unknown>
      const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Answer> }
      const window = BrowserWindow.getAllWindows().find((each) => each.isVisible())
      if (window === undefined) throw new Error('no window')
      const { mainFrame } = window.webContents
      const senderFrame = { main: mainFrame, inner: mainFrame.frames[0], gone: null }[frame]
      return _invokeHandlers.get('settings:read')?.({ sender: window.webContents, senderFrame }, [])
    }, which)

  it('is refused, though it is of our own origin', async () => {
    expect(await askAs('main')).toMatchObject({ ok: true })
    expect(await askAs('inner')).toMatchObject({ ok: false, failure: { why: 'untrusted sender' } })
    expect(await askAs('gone')).toMatchObject({ ok: false, failure: { why: 'untrusted sender' } })
  })
})
