/** data.ja.ts — the reader's data and its health, in Japanese. Its shape is data.en.ts. */
import type { DataWords } from './data.en.ts'
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('ja', count)

export const dataJa: DataWords = {
  title: 'データ',
  place: '保存場所',
  placeHint: 'すべてはお使いの機械のこのフォルダーにあります。外へ送られるものはありません。',
  show: 'フォルダーを表示',
  move: '書庫を移す…',
  moving: '写しています…',
  portable: 'データはプログラムの隣に置かれ、一緒に持ち運ばれるため、ここからは移せません。',
  next: (folder) =>
    `書庫を ${folder} に写しました。次に起動したときから、そこを使います。それまでの操作も引き継がれます。`,
  restart: '今すぐ再起動',
  old: (folder) =>
    `書庫を移しました。元のフォルダーはそのまま残っていますが、もう使われません。取り除いてもかまいません：${folder}`,

  backup: '控え',
  backupHint:
    '取り戻せないものを一つのファイルにまとめます。購読紙、フォルダー、保存範囲、スター、既読、設定です。記事はもう一度取得できます。',
  lastBackup: (text) => `変更のあった日には、控えが自動で作られます。最新の控え：${text}`,
  noBackup:
    '変更のあった日には、控えが自動で作られます。まだ控えはなく、変更がもう少したまると最初の控えが作られます。',
  backUp: '今すぐ控えを作る…',
  backedUp: (file, size) => `${file} に書き出しました（${size}）。`,
  restore: '控えから戻す…',
  look: (name, madeOn, feeds, folders, marks) =>
    `「${name}」は ${madeOn} の控えです。購読紙 ${n(feeds)} 紙、フォルダー ${n(folders)} 個、記事 ${n(marks)} 件の印が入っています。`,
  replaces: '今の内容と入れ替わります。今の内容は先に「backups」へ書き出され、元に戻せます。',
  putInPlace: '入れ替える',
  restored: '入れ替えました。「元に戻す」か、「backups」フォルダーのファイルから、前の内容に戻せます。',
  beginAnew: '空の書庫から始める',

  room: '使っている容量',
  texts: '記事',
  pictures: (count) => `写真 ${n(count)} 枚`,
  own: 'ご自身のデータと控え',
  quarantine: '壊れていたため別に置いたもの',
  other: '作業用の記録（取得の時刻など）',
  log: '記録',
  applyLimits: '今すぐ範囲を適用',
  applied: (count) => (count === 0 ? 'すべて範囲内です。' : `${n(count)} 件の記事を消しました。`),
  articles: (count) => `${n(count)} 件`,
  unfollowed: '購読を終了',
  keep: '保存範囲…',
  keepOf: (title) => `${title} の保存範囲`,
  sharedPictures: '二紙が使う写真は、それぞれの紙に数えています。',
  dropPictures: '写真を消す',
  dropPicturesOf: (title) => `${title} の写真を消す`,
  dropped: (count, size) =>
    count === 0
      ? 'この購読紙の写真はありません。'
      : `写真 ${n(count)} 枚（${size}）を消しました。記事を開くと、もう一度取得します。`,

  diagnostics: '問い合わせのために',
  diagnosticsHint:
    'プログラムと書庫についての文です。版、件数、容量、記録の終わりの部分が入ります。見出し、名前、保存場所は入らず、アドレスはホスト名だけです。',
  copyDiagnostics: '診断情報をコピー',
  copied: 'コピーしました。',

  health: '書庫の状態',
  healthOk: '操作はすべて保存されています。',
  readOnly: '読むことはできますが、操作は保存されません。',
  trouble: '直前の操作がまだディスクに書き込まれていません。自動でもう一度試します。',
  repaired: '書庫を修復しました。',
  details: 'データ…',
  hide: '隠す',

  closed: '書庫を開けませんでした',
  lockedAfar: (host) => `「${host}」というコンピューターがこの書庫を開いています。`,
  lockedAfarNext:
    'そちらの瓦版を閉じてから、もう一度お試しください。もう使われていない場合は、三十秒ほど待ってから「もう一度試す」を押すと、こちらで開きます。',
  locked: '別の瓦版がこの書庫を開いています。',
  lockedNext: 'ほかの利用者や別の版のものも含めて、そちらを閉じてから、もう一度お試しください。',
  nothingLost: '何も変わっておらず、失われたものはありません。',
  usualPlace: '通常のフォルダーを使う',
  quit: '終了',
}
