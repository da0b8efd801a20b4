/** keeping.ja.ts — how much is kept, in Japanese. Its shape is keeping.en.ts. */
import type { KeepingWords } from './keeping.en.ts'
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('ja', count)

export const keepingJa: KeepingWords = {
  title: (name) => `「${name}」の保存範囲`,
  keep: '保存する記事',
  all: 'すべて',
  newest: (count) => `新しい ${n(count)} 件`,
  days: (count) => (count % 365 === 0 ? `直近 ${n(count / 365)} 年` : `直近 ${n(count)} 日`),
  exempt: '未読とスター付きの記事は、いつも残ります。消した記事は、次に取得しても戻りません。',
  nothingGoes: '今、消える記事はありません。',
  wouldGo: (count) => `今、${n(count)} 件が消えます。元に戻すことはできません。`,
  set: 'この範囲で保存',
  removed: (count) => `${n(count)} 件の記事を消しました。`,
  noneRemoved: 'すべて範囲内です。',
}
