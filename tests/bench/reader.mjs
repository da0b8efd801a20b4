/** reader.mjs — the built reader under measurement: start it, ask it, watch its two main threads. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { writeApprovals } from '../../tools/inReader.mjs'
import { root } from '../../tools/runtime/places.mjs'

/** A library that follows the feeds, keeps no pictures, and has fetched nothing yet: it works offline. */
export async function newLibrary(electron, feeds) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kawaraban-bench-'))
  const starter = {
    families: [],
    outlets: feeds.map(({ url, name }) => ({
      name,
      siteUrl: new URL('/', url).href,
      feedUrl: url,
      language: 'en',
      family: null,
      follow: [],
    })),
  }
  await writeFile(path.join(folder, 'starter.json'), JSON.stringify(starter))
  await writeApprovals(
    folder,
    feeds.map(({ url }) => url),
  )
  const reader = await openReader(electron, folder, ['--offline'])
  await reader.ask('settings:change', { workOffline: true, keepPictures: false, readAfterMs: null })
  await reader.close()
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

export async function openReader(electron, folder, args = []) {
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [
      ...electron.args,
      '.',
      `--user-data-dir=${folder}`,
      `--starter=${path.join(folder, 'starter.json')}`,
      ...args,
    ],
    cwd: root,
    env: electron.env,
    timeout: 120_000,
  })
  const page = await app.firstWindow({ timeout: 120_000 })
  await page.getByRole('listbox').first().waitFor({ timeout: 120_000 })
  const ask = async (name, ...given) => {
    const reply = await page.evaluate(([n, a]) => window.kawaraban.ask(n, ...a), [name, given])
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`)
    return reply.value
  }
  return { app, page, ask, pid: app.process().pid, close: () => app.close() }
}

/**
 * Does something that starts a refresh and waits until it has ended.
 *
 * @param {string} request
 * @param {unknown[]} given
 * @returns {Promise<number>} milliseconds from the request until the window knew of the end
 */
export function timeRefresh(page, request, given) {
  return page.evaluate(
    ([name, args]) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now()
        const since = Date.now()
        let hasRun = false
        const off = window.kawaraban.on('refresh:progressed', (progress) => {
          hasRun ||= progress.isRunning
          if (progress.isRunning || !(hasRun || progress.finishedAt >= since)) return
          off()
          resolve(performance.now() - startedAt)
        })
        window.kawaraban.ask(name, ...args).then((reply) => {
          if (!reply.ok) reject(new Error(JSON.stringify(reply.failure)))
        }, reject)
      }),
    [request, given],
  )
}

/** Watches the main process's thread and the window's frames; `read` gives milliseconds. */
export async function watchThreads({ app, page }) {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    globalThis.benchDelay = histogram
  })
  await page.evaluate(() => {
    const gaps = { last: performance.now(), longest: 0, isOn: true }
    window.benchGaps = gaps
    const look = (now) => {
      gaps.longest = Math.max(gaps.longest, now - gaps.last)
      gaps.last = now
      if (gaps.isOn) requestAnimationFrame(look)
    }
    requestAnimationFrame((now) => {
      gaps.last = now
      look(now)
    })
  })
  return async () => {
    const main = await app.evaluate(() => {
      const histogram = globalThis.benchDelay
      histogram.disable()
      return { max: histogram.max / 1e6, p99: histogram.percentile(99) / 1e6 }
    })
    const frameGap = await page.evaluate(() => {
      window.benchGaps.isOn = false
      return window.benchGaps.longest
    })
    return { mainLongestStepMs: main.max, mainP99StepMs: main.p99, longestFrameGapMs: frameGap }
  }
}

/** A pause, to let a program come to rest before its memory is looked at. */
export const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
