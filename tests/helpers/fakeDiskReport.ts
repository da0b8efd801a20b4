/** fakeDiskReport.ts — what takes how much room in the library of fakeBridge.ts. */
import type { ArticleId, DeletedRow, Feed, OutletPictures } from '../../preload/contract/model.ts'
import type { DiskReport } from '../../preload/contract/diskReport.ts'

export const fakeDiskReport: DiskReport = {
  outlets: [
    {
      feedId: 'mtt' as Feed['id'],
      title: 'Modern Tokyo Times',
      isFollowed: true,
      isWelcome: false,
      articles: 40,
      bytes: 3_200_000,
      keep: { kind: 'all' },
    },
    {
      feedId: 'har' as Feed['id'],
      title: 'Harbour Gazette',
      isFollowed: false,
      isWelcome: false,
      articles: 2,
      bytes: 21_000,
      keep: { kind: 'all' },
    },
    {
      feedId: 'wel' as Feed['id'],
      title: 'Kawaraban',
      isFollowed: true,
      isWelcome: true,
      articles: 5,
      bytes: 12_000,
      keep: { kind: 'all' },
    },
  ],
  pictures: { count: 214, bytes: 48_200_000 },
  own: 61_000,
  quarantine: 0,
  deleted: { count: 2, bytes: 24_000 },
  other: 9000,
  oldForm: null,
  log: 14_000,
  lastBackup: '2026-03-11',
  folder: '/home/reader/.config/Kawaraban/library',
  oldFolder: null,
  nextFolder: null,
  isPortable: false,
}

export const fakePictureRoom: readonly OutletPictures[] = [
  { feedId: 'mtt' as Feed['id'], count: 200, bytes: 46_000_000 },
]

export const fakeDeleted: readonly DeletedRow[] = [
  {
    id: 'gone-1' as ArticleId,
    title: 'Lanterns on the quay after the rain',
    paper: 'Modern Tokyo Times',
    deletedAt: Date.UTC(2026, 2, 11, 9),
  },
  {
    id: 'gone-2' as ArticleId,
    title: 'The last tram of the winter timetable',
    paper: 'Harbour Gazette',
    deletedAt: Date.UTC(2026, 2, 2, 9),
  },
]
