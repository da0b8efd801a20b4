/**
 * archiveDamage.ts — turned bits and cuts in segments, indexes and snapshots. In this process.
 *
 * The judge: a bit costs the record that it hits and no other; in a snapshot and an index it costs nothing. What is lost is
 * told with its paper, once, and its paper is asked for everything. A title that is told is one of those that are lost.
 */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure } from '../../../preload/contract/failure.ts'
import type { FeedId } from '../../../preload/contract/model.ts'
import type { Library } from '../../../main/model/library.ts'
import { papers } from '../archivePlan.ts'
import { chance, removeFolder, workFolder } from '../child.ts'
import { makeArchive, openQuietly } from '../opening.ts'
import { tallyOf } from '../result.ts'
import type { Result, Tally } from '../result.ts'

/** Title and text of each article that is there, by paper. */
type Seen = ReadonlyMap<FeedId, ReadonlyMap<string, readonly [title: string, text: string | null]>>
type Loss = Extract<Failure, { kind: 'articles-damaged' }>

async function look(library: Library): Promise<Seen> {
  const seen = new Map<FeedId, Map<string, readonly [string, string | null]>>()
  for (const feed of papers) {
    const articles = new Map<string, readonly [string, string | null]>()
    for (const headline of library.headlinesOf(feed)) {
      const body = await library.articles.readBody(feed, headline)
      articles.set(headline.id, [headline.title, body?.bodyHtml ?? null])
    }
    for (const { id } of await library.deleted.list()) {
      const deleted = await library.deleted.read(id)
      if (deleted?.feedId !== feed) continue
      articles.set(`deleted ${id}`, [deleted.headline.title, deleted.body?.bodyHtml ?? null])
    }
    seen.set(feed, articles)
  }
  return seen
}

interface Harm {
  readonly paper: FeedId
  /** Gone, without their text, or back at what they said before. */
  readonly lost: readonly string[]
  /** There, and should not be. */
  readonly extra: readonly string[]
}

function harmBetween(before: Seen, after: Seen): readonly Harm[] {
  return papers.map((paper) => {
    const then = before.get(paper) ?? new Map<string, never>()
    const now = after.get(paper) ?? new Map<string, never>()
    const lost = [...then].filter(
      ([id, [title, text]]) => now.get(id)?.[1] !== text || now.get(id)?.[0] !== title,
    )
    const extra = [...now.keys()].filter((id) => !then.has(id))
    return { paper, lost: lost.map(([id]) => id), extra }
  })
}

interface Bench {
  readonly tally: Tally
  /** Below the library's folder. */
  readonly names: readonly string[]
  readonly original: (name: string) => Promise<Buffer>
  readonly judged: (at: string, name: string, bytes: Uint8Array, expected: Expected) => Promise<void>
  readonly end: () => Promise<void>
}

interface Expected {
  readonly mostLost: number
  /** It looks like a write that was never finished, or one that never was. */
  readonly mayBeUntold?: boolean
}

async function makeBench(name: string): Promise<Bench> {
  const tally = tallyOf(name)
  const folder = await workFolder('articles')
  const template = join(folder, 'template')
  const library = join(folder, 'library')
  await makeArchive(template, 90)
  await cp(template, library, { recursive: true })
  const whole = await openQuietly(library)
  if (whole === null || whole.trouble.length > 0) throw new Error('No archive to begin with.')
  const before = await look(whole)
  await whole.close()
  const listed = await Promise.all(
    [...papers.map((paper) => `archive/${paper}`), 'cache/snapshots'].map(async (below) =>
      (await readdir(join(template, below))).sort().map((file) => `${below}/${file}`),
    ),
  )

  const judge = async (opened: Library, at: string, { mostLost, mayBeUntold = false }: Expected) => {
    const after = await look(opened)
    const losses = opened.trouble.filter((each): each is Loss => each.kind === 'articles-damaged')
    for (const each of opened.trouble)
      if (each.kind !== 'articles-damaged') tally.add([`told of ${JSON.stringify(each)}`], at)
    for (const { paper, lost, extra } of harmBetween(before, after)) {
      const told = losses.filter((each) => each.paper === paper)
      const isTold = told.length > 0
      const count = told.some((each) => each.lost === null)
        ? Infinity
        : told.reduce((sum, each) => sum + (each.lost ?? 0), 0)
      if (lost.length > mostLost)
        tally.add([`${String(lost.length)} articles of ${paper} are lost: is lost`], at)
      if (lost.length + extra.length > 0 && !isTold && !mayBeUntold)
        tally.add([`nobody was told of ${[...lost, ...extra].join()}`], at)
      if (isTold && lost.length > count && !mayBeUntold)
        tally.add([`${String(count)} told and ${String(lost.length)} gone`], at)
      if (isTold && opened.fetchRecord(paper).etag !== null)
        tally.add([`${paper} is not asked for everything`], at)
      const titles = new Set(lost.map((id) => before.get(paper)?.get(id)?.[0]))
      const strange = told.flatMap((each) => each.titles).filter((title) => !titles.has(title))
      if (strange.length > 0) tally.add([`told of ${strange.join()}, which are there`], at)
    }
    return after
  }

  return {
    tally,
    names: listed.flat(),
    original: (file) => readFile(join(template, file)),
    judged: async (at, file, bytes, expected) => {
      await rm(library, { recursive: true, force: true })
      await cp(template, library, { recursive: true })
      await writeFile(join(library, file), bytes)
      tally.tried()
      const opened = await openQuietly(library)
      if (opened === null) {
        tally.failedStart(at)
        return
      }
      const after = await judge(opened, at, expected)
      await opened.close()
      const again = await openQuietly(library)
      if (again === null) {
        tally.failedStart(`${at}, second start`)
        return
      }
      const later = await look(again)
      if (again.trouble.length > 0) tally.add([`told twice: ${JSON.stringify(again.trouble)}`], at)
      for (const { paper, lost, extra } of harmBetween(after, later))
        if (lost.length + extra.length > 0) tally.add([`another ${paper} at the second start`], at)
      await again.close()
    },
    end: () => removeFolder(folder),
  }
}

const isSegment = (name: string) => name.endsWith('.log')

export async function archiveBitRound(flips: number, seed = 1): Promise<Result> {
  const bench = await makeBench('articles: turned bits')
  const random = chance(seed)
  for (let n = 0; n < flips; n += 1) {
    const name = bench.names[n % bench.names.length] ?? ''
    const bytes = await bench.original(name)
    const bit = Math.floor(random() * bytes.length * 8)
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    await bench.judged(`bit ${String(bit)} of ${name}`, name, bytes, { mostLost: isSegment(name) ? 1 : 0 })
  }
  await bench.end()
  const files = bench.names.map((name) => name.replace(/.*\./, ''))
  const count = (kind: string) => files.filter((each) => each === kind).length
  return bench.tally.result({
    seed,
    segments: count('log'),
    indexes: count('idx'),
    snapshots: count('json'),
  })
}

/** @param step Every so manieth length only. */
export async function archiveTruncationRound(step: number): Promise<Result> {
  const bench = await makeBench('articles: cut at every place')
  for (const name of bench.names) {
    const whole = await bench.original(name)
    const isLast =
      name === bench.names.filter((each) => isSegment(each) && each.startsWith(name.slice(0, -16))).at(-1)
    for (let length = 0; length < whole.length; length += step) {
      await bench.judged(`${name} cut at ${String(length)}`, name, whole.subarray(0, length), {
        mostLost: isSegment(name) ? Infinity : 0,
        mayBeUntold: isLast,
      })
    }
  }
  await bench.end()
  return bench.tally.result({})
}
