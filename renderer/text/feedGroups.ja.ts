/** feedGroups.ja.ts — the many feeds of one paper, in Japanese. */
import type { FeedGroupsWords } from './feedGroups.en.ts'
import { numberIn } from './numbers.ts'

export const feedGroupsJa: FeedGroupsWords = {
  search: 'フィードを検索',
  none: '当てはまるフィードはありません。',
  topics: (n) => `話題・タグ・筆者ごとのフィード（${numberIn('ja', n)} 件）`,
  languages: (n) => `ほかの言語（${numberIn('ja', n)} 件）`,
  notLookedAt: 'サイトに載っていますが、まだ調べていません',
}
