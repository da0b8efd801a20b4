/** deleted.ja.ts — articles that the reader deleted by hand, in Japanese. Its shape is deleted.en.ts. */
import type { DeletedWords } from './deleted.en.ts'
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('ja', count)

export const deletedJa: DeletedWords = {
  title: '最近消した記事',
  hint: '消した記事は、写真とともに 30 日間ここに残ります（本文は合わせて 200 MB まで）。その後、完全に消えます。',
  none: 'この 30 日間に消した記事はありません。',
  total: (count) => `最近消した記事 ${n(count)} 件`,
  when: (at) => `${at} に消去`,
  bringBack: '元に戻す',
  bringBackOf: (title) => `「${title}」を元に戻す`,
  broughtBack: (title) => `「${title}」を元の場所に戻しました。`,
  more: (count) => `あと ${n(count)} 件を表示`,
  empty: '空にする…',
  asks: (count) => `${n(count)} 件の記事が、写真とともに完全に消えます。元に戻すことはできません。`,
  emptyForGood: '完全に消す',
  emptied: (count, size) => `${n(count)} 件の記事を完全に消しました（${size}）。`,
}
