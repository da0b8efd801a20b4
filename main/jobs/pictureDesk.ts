/**
 * pictureDesk.ts — fetches pictures so that articles are whole offline: ahead of reading, and on sight when one is missing.
 *
 * Room:     main/jobs.
 * Promises: only raster pictures are kept, whatever the server calls them, and drawings that a worker wrote anew. A picture that its server does not have is asked
 *           for three times at most; one that could not be reached stays wanted, over restarts too, until it is kept.
 *           What went wrong is remembered of an address as one feed may ask for it, so that no feed can blank another's
 *           pictures; that the address guard refused is not remembered at all. Nothing here ever delays an article.
 */
import { pictureKey } from '../base/pictureKey.ts'
import { isDataAddress, readDataPicture } from '../base/dataPicture.ts'
import { maybeDrawing } from '../base/sniffDrawing.ts'
import { sniffPicture } from '../base/sniffPicture.ts'
import type { Failure } from '../../preload/contract/failure.ts'
import type { FeedId, Millis } from '../../preload/contract/model.ts'
import type { Approval } from '../model/exchange.ts'
import type { StoredBody, StoredHeadline } from '../model/article.ts'
import type { StoredFeed } from '../model/subscriptions.ts'
import { cleanGroup } from './cleanGroup.ts'
import type { JobContext } from '../model/jobContext.ts'
import { groupOf } from '../store/recordGroups.ts'

export interface PictureDesk {
  /** Goes through the groups of articles that the feed's fetch record names, newest articles first. */
  readonly fetchWanted: (feedId: FeedId) => void
  /** Pictures that may be asked for by key soon: of the open article and of headlines on screen. */
  readonly expect: (remoteUrl: string, approval: Approval | null, outlet: string | null) => void
  /** Keeps those of the pictures that stand in their own addresses (`data:`); asks nobody. */
  readonly keepOwn: (urls: readonly string[]) => Promise<void>
  /** The picture's bytes, from disk or, when it is expected and missing, from its outlet. Null: no such picture. */
  readonly read: (key: string) => Promise<Uint8Array | null>
  /** Pictures still to fetch, as far as they are known. */
  readonly waiting: () => number
}

/** Outlets whose pictures are fetched side by side, so that a slow one holds up nobody. */
const walkers = 4
const lanes = 4
const tries = 3
/** Between two tries behind the reader's back; who looks at a picture need not wait. */
const pauseMs = 10 * 60_000
const expectedAtMost = 5000
/** Of one picture. */
const waysAtMost = 4

interface Wanted {
  readonly url: string
  readonly approval: Approval | null
  /** Whose it is, for the activity list. */
  readonly outlet: string | null
}

interface Failed {
  readonly at: Millis
  /** The server answered that there is no such picture, so many times. */
  readonly refusals: number
}

/** Pictures of the same address that different feeds may fetch differently. The value itself means nothing here. */
const keyFor = (url: string, approval: Approval | null) => `${pictureKey(url)} ${JSON.stringify(approval)}`

/** The guard did not let it be asked for. */
const guarded = Symbol('guarded')
type Fetched = Uint8Array | null | typeof guarded

