/** diskReport.ts — what takes how much room, for the reader's eyes. */
import type { OutletDiskUsage, DiskReport } from '../../preload/contract/diskReport.ts'
import type { DataPorts } from './dataPorts.ts'
import { welcomeId } from './welcome.ts'
import { listDeleted } from './recentlyDeleted.ts'
import { keepRuleOf } from './retentionPolicy.ts'
import type { WithLibrary } from '../model/jobContext.ts'
import type { HeadlineReader, PictureKeeper, ArticleKeeper } from '../model/articleStore.ts'
import type { DiskReporter, SubscriptionStore } from '../model/library.ts'

type Stores = SubscriptionStore & HeadlineReader & ArticleKeeper & PictureKeeper & DiskReporter

export async function reportDisk({ library }: WithLibrary<Stores>, ports: DataPorts): Promise<DiskReport> {
  await library.headlinesReady
  const usage = await library.diskUsage()
  const deleted = await listDeleted({ library })
  const outlets = library
    .subscriptions()
    .feeds.map((feed): OutletDiskUsage => {
      const { id, ownTitle, name, unfollowedAt } = feed
      return {
        feedId: id,
        title: ownTitle ?? name,
        isFollowed: unfollowedAt === null,
        isWelcome: id === welcomeId,
        articles: library.headlinesOf(id).length,
        bytes: usage.feeds.get(id) ?? 0,
        keep: keepRuleOf(feed),
      }
    })
    .filter(({ isFollowed, articles }) => isFollowed || articles > 0)
    .sort((a, b) => b.bytes - a.bytes || a.title.localeCompare(b.title))
  return {
    outlets,
    pictures: library.pictures.totals(),
    own: usage.user + usage.backups,
    quarantine: usage.quarantine,
    deleted: { count: deleted.length, bytes: usage.deleted },
    other: usage.other,
    oldForm: usage.oldForm,
    log: ports.logBytes(),
    lastBackup: usage.lastDaily,
    folder: library.folder,
    ...ports.place(),
  }
}
