/** moving.ja.ts — an older library on its way into the form of this version, in Japanese. */
import type { Failure } from '../../preload/contract/failure.ts'
import type { MovingWords } from './moving.en.ts'
import { numberIn } from './numbers.ts'

type NotMoved = Extract<Failure, { kind: 'not-moved' }>

const n = (count: number) => numberIn('ja', count)
const shown = 3

export const movingJa: MovingWords = {
  moving: '書庫を新しい形に移しています：',
  papers: (done, total) => `${n(total)} 紙のうち ${n(done)} 紙`,
  hint: '記事は、すべて移し終えると表示されます。途中で終了しても失われず、次に起動したときに続きから進みます。',
  notMoved: '書庫の一部が、まだ新しい形になっていません。',
  oldForm: (day) => `記事の古い形（${day}に消去）`,
  oldFormKept: '記事の古い形（すべて移し終えるまで保存）',
}

export function notMovedJa({ papers, code }: NotMoved) {
  const some = papers
    .slice(0, shown)
    .map((paper) => `「${paper}」`)
    .join('')
  const more = papers.length > shown ? `ほか ${n(papers.length - shown)} 紙` : ''
  const what =
    papers.length === 0
      ? `記事を新しい形に移せませんでした（${code}）。`
      : `${some}${more}の記事を新しい形に移せませんでした（${code}）。`
  const full =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'ディスクの空きを増やしてください。しばらくの間、記事は二重に置かれます。'
      : ''
  return {
    what,
    next: `記事は元のまま残っていますが、移し終えるまで表示されません。次に起動したときに、もう一度試みます。${full}`,
  }
}
