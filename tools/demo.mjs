/**
 * demo.mjs — `npm run demo`: the reader's main job without the internet. Three invented outlets on this machine, a
 * temporary library, and the same program that `npm start` opens.
 *
 * Room:     tools
 * Promises: touches no library of yours; everything it made is gone afterwards, but out/demo.png. With a screen the
 *           window stays until you close it; without one it ends after the screenshot.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { startOutlet } from '../tests/helpers/outlets/startOutlet.mjs'
import { ensureBuilt } from './build.mjs'
import { lacksDisplay } from './display.mjs'
import { ask, patienceMs, until, writeStarter } from './inReader.mjs'
import { launchEnvironment } from './launch.mjs'
import { root } from './runtime/places.mjs'
import { runTool, say } from './say.mjs'

await runTool(async () => {
  await ensureBuilt()
  const hasScreen = !lacksDisplay()
  const electron = await launchEnvironment()
  const outlets = [
    await startOutlet({ kind: 'english' }),
    await startOutlet({ kind: 'japanese' }),
    await startOutlet({ kind: 'art' }),
  ]
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-demo-'))
  const papers = outlets.map((outlet, index) => {
    return { outlet, language: index === 1 ? 'ja' : 'en', family: 'lantern' }
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
      env: electron.env,
      timeout: patienceMs,
    })
    const closed = app.waitForEvent('close', { timeout: 0 })
    const page = await app.firstWindow()
    await fetchTwice(page, outlets)
    await report(page, outlets)
    await showArticle(page, outlets[0])
    const picture = path.join(root, 'out', 'demo.png')
    await mkdir(path.dirname(picture), { recursive: true })
    await page.screenshot({ path: picture })
    say(`A screenshot is in ${path.relative(process.cwd(), picture) || picture}.`)
    if (hasScreen) say('The window is yours; the demo ends when you close it.')
    else await app.close()
    await closed
  } finally {
    await app?.close().catch(() => {})
    for (const outlet of outlets) await outlet.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await electron.end()
  }
})

/** Waits for the first fetch and its pictures, then refreshes once more, which should cost next to nothing. */
async function fetchTwice(page, outlets) {
  await until('the first articles', async () => {
    const feeds = await feedsOf(page, outlets)
    return feeds.every((feed) => feed?.total > 0)
  })
  await until('the pictures', () =>
    outlets.every((outlet) => wantedPictures(outlet).every((name) => answered(outlet, name, 200))),
  )
  await ask(page, 'feeds:refresh', { kind: 'all' })
  await until('the second round', () => outlets.every((outlet) => answered(outlet, '/feed/', 304)))
}

async function report(page, outlets) {
  const feeds = await feedsOf(page, outlets)
  for (const [index, outlet] of outlets.entries()) {
    const pictures = wantedPictures(outlet).filter((name) => answered(outlet, name, 200)).length
    const unchanged = outlet.requests.filter(({ status }) => status === 304).length
    say(
      `${outlet.name} (${outlet.siteUrl}): ${feeds[index].total} articles, ${pictures} pictures; ` +
        `${outlet.requests.length} requests, of which ${unchanged} answered "nothing new" (304).`,
    )
  }
  const { articles, pictures, pictureBytes } = await ask(page, 'library:facts')
  say(
    `In the library: ${articles} articles and ${pictures} pictures (${Math.round(pictureBytes / 1024)} KB).`,
  )
}

/** Opens the newest article by the mouse, as a person would, and waits until its picture is drawn. */
async function showArticle(page, outlet) {
  const [article] = outlet.articles
  const tree = page.getByRole('tree')
  await tree.getByText(outlet.name, { exact: true }).last().click()
  await page.getByRole('option').filter({ hasText: article.title }).first().click()
  const images = page.frameLocator('iframe[title="Article"], iframe[title="記事"]').locator('img')
  await until('the picture of the article', async () => {
    const widths = await images.evaluateAll((all) =>
      all.map((image) => (image.complete ? image.naturalWidth : 0)),
    )
    return widths.length > 0 && widths[0] > 0
  })
  say(`Opened “${article.title}” by ${article.contributors.join(', ')}.`)
}

function wantedPictures(outlet) {
  return outlet.articles.slice(0, 10).flatMap((article) => article.pictures)
}

function answered(outlet, name, status) {
  return outlet.requestsTo(name).some((request) => request.status === status)
}

async function feedsOf(page, outlets) {
  const { feeds } = await ask(page, 'outlets:tree')
  return outlets.map((outlet) => feeds.find((feed) => feed.url === outlet.feedUrl))
}
