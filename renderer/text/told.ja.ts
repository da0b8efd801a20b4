/** told.ja.ts — what is told in passing and what can be taken back, in Japanese. Its shape is told.en.ts. */
import { numberIn } from './numbers.ts'
import type { NoticeWords, UndoWords } from './told.en.ts'

const n = (count: number) => numberIn('ja', count)

export const undoJa: UndoWords = {
  bar: '元に戻す',
  undo: '元に戻す',
  markedRead: (count) => `${n(count)} 件を既読にしました。`,
  unfollowed: (title) => `${title} の購読をやめました。`,
  folderRemoved: (title) => `フォルダー「${title}」を取り除きました。`,
  moved: (title) => `「${title}」を移動しました。`,
  addressChanged: (title, host) => `${title} は移転しました。これからは ${host} から取得します。`,
  articleRemoved: (title) => `「${title}」を消しました。`,
  read: (title) => `「${title}」を既読にしました。`,
  unread: (title) => `「${title}」を未読に戻しました。`,
  starred: (title) => `「${title}」にスターを付けました。`,
  unstarred: (title) => `「${title}」のスターを外しました。`,
  renamed: (from, to) => `「${from}」の名前を「${to}」に変えました。`,
  restored: (day) => `${day} の控えに戻しました。`,
}

export const noticeJa: NoticeWords = {
  followed: (title) => `${title} を購読しました。`,
  imported: (name) => `「${name}」を取り込みました。`,
  undone: (deed) => `取り消しました：${deed}`,
  nothingToUndo: '元に戻す操作はありません。',
  noMoreUnread: 'ここに未読の記事はもうありません。',
  noOriginal: 'この記事にはウェブ上のアドレスがありません。',
  copied: 'コピーしました。',
  offline: 'オフラインで使用中のため、何も取得しません。',
  online: 'オンラインに戻りました。',
  goOnline: 'オンラインにする',
  newArticles: (count) => `新着記事 ${n(count)} 件。`,
  dismiss: '閉じる',
}
