/** A hidden window sets a page on paper, however hostile it is: no script, no bridge, nobody asked (main/shell/hiddenWindow.ts). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ElectronApplication } from 'playwright-core'
import { pictureAddress, pictureKey } from '../../main/base/pictureKey.ts'
import { startCanary } from '../helpers/canary.ts'
import type { Canary } from '../helpers/canary.ts'
import { endReaders } from '../helpers/electron.ts'
import { until } from '../helpers/until.ts'
import { endLabs, openLab } from '../helpers/shellLab.ts'
import type { Lab } from './labs/hidden.ts'

/** One pixel. */
const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
const remote = 'https://paper.example/ferry.png'
let app: ElectronApplication
let canary: Canary
beforeAll(async () => {
  canary = await startCanary()
  app = await openLab('hidden.ts')
  await app.evaluate(
    async (_electron, [key, bytes]) => {
      const { lab } = globalThis as unknown as { lab: Lab }
      await lab.ready
      lab.pictures.set(key, new Uint8Array(Buffer.from(bytes, 'base64')))
    },
    [pictureKey(remote), gif] as const,
  )
})
afterAll(async () => {
  await endLabs()
  await endReaders()
  await canary.stop()
})

const hostile = () => `<!doctype html><html><head>
  <title>quiet</title>
  <link rel="stylesheet" href="style.css">
  <link rel="stylesheet" href="${canary.origin}/style">
  <link rel="prefetch" href="${canary.origin}/prefetch">
  <link rel="preconnect" href="${canary.origin}">
  <meta http-equiv="refresh" content="0;url=${canary.origin}/refresh">
  <script>document.title = 'script'</script>
  <script src="${canary.origin}/script"></script>
  </head><body onload="document.title = 'onload'">
  <img id="kept" src="${pictureAddress(remote)}">
  <img src="${canary.origin}/picture" onerror="document.title = 'onerror'">
  <iframe src="${canary.origin}/frame"></iframe>
  <iframe srcdoc="<script>top.document.title = 'srcdoc'</script>"></iframe>
  <object data="${canary.origin}/object"></object><embed src="${canary.origin}/embed">
  <video src="${canary.origin}/film" autoplay></video>
  <iframe src="file:///etc/passwd"></iframe>
  <form action="${canary.origin}/form" method="post"><input autofocus onfocus="document.title = 'focus'"></form>
  <a href="${canary.origin}/ping" ping="${canary.origin}/ping">Words of the article</a>
  <noscript><p id="noscript">set without scripts</p></noscript>
  <style>body { background: url(${canary.origin}/background) }</style></body></html>`

/** What the page is, by the inspector, which a page without scripts does not notice. */
const look = (html: string) =>
  app.evaluate(async (_electron, page) => {
    const { lab } = globalThis as unknown as { lab: Lab }
    return lab.hidden.withPage('pdf', { html: page, css: 'p { color: rgb(1, 2, 3) }' }, async (contents) => {
      const kind = lab.windows.kindOf(contents)
      const paper = await contents.printToPDF({})
      contents.debugger.attach('1.3')
      const says = async (expression: string) => {
        const { result } = (await contents.debugger.sendCommand('Runtime.evaluate', {
          expression,
          returnByValue: true,
        })) as { result: { value: unknown } }
        return result.value
      }
      return {
        kind,
        isPaper: paper.subarray(0, 5).toString() === '%PDF-' && paper.byteLength > 1000,
        title: contents.getTitle(),
        bridge: await says('typeof window.kawaraban'),
        node: await says('typeof require + typeof process + typeof module'),
        origin: await says('location.origin'),
        picture: await says("document.getElementById('kept').naturalWidth"),
        colour: await says("getComputedStyle(document.getElementById('noscript')).color"),
        isKept: contents.session.isPersistent(),
      }
    })
  }, html)

describe('a hidden window', () => {
  it('sets a hostile page on paper, and that is all', async () => {
    expect(await look(hostile())).toEqual({
      kind: 'pdf',
      isPaper: true,
      title: 'quiet',
      bridge: 'undefined',
      node: 'undefinedundefinedundefined',
      origin: 'app://paper',
      picture: 1,
      colour: 'rgb(1, 2, 3)',
      isKept: false,
    })
    expect(canary.hits).toEqual([])
  })

  it('is gone when its work is done, and when its work failed', async () => {
    const failed = await app.evaluate(async () => {
      const { lab } = globalThis as unknown as { lab: Lab }
      const noPrinter = () => Promise.reject(new Error('no printer'))
      return lab.hidden.withPage('print', { html: '<p>words', css: '' }, noPrinter).catch(String)
    })
    expect(failed).toBe('Error: no printer')
    await until('no window is left', () =>
      app.evaluate(({ BrowserWindow }) => {
        const { lab } = globalThis as unknown as { lab: Lab }
        return BrowserWindow.getAllWindows().length + lab.windows.all().length === 0
      }),
    )
  })

  it('has a session that knows its page alone, and only while it is open', async () => {
    const statuses = await app.evaluate(async (_electron, elsewhere) => {
      const { lab } = globalThis as unknown as { lab: Lab }
      return lab.hidden
        .withPage('print', { html: '<p>words', css: '' }, async (own) => {
          const url = own.getURL()
          const ask = (address: string) =>
            own.session.fetch(address).then(
              ({ status }) => status,
              () => 'refused',
            )
          const open = [await ask(url), await ask(`${url}style.css`), await ask(`${url}other.css`)]
          const others = [await ask(elsewhere), await ask('app://kawaraban/index.html')]
          const { session } = own
          const later = async () => (await session.fetch(url)).status
          return { open, others, later }
        })
        .then(async ({ open, others, later }) => ({ open, others, later: await later() }))
    }, canary.origin)
    expect(statuses).toEqual({ open: [200, 200, 404], others: ['refused', 404], later: 404 })
    expect(canary.hits).toEqual([])
  })
})
