/** The window's walls as they are built (safety.md §1.1 and test 118). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { articleFrame, headlinesPane } from '../helpers/readerWindow.ts'

let reader: Reader
let page: Page
beforeAll(async () => {
  reader = await launchReader({ args: ['--offline'] })
  page = reader.page
  await headlinesPane(page).getByRole('option').first().waitFor()
  await articleFrame(page).getByRole('heading').first().waitFor()
})
afterAll(endReaders)

describe('the window', () => {
  it('has no Node in any frame', async () => {
    for (const frame of page.frames()) {
      const found = await frame.evaluate(() =>
        ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', '__dirname'].filter(
          (name) => name in globalThis,
        ),
      )
      expect(found).toEqual([])
    }
  })

  it('is sandboxed, isolated, and without webviews', async () => {
    const settings = await reader.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const { webContents } = window as unknown as {
        webContents: { getLastWebPreferences: () => Record<string, unknown> | null }
      }
      return webContents.getLastWebPreferences()
    })
    expect(settings).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    })
    expect(settings?.['webviewTag']).not.toBe(true)
    expect(settings?.['allowRunningInsecureContent']).not.toBe(true)
    const metrics = await reader.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ sandboxed }) => sandboxed),
    )
    // Linux does not say for each process; where it says, it says yes (as root there is no sandbox to speak of).
    if (process.getuid?.() !== 0) expect(metrics.every((sandboxed) => sandboxed !== false)).toBe(true)
  })

  it('comes with a strict policy on every document, and a closed one on the article', async () => {
    const policyOf = (path: string) =>
      reader.app.evaluate(async ({ net }, url) => {
        const answer = await net.fetch(url)
        return {
          status: answer.status,
          policy: answer.headers.get('content-security-policy') ?? '',
          type: answer.headers.get('content-type'),
          sniff: answer.headers.get('x-content-type-options'),
        }
      }, `app://kawaraban/${path}`)
    const index = await policyOf('index.html')
    expect(index.status).toBe(200)
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(index.policy).toContain(part)
    }
    expect(index.policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
    const article = await policyOf('article.html')
    expect(article.policy).toContain("default-src 'none'")
    expect(article.policy).not.toContain('script-src')
    expect(article.policy).not.toMatch(/unsafe-|https?:|\*/)
    expect(index.sniff).toBe('nosniff')
  })

  it('knows one maker of trusted HTML, the cleaner, which has been made; nobody makes another', async () => {
    const found = await page.evaluate(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown }
      }
      const attempt = (work: () => unknown) => {
        try {
          work()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      }
      const make = (name: string) => attempt(() => trustedTypes.createPolicy(name, { createHTML: String }))
      const write = attempt(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      })
      return [...['default', 'kawaraban', 'dompurify', 'another'].map(make), write]
    })
    expect(found).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError'])
  })

  it.each([
    '../package.json',
    '%2e%2e/package.json',
    '..%2fpackage.json',
    'main/index.js',
    'INDEX.HTML',
    '//etc/passwd',
    'index.html%00',
    'assets',
  ])('serves known files only: %s is not one', async (path) => {
    const status = await reader.app.evaluate(
      async ({ net }, url) =>
        net.fetch(url).then(
          (answer) => answer.status,
          () => 0,
        ),
      `app://kawaraban/${path}`,
    )
    expect(status).not.toBe(200)
  })

  it('serves no picture without a key', async () => {
    for (const url of [
      'picture://kept/../../user/settings.json',
      'picture://kept/',
      'picture://other/0123456789012345678901234567890123456789',
      'picture://kept/0123456789012345678901234567890123456789',
    ]) {
      const status = await reader.app.evaluate(
        async ({ net }, address) =>
          net.fetch(address).then(
            (answer) => answer.status,
            () => 0,
          ),
        url,
      )
      expect(status).not.toBe(200)
    }
  })

  it('keeps the article in a sandboxed frame without scripts', async () => {
    const sandbox = await page.locator('iframe[title="Article"]').getAttribute('sandbox')
    expect(sandbox).not.toBeNull()
    expect(sandbox).not.toContain('allow-scripts')
    expect(sandbox).not.toMatch(/allow-(top-navigation|popups|forms|modals|downloads)/)
  })
})
