/**
 * screenshots.mjs — `npm run screenshots`: the pictures of the reader that README and the notes show, taken of the real
 * program on a temporary library with invented outlets on this machine.
 *
 * Room:     tools
 * Promises: touches no library of yours; leaves nothing but docs/pictures/reader.png (light, English) and
 *           docs/pictures/reader-dark-ja.png (dark, Japanese), 1280 × 820 each.
 */
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { startOutlet } from '../tests/helpers/outlets/startOutlet.mjs'
import { ensureBuilt } from './build.mjs'
import { ask, patienceMs, until, writeStarter } from './inReader.mjs'
import { launchEnvironment } from './launch.mjs'
import { root } from './runtime/places.mjs'
import { Problem, runTool, say } from './say.mjs'

const mostBytes = 400_000
const folderOfPictures = path.join(root, 'docs', 'pictures')

await runTool(async () => {
  await ensureBuilt()
  const electron = await launchEnvironment()
  const outlets = [
    await startOutlet({ kind: 'english' }),
    await startOutlet({ kind: 'art' }),
    await startOutlet({ kind: 'english', name: 'Harbour Gazette', articles: 6 }),
    await startOutlet({ kind: 'japanese' }),
  ]
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-screenshots-'))
  // One family, and two papers that stand alone.
  const papers = outlets.map((outlet, index) => {
    return { outlet, language: index === 3 ? 'ja' : 'en', family: index < 2 ? 'lantern' : null }
  })
  let app = null
  try {
    app = await _electron.launch({
      executablePath: electron.executable,
      args: [
        ...electron.args,
        '.',
        `--user-data-dir=${folder}`,
        `--starter=${await writeStarter(folder, papers)}`,
      ],
      cwd: root,
      env: { ...electron.env, LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
      timeout: patienceMs,
    })
    const page = await app.firstWindow()
    const frame = await app.browserWindow(page)
    await frame.evaluate((window) => window.setContentSize(1280, 820))
    await mkdir(folderOfPictures, { recursive: true })
    await settleIn(page, outlets)
    await photographEnglish(page, outlets[0])
    await photographJapanese(page, outlets[3])
  } finally {
    await app?.close().catch(() => {})
    for (const outlet of outlets) await outlet.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await electron.end()
  }
})

/** Everything fetched, pictures too, and the two that stand alone put into a folder. */
async function settleIn(page, outlets) {
  const fetched = async () => {
    const { feeds } = await ask(page, 'outlets:tree')
    return outlets.every(({ feedUrl }) => feeds.some(({ url, total }) => url === feedUrl && total > 0))
  }
  await until('the articles', fetched)
  await until('the pictures', () =>
    outlets.every((outlet) =>
      outlet.articles
        .slice(0, 10)
        .flatMap(({ pictures }) => pictures)
        .every((name) => outlet.requestsTo(name).some(({ status }) => status === 200)),
    ),
  )
  const seaside = await ask(page, 'folders:create', 'By the sea', null)
  const { feeds } = await ask(page, 'outlets:tree')
  for (const outlet of outlets.slice(2)) {
    const feed = feeds.find(({ url }) => url === outlet.feedUrl)
    await ask(page, 'feeds:move', feed.id, seaside.id, null)
  }
}

/** Two read, one of them with a star, a third one open. */
async function photographEnglish(page, outlet) {
  await ask(page, 'settings:change', { language: 'en', theme: 'light', readAfterMs: 0 })
  await page.getByRole('tree').getByText(outlet.name, { exact: true }).last().click()
  const rows = page.getByRole('option')
  for (const index of [3, 2, 1]) {
    await rows.filter({ hasText: outlet.articles[index].title }).first().click()
    await page.frameLocator('iframe').getByRole('heading', { name: outlet.articles[index].title }).waitFor()
    if (index === 2) await page.getByRole('button', { name: 'Star', exact: true }).click()
  }
  await photograph(page, 'reader.png')
}

async function photographJapanese(page, outlet) {
  await ask(page, 'settings:change', { language: 'ja', theme: 'dark' })
  await page.getByRole('tree').getByText(outlet.name, { exact: true }).last().click()
  const { title } = outlet.articles[0]
  await page.getByRole('option').filter({ hasText: title }).first().click()
  await page.frameLocator('iframe').getByRole('heading', { name: title }).first().waitFor()
  await photograph(page, 'reader-dark-ja.png')
}

async function photograph(page, name) {
  const hasAll = (images) => images.every((image) => image.complete && image.naturalWidth > 0)
  await until('the small pictures', () => page.locator('.headline-picture').evaluateAll(hasAll))
  await until('the picture of the article', () =>
    page
      .frameLocator('iframe')
      .locator('img')
      .first()
      .evaluate((image) => image.naturalWidth > 0),
  )
  // Notices go by themselves; the pointer leaves no mark.
  await page.mouse.move(640, 30)
  await until('a quiet foot', async () => (await page.locator('.bar').count()) === 0)
  const file = path.join(folderOfPictures, name)
  await page.screenshot({ path: file, animations: 'disabled' })
  const { size } = await stat(file)
  if (size > mostBytes) throw new Problem(`${name} is larger than ${mostBytes} bytes.`)
  say(`${path.relative(root, file)}: ${Math.round(size / 1024)} KB.`)
}
