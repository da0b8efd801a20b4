/** A script that got into the window after all finds a second wall (safety.md tests 111–117). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { startCanary } from '../helpers/canary.ts'
import type { Canary } from '../helpers/canary.ts'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { articleFrame, headlinesPane } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let canary: Canary
let reader: Reader
let page: Page
beforeEach(async () => {
  canary = await startCanary()
  reader = await launchReader({ args: ['--offline'] })
  page = reader.page
  await headlinesPane(page).getByRole('option').first().waitFor()
  await articleFrame(page).getByRole('heading').first().waitFor()
})
afterEach(async () => {
  await endReaders()
  await canary.stop()
})

/** Asks through the bridge without its types. */
const rawAsk = (...args: readonly unknown[]) =>
  page.evaluate(async (given) => {
    const { kawaraban } = window as unknown as { kawaraban: { ask: (...a: unknown[]) => Promise<unknown> } }
    try {
      return await kawaraban.ask(...given)
    } catch (error) {
      return `threw ${String(error)}`
    }
  }, args as unknown[])

describe('a script that got into the window', () => {
  it('cannot reach anybody', async () => {
    await page.evaluate((origin) => {
      void fetch(`${origin}/fetch`).catch(() => undefined)
      new Image().src = `${origin}/image`
      navigator.sendBeacon(`${origin}/beacon`)
      try {
        new WebSocket(origin.replace('http', 'ws'))
        new EventSource(`${origin}/events`)
      } catch {
        // refused already
      }
      const link = document.createElement('link')
      link.rel = 'prefetch'
      link.href = `${origin}/prefetch`
      document.head.append(link)
      const frame = document.createElement('iframe')
      frame.src = `${origin}/frame`
      document.body.append(frame)
      const form = document.createElement('form')
      form.action = `${origin}/form`
      document.body.append(form)
      form.submit()
    }, canary.origin)
    const answer = await page.evaluate(
      (origin) =>
        fetch(`${origin}/again`).then(
          () => 'reached',
          () => 'refused',
        ),
      canary.origin,
    )
    expect(answer).toBe('refused')
    expect(canary.hits).toEqual([])
  })

  it('cannot go anywhere or open anything', async () => {
    for (const act of [
      (url: string) => {
        location.href = url
      },
      (url: string) => {
        location.replace(url)
      },
      (url: string) => {
        window.open(url)
      },
      (url: string) => {
        const a = document.createElement('a')
        a.href = url
        a.target = '_blank'
        document.body.append(a)
        a.click()
      },
      (url: string) => {
        const a = document.createElement('a')
        a.href = url
        a.download = 'x'
        document.body.append(a)
        a.click()
      },
      (url: string) => {
        const frame = document.querySelector('iframe')
        if (frame !== null) frame.src = url
      },
    ]) {
      await page.evaluate(act, `${canary.origin}/go`)
    }
    await page.evaluate(() => {
      location.href = 'app://kawaraban/article.html?x'
    })
    await page.evaluate(() => {
      window.open('about:blank')
    })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    // The page's own word: the driver's idea of it is ':' for a moment after a navigation that was refused.
    expect(await page.evaluate(() => location.href)).toBe('app://kawaraban/index.html')
    expect(reader.app.windows()).toHaveLength(1)
    expect(canary.hits).toEqual([])
    expect(await reader.openedOutside()).toEqual([])
  })

  it('is granted no permission', async () => {
    const answers = await page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'midi',
        'persistent-storage',
      ]
      const states = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => 'denied',
          ),
        ),
      )
      const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      )
      const notice = await Notification.requestPermission()
      const place = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve('granted')
          },
          () => {
            resolve('denied')
          },
        )
      })
      return [...states, media, notice, place]
    })
    expect([...new Set(answers)]).toEqual(['denied'])
  })

  it('finds a bridge of two functions that refuses what it does not know', async () => {
    const shape = await page.evaluate(() => {
      const { kawaraban } = window as unknown as { kawaraban: object }
      return { names: Object.keys(kawaraban).sort(), frozen: Object.isFrozen(kawaraban) }
    })
    expect(shape.names).toEqual(['ask', 'on'])
    for (const name of [
      'feeds:steal',
      'constructor',
      '__proto__',
      'toString',
      '',
      'ELECTRON_BROWSER_REQUIRE',
    ]) {
      expect(await rawAsk(name)).toMatch(/^threw .*Unknown request/)
    }
  })

  it('is refused malformed arguments', async () => {
    for (const args of [
      ['articles:open', '../../etc/passwd'],
      ['articles:open', 'a\u0000b'],
      ['articles:open'],
      ['articles:open', 'id', 'surplus'],
      ['lists:rows', 'list', -1, 10],
      ['lists:rows', 'list', 0, 1e9],
      ['lists:rows', 'list', Number.NaN, 10],
      ['feeds:follow', { url: 'javascript:alert(1)', folderId: null, catalogueId: null }],
      ['feeds:follow', { url: 'file:///etc/passwd', folderId: null, catalogueId: null }],
      ['feeds:follow', { url: 'https://example.com/', folderId: '../x', catalogueId: null }],
      ['settings:change', { theme: 'pink' }],
      ['settings:change', { unknown: true }],
      ['settings:change', null],
      ['outlets:probe', 'x'.repeat(100_000)],
      ['folders:create', '', null],
      ['articles:import', { name: 'x.txt', bytes: 'not bytes' }],
    ]) {
      expect(await rawAsk(...args), JSON.stringify(args)).toMatchObject({
        ok: false,
        failure: { kind: 'refused', why: 'malformed arguments' },
      })
    }
  })

  it('cannot have hostile addresses opened, nor many at once', async () => {
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      'smb://host/share',
      'ms-msdt:/id',
      'vscode://x',
      'app://kawaraban/',
      'https://user:pass@example.com/',
      'https:\\\\example.com',
      'https://exa\nmple.com',
    ]) {
      const reply = await rawAsk('links:open', url)
      const opened = await reader.openedOutside()
      if (opened.length > 0) for (const each of opened) expect(each).toMatch(/^https?:\/\/(?!.*@)/)
      else expect(reply).toMatchObject({ ok: false })
    }
    const before = (await reader.openedOutside()).length
    await page.evaluate(async () => {
      const { kawaraban } = window as unknown as { kawaraban: { ask: (...a: unknown[]) => Promise<unknown> } }
      await Promise.all(Array.from({ length: 50 }, () => kawaraban.ask('links:open', 'https://example.com/')))
    })
    expect((await reader.openedOutside()).length - before).toBeLessThanOrEqual(1)
  })

  it('cannot speak from another frame', async () => {
    const found = await page
      .frames()
      .at(-1)
      ?.evaluate(() => 'kawaraban' in globalThis)
    expect(found).toBe(false)
    await until(
      'the reader still answers',
      async () => ((await rawAsk('settings:read')) as { ok: boolean }).ok,
    )
  })
})