export function makePictureDesk(context: JobContext, onProgress: () => void): PictureDesk {
  const { library, network, parserPool, log, clock } = context
  /** By the picture's key; of one picture by what may be asked for, the latest last. */
  const expected = new Map<string, Map<string, Wanted>>()
  const failed = new Map<string, Failed>()
  const underWay = new Map<string, Promise<Fetched>>()
  const feeds: FeedId[] = []
  let walking = 0
  let left = 0

  const isGivenUp = (as: string) => (failed.get(as)?.refusals ?? 0) >= tries
  const isResting = (as: string) => clock.now() - (failed.get(as)?.at ?? -Infinity) < pauseMs

  /** A raster picture as it is, a drawing as a worker wrote it anew; null for anything else. */
  const asPicture = async (bytes: Uint8Array, url: string): Promise<Uint8Array | null> => {
    if (sniffPicture(bytes) !== null) return bytes
    if (!maybeDrawing(bytes)) return null
    const tidied = await parserPool.tidyDrawing({ bytes, url })
    if (!tidied.ok) log.warn('drawing not read', { url, ...tidied.failure })
    return tidied.ok ? tidied.value : null
  }

  const fetchPicture = (wanted: Wanted): Promise<Fetched> => {
    const { url, outlet } = wanted
    const as = keyFor(url, wanted.approval)
    const already = underWay.get(as)
    if (already !== undefined) return already
    const work = (async () => {
      if (context.isOfflineByChoice() || isGivenUp(as)) return null
      const approval =
        wanted.approval !== null && context.approvals.holds(wanted.approval) ? wanted.approval : null
      const request = { url, wants: 'picture', validators: null, approval } as const
      const answer = await network.exchange(request, { outlet })
      if (!answer.ok && answer.failure.kind === 'private-address') return guarded
      const came = answer.ok && answer.value.kind === 'fresh' ? answer.value.bytes : null
      const bytes = came === null ? null : await asPicture(came, url)
      if (bytes === null) {
        const refusals = (failed.get(as)?.refusals ?? 0) + (answer.ok || isRefusal(answer.failure) ? 1 : 0)
        failed.set(as, { at: clock.now(), refusals })
        return null
      }
      failed.delete(as)
      const key = pictureKey(url)
      const kept = await library.pictures.keep(key, bytes)
      if (!kept.ok) log.warn('picture not kept', { url, ...kept.failure })
      return bytes
    })().finally(() => underWay.delete(as))
    underWay.set(as, work)
    return work
  }

  /** Pictures that stand in their own addresses: nobody is asked, and none waits. */
  const keepOwn = async (urls: readonly string[]) => {
    for (const url of urls) {
      if (!isDataAddress(url) || library.pictures.has(pictureKey(url))) continue
      const picture = readDataPicture(url)
      const kept = picture === null ? null : await library.pictures.keep(pictureKey(url), picture.bytes)
      if (kept?.ok === false) log.warn('picture not kept', { url: 'data:', ...kept.failure })
    }
  }

  const fetchAll = async (all: readonly Wanted[]) => {
    /** Not asked for again behind the reader's back; when somebody looks at them they are. */
    const refused = new Set<string>()
    const isMissing = ({ url, approval }: Wanted) => {
      const as = keyFor(url, approval)
      return !library.pictures.has(pictureKey(url)) && !isGivenUp(as) && !refused.has(as)
    }
    const queue = all.filter((one) => isMissing(one) && !isResting(keyFor(one.url, one.approval)))
    left += queue.length
    const runLane = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if ((await fetchPicture(next)) === guarded) refused.add(keyFor(next.url, next.approval))
        left -= 1
        onProgress()
      }
    }
    await Promise.all(Array.from({ length: Math.min(lanes, queue.length) }, runLane))
    return !all.some(isMissing)
  }

  const walkFeed = async (feed: StoredFeed) => {
    const approval = context.approvals.of(feed.url)
    const outlet = feed.ownTitle ?? feed.name
    const icon = feed.iconUrl === null ? [] : [{ url: feed.iconUrl, approval, outlet }]
    await fetchAll(icon)
    for (const group of newestFirst(
      library.headlinesOf(feed.id),
      library.fetchRecord(feed.id).picturesWanted,
    )) {
      if (!library.settings().keepPictures || context.isOfflineByChoice()) return
      const bodies = await cleanGroup(context, feed.id, group)
      const headlines = library.headlinesOf(feed.id).filter(({ record }) => groupOf(record) === group)
      const urls = picturesOf(headlines, bodies)
      await keepOwn(urls)
      const remote = urls.filter((url) => !isDataAddress(url))
      const isWhole = await fetchAll(remote.map((url) => ({ url, approval, outlet })))
      if (isWhole) {
        const { picturesWanted } = library.fetchRecord(feed.id)
        library.changeFetchRecord(feed.id, {
          picturesWanted: picturesWanted.filter((each) => each !== group),
        })
      }
    }
  }

  const walk = async () => {
    walking += 1
    for (let feedId = feeds.shift(); feedId !== undefined; feedId = feeds.shift()) {
      const feed = library.subscriptions().feeds.find((each) => each.id === feedId)
      try {
        if (feed !== undefined) await walkFeed(feed)
      } catch (bug) {
        log.error('fetching pictures threw', bug, { feedId })
      }
    }
    walking -= 1
    onProgress()
  }

  return {
    fetchWanted: (feedId) => {
      if (!feeds.includes(feedId)) feeds.push(feedId)
      if (walking < walkers) void walk()
    },
    expect: (url, approval, outlet) => {
      if (isDataAddress(url)) return
      const key = pictureKey(url)
      const as = keyFor(url, approval)
      const ways = expected.get(key) ?? new Map<string, Wanted>()
      expected.delete(key)
      ways.delete(as)
      ways.set(as, { url, approval, outlet })
      if (ways.size > waysAtMost)
        for (const oldest of [...ways.keys()].slice(0, -waysAtMost)) ways.delete(oldest)
      expected.set(key, ways)
      if (expected.size > expectedAtMost)
        for (const oldest of expected.keys()) return void expected.delete(oldest)
    },
    keepOwn,
    read: async (key) => {
      const kept = await library.pictures.read(key)
      if (kept !== null) return kept
      // Whoever shows it may be the one that may fetch it.
      for (const wanted of [...(expected.get(key)?.values() ?? [])].reverse()) {
        const fetched = await fetchPicture(wanted)
        if (fetched !== null && fetched !== guarded) return fetched
      }
      return null
    },
    waiting: () => left,
  }
}

/** The server has answered, and another try would be answered alike. All else says more about today's network. */
function isRefusal(failure: Failure): boolean {
  if (failure.kind === 'http') return failure.status >= 400 && failure.status < 500
  return refusals.has(failure.kind)
}

const refusals = new Set<Failure['kind']>([
  'gone',
  'too-large',
  'bad-address',
  'bad-redirect',
  'bad-encoding',
  'too-many-redirects',
])

/** Groups in the order in which their newest article appears. Pure. */
export function newestFirst(
  headlines: readonly StoredHeadline[],
  groups: readonly number[],
): readonly number[] {
  const wanted = new Set(groups)
  const ordered = new Set(headlines.map(({ record }) => groupOf(record)).filter((group) => wanted.has(group)))
  return [...ordered]
}

/** Every picture of some articles, each once, lead pictures first. Pure. */
export function picturesOf(
  headlines: readonly StoredHeadline[],
  bodies: ReadonlyMap<string, StoredBody>,
): readonly string[] {
  const leads = headlines.flatMap((headline) => (headline.picture === null ? [] : [headline.picture]))
  const inside = headlines.flatMap((headline) => bodies.get(headline.id)?.pictures ?? [])
  return [...new Set([...leads, ...inside])]
}
