/** marking.mjs — a whole folder of 10,000 articles is marked read, and that is taken back: until both are on disk. */
import { median } from './machine.mjs'
import { openReader, rest } from './reader.mjs'

const wanted = 10_000

/** Nothing when the corpus is smaller. */
export async function measureMarking(electron, library, itemsPerFeed) {
  const reader = await openReader(electron, library.folder, ['--offline'])
  try {
    await reader.page.getByRole('option').first().waitFor()
    const { feeds } = await reader.ask('outlets:tree')
    const chosen = feeds.filter(({ title }) => /Site|サイト/.test(title)).slice(0, wanted / itemsPerFeed)
    if (chosen.length * itemsPerFeed < wanted) return {}
    const folder = await reader.ask('folders:create', 'Ten thousand', null)
    for (const { id } of chosen) await reader.ask('feeds:move', id, folder.id, null)
    await rest(3000)
    const rounds = await reader.page.evaluate(markAndBack, { folderId: folder.id, runs: 5 })
    const unread = rounds.map(({ unread: n }) => n)
    if (Math.min(...unread) < wanted - 500) throw new Error(`Only ${Math.min(...unread)} were unread.`)
    return {
      markAllMs: median(rounds.map(({ mark }) => mark)),
      markAllAllMs: rounds.map(({ mark }) => mark),
      unmarkAllMs: median(rounds.map(({ back }) => back)),
      unmarkAllAllMs: rounds.map(({ back }) => back),
      markedArticles: median(unread),
    }
  } finally {
    await reader.close()
  }
}

/* In the page. */
async function markAndBack({ folderId, runs }) {
  const ask = async (name, ...given) => {
    const reply = await window.kawaraban.ask(name, ...given)
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`)
    return reply.value
  }
  const view = { kind: 'folder', folderId }
  const rounds = []
  for (let run = 0; run < runs; run++) {
    const list = await ask('lists:open', { view, unreadOnly: true, oldestFirst: false, search: '' })
    const startedAt = performance.now()
    const undo = await ask('articles:markAllRead', list.listId, { shown: 0, seen: 0 })
    const markedAt = performance.now()
    await ask('undo:apply', undo.id)
    const backAt = performance.now()
    rounds.push({ unread: list.total, mark: markedAt - startedAt, back: backAt - markedAt })
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return rounds
}
