/**
 * freezing.mjs — `node tests/bench/freezing.mjs [--rounds 20] [--seed 1]`: articles made by chance to hold the window, opened in the built
 * reader in real Electron, and the longest silence of the page and of the main thread while each is opened and drawn.
 *
 * Promises: the same articles for the same seed; the result is out/bench/freezing-<date>.json, with the machine named.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureBuilt } from '../../tools/build.mjs'
import { launchEnvironment } from '../../tools/launch.mjs'
import { root } from '../../tools/runtime/places.mjs'
import { runTool, say } from '../../tools/say.mjs'
import { describeMachine } from './machine.mjs'
import { openReader } from './reader.mjs'

const atOnce = 4
const patienceMs = 30_000

const blocks =
  'p div blockquote ul ol li dl dt dd table tbody tr td th pre h2 details summary figure figcaption section'
const inline = 'b i a span ruby rt sub sup small code mark q bdi bdo time abbr u s var kbd'
const names = [...blocks.split(' '), ...inline.split(' ')]
const empty = [
  'br',
  'hr',
  'wbr',
  'img src="none.png" alt="x"',
  'col span=500',
  'video',
  'iframe src="https://a.example/"',
]
const attributes = [
  'colspan=1000',
  'rowspan=1000',
  'colspan=0',
  'rowspan=65534',
  'dir=rtl',
  'dir=auto',
  'dir=ltr',
  'lang=ja',
  'lang=ar',
  'lang=x-LANG',
  'reversed',
  'start=9',
  'title="a b"',
  'width=9999',
  'href="https://a.example/"',
  'open',
  'style="float:left"',
]
const words = [
  'word ',
  'a',
  '漢',
  'ไทย',
  'صحيفة ',
  'שלום ',
  '\u202e',
  '\u2067',
  '\u2069',
  '\u0301',
  '\u00ad',
  '\u200b',
  '\u00a0',
  '👨‍👩‍👧',
  '&amp;',
  '1 ',
  '—',
  'ｱ',
  '\ufdfa',
  '\u{1d400}',
  'x\n',
  '\t',
  'क्षि',
  '한글 ',
]

function chance(seed) {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** One unit of markup, nested a little, and repeated until the article has about `size` letters. */
function makeBomb(number) {
  const below = chance(number * 7919 + 1)
  const pick = (all) => all[below(all.length)]
  const unit = (depth) => {
    if (depth === 0 || below(4) === 0) return pick(words).repeat(1 + below(60))
    if (below(6) === 0) return `<${pick(empty)}>`
    const name = pick(names)
    const attribute = below(2) === 0 ? ` ${pick(attributes).replace('LANG', String(below(5000)))}` : ''
    const inner = Array.from({ length: 1 + below(3) }, () => unit(depth - 1)).join('')
    return `<${name}${attribute}>${inner}${below(5) === 0 ? '' : `</${name}>`}`
  }
  const size = [20_000, 200_000, 1_500_000][below(3)]
  const parts = Array.from({ length: 1 + below(3) }, () => unit(1 + below(5)))
  const around = below(3) === 0 ? pick(names) : null
  const text = parts
    .map((part) => part.repeat(Math.max(1, Math.ceil(size / parts.length / part.length))))
    .join('')
  return around === null ? text : `<${around}>${text}`
}

