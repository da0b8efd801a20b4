/** reading.mjs — what a hand on the keyboard waits for: another outlet, an article, a mark, a search. */
import { median, quantile } from './machine.mjs'
import { openReader, rest } from './reader.mjs'

export async function measureReading(electron, library) {
  const reader = await openReader(electron, library.folder, ['--offline'])
  await reader.page.getByRole('option').first().waitFor()
  await rest(2000)
  const feeds = await reader.page.evaluate(showFeeds, 20)
  const articles = await reader.page.evaluate(openArticles, 30)
  const marks = await reader.page.evaluate(markArticles, 200)
  const searches = await reader.page.evaluate(searchLists, 20)
  await reader.close()
  return {
    showFeedMs: median(feeds),
    showFeedP95Ms: quantile(feeds, 0.95),
    openArticleMs: median(articles),
    openArticleP95Ms: quantile(articles, 0.95),
    markP50Ms: median(marks),
    markP99Ms: quantile(marks, 0.99),
    searchP50Ms: median(searches),
    searchP95Ms: quantile(searches, 0.95),
  }
}

/* In the page: from a click on an outlet until its headlines are painted. */
async function showFeeds(count) {
  const times = []
  const leaves = [...document.querySelectorAll('[role="treeitem"]')].filter((item) =>
    /Site|サイト/.test(item.textContent ?? ''),
  )
  const first = () => document.querySelector('[role="option"]')?.getAttribute('data-article') ?? null
  for (let i = 0; i < count && leaves.length > 1; i++) {
    const item = leaves[i % Math.min(leaves.length, 12)]
    const before = first()
    const startedAt = performance.now()
    const target = item.querySelector('[role="treeitem"] *') ?? item
    target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    target.click()
    for (let frames = 0; first() === before && frames < 300; frames++)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    times.push(performance.now() - startedAt)
  }
  return times
}

/* In the page: from a click on a headline until the article is painted. */
async function openArticles(count) {
  const times = []
  const heading = () =>
    document.querySelector('iframe')?.contentDocument?.querySelector('h1')?.textContent ?? null
  for (let i = 0; i < count; i++) {
    const options = [...document.querySelectorAll('[role="option"]')]
    const option = options[(i * 2 + 1) % Math.max(1, Math.min(options.length, 8))]
    if (option === undefined || option.getAttribute('aria-selected') === 'true') continue
    const before = heading()
    const startedAt = performance.now()
    option.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    option.click()
    for (let frames = 0; heading() === before && frames < 300; frames++)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    times.push(performance.now() - startedAt)
  }
  return times
}

/* In the page: a mark, acknowledged when it is on disk. */
async function markArticles(count) {
  const list = await window.kawaraban.ask('lists:open', {
    view: { kind: 'all' },
    unreadOnly: false,
    oldestFirst: false,
    search: '',
  })
  const times = []
  for (let i = 0; i < count; i++) {
    const row = list.value.rows[i % list.value.rows.length]
    const startedAt = performance.now()
    const reply = await window.kawaraban.ask('articles:mark', row.id, { isRead: i % 2 === 0 })
    if (!reply.ok) throw new Error(JSON.stringify(reply.failure))
    times.push(performance.now() - startedAt)
  }
  return times
}

/* In the page: a list of what fits some words, until its first rows are here. */
async function searchLists(count) {
  const words = [
    'work',
    'public hand',
    'music',
    'problem fact',
    'energy',
    'zzzz',
    '日本',
    'government case number',
  ]
  const times = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    await window.kawaraban.ask('lists:open', {
      view: { kind: 'all' },
      unreadOnly: false,
      oldestFirst: false,
      search: words[i % words.length],
    })
    times.push(performance.now() - startedAt)
  }
  return times
}
