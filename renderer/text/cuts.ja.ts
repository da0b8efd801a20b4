/** cuts.ja.ts — what was left out of an article that is too large for a window, in Japanese. */
import type { Cut } from '../../preload/contract/articleLimits.ts'

export const cutsJa: Readonly<Record<Cut, string>> = {
  end: 'この先は省略',
  pictures: '一部の写真は説明文のみ',
  tables: '表は行に並べて表示',
  words: '長すぎる語は短縮',
  marks: '書字方向の記号は除去',
}
