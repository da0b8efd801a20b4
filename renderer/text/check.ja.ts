/** check.ja.ts — "Check my library", in Japanese. */
import type { CheckWords } from './check.en.ts'
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('ja', count)

export const checkJa: CheckWords = {
  title: '書庫の点検',
  hint: '保存している記事と写真をすべて読み、照合値と比べます。点検中も読み続けられます。何も変更しません。',
  start: '点検する',
  again: 'もう一度点検する',
  checking: '点検しています…',
  repairing: '修復しています…',
  checked: (done, total) => `${done} / ${total}`,
  papersDone: (done, total) => `${n(done)} / ${n(total)} 紙`,
  stop: '中止',

  fine: (records, papers, pictures, size) =>
    `異常はありません。購読紙 ${n(papers)} 紙の記録 ${n(records)} 件と写真 ${n(pictures)} 枚、合計 ${size} を確かめました。`,
  found: (papers, pictures) =>
    [
      ...(papers === 0 ? [] : [`${n(papers)} 紙に壊れたところがあります。`]),
      ...(pictures === 0 ? [] : [`写真 ${n(pictures)} 枚が壊れています。`]),
    ].join(''),
  rest: (records, size) => `記録 ${n(records)} 件、合計 ${size} を読みました。`,
  repair: '修復する',
  repairHint:
    '壊れたファイルは別の場所に移し、無事な部分はすべて残します。失われた本文と写真は、まだ配信されていれば取得し直します。既読とスターの印には触れません。',
  repaired: 'できる限り修復しました。',

  files: (count) => `壊れたファイルが ${n(count)} 個あります。`,
  records: (count) => `記録 ${n(count)} 件が読めなくなっています。`,
  texts: (count) => `次の記事 ${n(count)} 件の本文が失われています。`,
  moreTitles: (count) => `ほか ${n(count)} 件`,
  notes: (count) => `起動を速くするための一覧 ${n(count)} 個が正しくありません。失われたものはありません。`,
  unread: (code) => `今は調べられませんでした（${code}）。`,
  newer: '新しい版の瓦版が書いた部分があるため、そのままにしました。',

  aside: (count) => `壊れたファイル ${n(count)} 個を別の場所に移し、無事な部分を残しました。`,
  asked: (count) => `本文 ${n(count)} 件は、まだ配信されていれば次の取得で取り直します。`,
  notesMade: (count) => `一覧 ${n(count)} 個を作り直しました。`,
  notRepaired: '修復できませんでした。',
  picturesGone: (count) => `壊れた写真 ${n(count)} 枚を消しました。記事を開くと、もう一度取得します。`,
}
