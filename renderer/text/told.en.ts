/** told.en.ts — what is told in passing and what can be taken back, in English. Its shape is the law for told.ja.ts. */
import { numberIn } from './numbers.ts'

const many = (n: number, one: string, more: string) => `${numberIn('en', n)} ${n === 1 ? one : more}`

export const undoEn = {
  bar: 'Undo',
  undo: 'Undo',
  markedRead: (n: number) => `${many(n, 'article', 'articles')} marked read.`,
  unfollowed: (title: string) => `You no longer follow ${title}.`,
  folderRemoved: (title: string) => `The folder “${title}” was removed.`,
  moved: (title: string) => `“${title}” was moved.`,
  addressChanged: (title: string, host: string) => `${title} has moved for good. It is asked at ${host} now.`,
  articleRemoved: (title: string) => `“${title}” was deleted.`,
  read: (title: string) => `“${title}” was marked read.`,
  unread: (title: string) => `“${title}” was marked unread.`,
  starred: (title: string) => `“${title}” was starred.`,
  unstarred: (title: string) => `“${title}” lost its star.`,
  renamed: (from: string, to: string) => `“${from}” was renamed “${to}”.`,
  restored: (day: string) => `The backup of ${day} is in place.`,
}

export const noticeEn = {
  followed: (title: string) => `You follow ${title} now.`,
  imported: (name: string) => `“${name}” was taken in.`,
  undone: (deed: string) => `Taken back: ${deed}`,
  nothingToUndo: 'There is nothing to undo.',
  noMoreUnread: 'Nothing more is unread here.',
  noOriginal: 'This article has no address on the web.',
  copied: 'Copied.',
  offline: 'You are working offline: nothing is fetched.',
  online: 'You are online again.',
  goOnline: 'Go online',
  newArticles: (n: number) => `${many(n, 'new article', 'new articles')}.`,
  dismiss: 'Dismiss',
}

export type UndoWords = typeof undoEn
export type NoticeWords = typeof noticeEn
