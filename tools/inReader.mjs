/**
 * inReader.mjs — what the demo and the screenshots need of a reader that runs: its outlets, its answers, patience.
 *
 * Room:     tools
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from './say.mjs'

/** Milliseconds that a start, a fetch or a drawing may take. */
export const patienceMs = 60_000

/**
 * Writes what a new library begins with, in the shape of resources/starter.json, and allows its papers.
 *
 * @param {string} folder
 * @param {readonly { outlet: { name: string, siteUrl: string, feedUrl: string }, language: string, family: string | null }[]} papers
 * @returns {Promise<string>} the file
 */
export async function writeStarter(folder, papers) {
  const file = path.join(folder, 'starter.json')
  const outlets = papers.map(({ outlet: { name, siteUrl, feedUrl }, language, family }) => {
    return { name, siteUrl, feedUrl, language, family, follow: [] }
  })
  const families = [{ key: 'lantern', title: 'The Lantern group' }]
  await writeFile(file, JSON.stringify({ families, outlets }))
  await writeApprovals(
    folder,
    outlets.map(({ feedUrl }) => feedUrl),
  )
  return file
}

/**
 * Writes what a reader of these papers has allowed, for a new folder that nobody else uses: papers on this machine are
 * fetched only where that was allowed by hand, and a starter file allows nothing.
 *
 * @param {string} folder of the program, not of the library
 * @param {readonly string[]} addresses of feeds on this machine
 */
export async function writeApprovals(folder, addresses) {
  const approvals = addresses.map((url) => ({ url, origin: new URL(url).origin, class: 'loopback' }))
  await writeFile(path.join(folder, 'approvals.json'), JSON.stringify(approvals), { mode: 0o600 })
}

/** Asks the program through the bridge, as its window does. */
export async function ask(page, name, ...args) {
  const reply = await page.evaluate(
    ([request, given]) => window.kawaraban.ask(request, ...given),
    [name, args],
  )
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`)
  return reply.value
}

/** @throws {Problem} when it is not so within a minute */
export async function until(what, isSo) {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end)
      throw new Problem(`${what[0].toUpperCase()}${what.slice(1)} did not come within a minute.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
