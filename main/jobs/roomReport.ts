/** roomReport.ts — what takes how much room, for the reader's eyes. */
import type { OutletRoom, RoomReport } from '../../preload/contract/model.ts'
import type { JobContext } from './context.ts'
import type { DataPorts } from './dataPorts.ts'
import { welcomeId } from './firstStart.ts'
import { listDeleted } from './recentlyDeleted.ts'
import { keepRuleOf } from './retention.ts'

export async function reportRoom({ library }: JobContext, ports: DataPorts): Promise<RoomReport> {
  await library.headlinesReady
  const room = await library.room()
  const deleted = await listDeleted({ library })
  const outlets = library
    .subscriptions()
    .feeds.map((feed): OutletRoom => {
      const { id, ownTitle, name, unfollowedAt } = feed
      return {
        feedId: id,
        title: ownTitle ?? name,
        isFollowed: unfollowedAt === null,
        isWelcome: id === welcomeId,
        articles: library.headlinesOf(id).length,
        bytes: room.feeds.get(id) ?? 0,
        keep: keepRuleOf(feed),
      }
    })
    .filter(({ isFollowed, articles }) => isFollowed || articles > 0)
    .sort((a, b) => b.bytes - a.bytes || a.title.localeCompare(b.title))
  return {
    outlets,
    pictures: library.pictures.totals(),
    own: room.user + room.backups,
    quarantine: room.quarantine,
    deleted: { count: deleted.length, bytes: room.deleted },
    other: room.other,
    log: ports.logBytes(),
    lastBackup: room.lastDaily,
    folder: library.folder,
    ...ports.place(),
  }
}
