/**
 * backgroundJobs.ts — the jobs that run by themselves, wired together: refreshing by the clock, pictures after articles,
 * icons after the first fetch, following.
 *
 * Room:     main/jobs. The parts are tested apart; this file only says what follows what.
 */
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import type { FeedCandidate, FeedId, RefreshProgress } from '../../preload/contract/model.ts'
import type { SettingsChange } from '../../preload/contract/requests.ts'
import type { JobContext } from '../model/jobContext.ts'
import { keepAnswer } from './fetchFeed.ts'
import { makeRobotsGate } from './robotsGate.ts'
import { makeFollowers } from './follow.ts'
import type { FollowWish } from './follow.ts'
import { findIcon } from './findIcon.ts'
import { hideSecrets } from './keepSecret.ts'
import { makeMediaDesk } from './mediaDesk.ts'
import type { MediaDesk } from './mediaDesk.ts'
import { makePictureDesk } from './pictureDesk.ts'
import type { PictureDesk } from './pictureDesk.ts'
import { makeRefresher } from './refresh.ts'

export interface BackgroundJobs {
  readonly pictures: PictureDesk
  readonly media: MediaDesk
  /** @param isAllowed See follow.ts. */
  readonly probe: (typed: string, isAllowed?: boolean) => Promise<Outcome<readonly FeedCandidate[]>>
  /** The feed's id; its articles follow soon. */
  readonly follow: (wish: FollowWish) => Promise<Outcome<FeedId>>
  /** Starts asking these feeds (all when null) because the reader wishes it. */
  readonly refresh: (feedIds: readonly FeedId[] | null) => void
  /** Asks a feed for which something has just become different, such as its password. */
  readonly askAgain: (feedId: FeedId) => void
  readonly progress: () => RefreshProgress
  readonly settingsChanged: (change: SettingsChange) => void
  /** Asks what is due now and goes on by the clock until `stop`. */
  readonly start: () => void
  /** The machine slept, or the network came back: asks what is due. */
  readonly wake: () => void
  readonly stop: () => void
}

const lookEveryMs = 30_000

/** @param mendOwn Puts back what is lost of our own outlets, which nobody is asked for. */
export function makeBackgroundJobs(context: JobContext, mendOwn: () => Promise<void>): BackgroundJobs {
  const { library, tell, log } = context

  const robotsGate = makeRobotsGate(context)
  const pictures = makePictureDesk(context, () => {
    tell('refresh:progressed', refresher.progress())
  })

  const afterKept = (feedId: FeedId) => {
    void findIcon(context, robotsGate, feedId)
      .catch((bug: unknown) => {
        log.error('finding an icon threw', bug, { feedId })
      })
      .finally(() => {
        pictures.fetchWanted(feedId)
      })
  }

  const refresher = makeRefresher(context, {
    onKept: afterKept,
    onProgress: (progress) => {
      tell('refresh:progressed', progress)
    },
    picturesWaiting: pictures.waiting,
  })
  const followers = makeFollowers(context, robotsGate)

  const follow = async (wish: FollowWish): Promise<Outcome<FeedId>> => {
    const followed = await followers.follow(wish)
    if (!followed.ok) return followed
    const { feed, answer } = followed.value
    if (answer === null) {
      void refresher.refresh([feed.id], 'wish')
      return ok(feed.id)
    }
    const kept = await keepAnswer(context, feed, answer)
    if (!kept.ok) return kept
    afterKept(feed.id)
    return ok(feed.id)
  }

  /** Without a network no name is known: that is no fault of the address. */
  const probe = async (typed: string, isAllowed = false): Promise<Outcome<readonly FeedCandidate[]>> => {
    const looked = await followers.probe(typed, isAllowed)
    const isAway = refresher.isOffline() || !context.hasNetwork()
    if (looked.ok || looked.failure.kind !== 'no-such-host' || !isAway) return looked
    return fail({ kind: 'offline', byChoice: false })
  }

  const resumePictures = () => {
    for (const { id, unfollowedAt } of library.subscriptions().feeds) {
      if (unfollowedAt === null && library.fetchRecord(id).picturesWanted.length > 0) pictures.fetchWanted(id)
    }
  }

  const mend = () => {
    mendOwn().catch((bug: unknown) => {
      log.error('putting back our own articles threw', bug)
    })
  }

  const askDue = (occasion: 'start' | 'clock' = 'clock') => {
    const before = refresher.progress().finishedAt
    void refresher.refresh(null, occasion).then(() => {
      // A look at the clock that found nothing due is no occasion for pictures either.
      if (occasion === 'start' || refresher.progress().finishedAt !== before) resumePictures()
    })
  }

  let timer: NodeJS.Timeout | null = null
  return {
    pictures,
    media: makeMediaDesk(context),
    probe,
    follow,
    refresh: (feedIds) => {
      const occasion = feedIds?.length === 1 ? 'wish' : 'wish-all'
      mend()
      void refresher.refresh(feedIds, occasion).then(resumePictures)
    },
    askAgain: (feedId) => {
      void refresher.refresh([feedId], 'clock')
    },
    progress: refresher.progress,
    settingsChanged: (change) => {
      if (change.refreshMinutes !== undefined) refresher.planAll()
      if (change.workOffline === false) {
        refresher.hurry()
        askDue()
      }
      if (change.workOffline === true)
        tell('refresh:progressed', { ...refresher.progress(), isOffline: true })
      if (change.keepPictures === true) resumePictures()
    },
    start: () => {
      void hideSecrets(context).then(() => {
        askDue('start')
      })
      timer = setInterval(askDue, lookEveryMs)
    },
    wake: () => {
      refresher.hurry()
      askDue()
    },
    stop: () => {
      if (timer !== null) clearInterval(timer)
    },
  }
}
