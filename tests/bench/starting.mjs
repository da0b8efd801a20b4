/**
 * starting.mjs — from the start of the process until headlines are on screen, compared in turn with an empty window.
 *
 * Knows: nothing of a test driver is in the process while it starts: the page is asked afterwards when it was painted
 *        (its own paint entries), through the debugging port.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { root } from '../../tools/runtime/places.mjs'
import { median } from './machine.mjs'

export async function measureStart(electron, library, runs) {
  const empty = []
  const reader = []
  for (let run = 0; run < runs; run++) {
    const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-bench-'))
    empty.push(await timeStart(electron, path.join(import.meta.dirname, 'empty'), folder, [], paintedAt))
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    reader.push(
      await timeStart(
        electron,
        root,
        library.folder,
        [`--starter=${path.join(library.folder, 'starter.json')}`, '--offline'],
        headlinesAt,
      ),
    )
  }
  const figures = { startMs: median(reader), emptyWindowMs: median(empty) }
  return {
    ...figures,
    startRatio: figures.startMs / figures.emptyWindowMs,
    startAllMs: reader,
    emptyWindowAllMs: empty,
  }
}

async function timeStart(electron, app, userData, args, ask) {
  const startedAt = Date.now()
  const child = spawn(
    electron.executable,
    [...electron.args, app, `--user-data-dir=${userData}`, '--remote-debugging-port=0', ...args],
    {
      env: electron.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    const address = await new Promise((resolve, reject) => {
      let text = ''
      child.stderr.on('data', (chunk) => {
        text += chunk
        const found = /DevTools listening on (ws:\S+)/.exec(text)
        if (found !== null) resolve(found[1])
      })
      child.once('exit', () => reject(new Error(`It ended before it was seen:\n${text}`)))
    })
    const browser = await chromium.connectOverCDP(address)
    const page = await firstPage(browser)
    const at = await page.evaluate(ask)
    await browser.close()
    return at - startedAt
  } finally {
    child.kill()
    await gone
  }
}

async function firstPage(browser) {
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages())[0]
    if (page !== undefined) return page
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/* In the page. Epoch milliseconds of the first paint with content. */
async function paintedAt() {
  for (;;) {
    const [entry] = performance.getEntriesByName('first-contentful-paint')
    if (entry !== undefined) return performance.timeOrigin + entry.startTime
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/*
 * In the page. Epoch milliseconds of the paint that put headlines on screen: the largest-paint entry inside the list
 * when there is one, else the first paint after the rows were in the page.
 */
async function headlinesAt() {
  const rowPaint = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntries().find(({ element }) => element?.closest?.('[role="option"]'))
      if (entry !== undefined) resolve(performance.timeOrigin + entry.startTime)
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  while (document.querySelector('[role="option"]') === null)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const seen = performance.timeOrigin + performance.now()
  const entry = await Promise.race([rowPaint, new Promise((resolve) => setTimeout(resolve, 500, null))])
  if (entry !== null) return entry
  const [first] = performance.getEntriesByName('first-contentful-paint')
  return Math.max(seen, performance.timeOrigin + (first?.startTime ?? 0))
}