await runTool(async () => {
  const wish = (name, otherwise) => {
    const at = process.argv.indexOf(name)
    return at < 0 ? otherwise : Number(process.argv[at + 1])
  }
  const rounds = wish('--rounds', 20)
  const seed = wish('--seed', 1)
  await ensureBuilt()
  const electron = await launchEnvironment()
  const feeds = Array.from({ length: Math.ceil(rounds / atOnce) }, (_, at) =>
    Array.from({ length: Math.min(atOnce, rounds - at * atOnce) }, (__, n) => seed * 1000 + at * atOnce + n),
  )
  const server = createServer((request, response) => {
    const bombs = feeds[Number(request.url?.slice(1))]
    response.writeHead(bombs === undefined ? 404 : 200, {
      'content-type': 'application/rss+xml; charset=utf-8',
    })
    response.end(bombs === undefined ? '' : rss(bombs))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-freezing-'))
  const figures = []
  try {
    const outlets = feeds.map((_, at) => ({
      name: `Powder House ${at}`,
      siteUrl: `${origin}/site`,
      feedUrl: `${origin}/${at}`,
      language: 'en',
      family: null,
      follow: [],
    }))
    await writeFile(path.join(folder, 'starter.json'), JSON.stringify({ families: [], outlets }))
    await writeFile(
      path.join(folder, 'approvals.json'),
      JSON.stringify(outlets.map(({ feedUrl }) => ({ url: feedUrl, origin, class: 'loopback' }))),
      { mode: 0o600 },
    )
    const reader = await openReader(electron, folder)
    const { total: rows } = await untilThere(reader, rounds)
    await reader.page
      .getByRole('treeitem')
      .filter({ hasText: 'All articles' })
      .or(reader.page.getByText('All articles'))
      .first()
      .click()
    await reader.page.getByRole('option').filter({ hasText: 'Bomb' }).first().waitFor()
    await reader.page.evaluate(beginBeat)
    await reader.app.evaluate(beginBeat)
    // The open article is an older one, of the welcome edition: the bombs stand above it.
    await reader.page.evaluate(() => document.querySelector('[role="listbox"]').focus())
    for (let at = 0, title = null; at < rows; at++) {
      await reader.page.evaluate(readBeat)
      await reader.app.evaluate(readBeat)
      const startedAt = Date.now()
      await reader.page.keyboard.press('k')
      const drawn = await reader.page.evaluate(untilDrawn, [title, patienceMs])
      const page = Math.round(await reader.page.evaluate(readBeat))
      const main = Math.round(await reader.app.evaluate(readBeat))
      title = drawn ?? `after ${title}`
      figures.push({ title, page, main, drawnMs: drawn === null ? null : Date.now() - startedAt })
      say(`${title}: window ${page} ms, main thread ${main} ms${drawn === null ? ', NOT DRAWN' : ''}`)
    }
    await reader.close()
  } finally {
    server.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await electron.end()
  }
  const worst = (key) => figures.toSorted((a, b) => b[key] - a[key])[0]
  const result = {
    at: new Date().toISOString(),
    machine: describeMachine(electron),
    seed,
    rounds,
    worst: { page: worst('page'), main: worst('main') },
    figures,
  }
  const file = path.join(root, 'out/bench', `freezing-${result.at.replaceAll(':', '-')}.json`)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(result, null, 2))
  say(
    `Longest silence: window ${result.worst.page?.page} ms (${result.worst.page?.title}), main thread ${result.worst.main?.main} ms.`,
  )
})

function rss(bombs) {
  const items = bombs.map(
    (number) =>
      `<item><title>Bomb ${number}</title><guid>bomb-${number}</guid><content:encoded><![CDATA[${makeBomb(number)}]]></content:encoded></item>`,
  )
  return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Powder</title>${items.join('')}</channel></rss>`
}

async function untilThere(reader, rounds) {
  for (;;) {
    const page = await reader.ask('lists:open', {
      view: { kind: 'all' },
      unreadOnly: false,
      oldestFirst: false,
      search: 'Bomb',
    })
    const { feeds } = await reader.ask('outlets:tree')
    const isOver = feeds.every(({ checkedAt, url }) => url.startsWith('kawaraban:') || checkedAt !== null)
    if (page.total >= rounds || (isOver && feeds.every(({ state }) => state.phase !== 'busy'))) return page
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/* In the page, and in the main process. */
function beginBeat() {
  const beat = { longest: 0, last: performance.now() }
  globalThis.beat = beat
  setInterval(() => {
    const now = performance.now()
    beat.longest = Math.max(beat.longest, now - beat.last)
    beat.last = now
  }, 10)
}

function readBeat() {
  const silence = Math.max(globalThis.beat.longest, performance.now() - globalThis.beat.last)
  globalThis.beat.longest = 0
  return silence
}

/* In the page: another article stands, and has stopped growing. Its title; null after a while. */
async function untilDrawn([before, patience]) {
  const page = () => document.querySelector('iframe[title="Article"]')?.contentDocument
  const startedAt = performance.now()
  let count = -1
  let still = 0
  while (performance.now() - startedAt < patience) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    const title = page()?.querySelector('h1')?.textContent ?? null
    const isHere = title !== null && title !== before && page().querySelector('footer') !== null
    const now = isHere ? page().getElementsByTagName('*').length : -1
    still = now === count && now > 0 ? still + 1 : 0
    count = now
    if (still > 20) return title
  }
  return null
}
