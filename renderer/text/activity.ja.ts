/** activity.ja.ts — the words of the Activity window, in Japanese. */
import type { ActivityWords } from './activity.en.ts'
import { numberIn } from './numbers.ts'

export const activityJa: ActivityWords = {
  title: '通信の記録',
  intro: '外へ問い合わせたことと、問い合わせなかったこと。新しい順です。',
  none: 'まだ何も問い合わせていません。',
  count: (n) => `${numberIn('ja', n)} 件`,
  onlyTrouble: 'うまくいかなかったこと、問い合わせなかったことだけ',
  wants: { feed: 'フィード', page: 'ページ', picture: '画像', robots: '立ち入りの可否', media: '音声・動画' },
  fresh: (size) => `新しい内容 ${size}`,
  unchanged: '変わりなし',
  moved: (to) => `恒久的に移転。今後は ${to} に問い合わせます`,
  passwordForNow: 'パスワードは終了するまで覚えています。この機械には安全な保管場所がありません',
  through: (to) => `応答元 ${to}`,
  skipped: {
    'just-asked': '見送り：たった今問い合わせたばかりです',
    'host-busy': '見送り：サーバーが間を置くよう求めています',
    stopped: '見送り：廃止されました。この新聞だけを取得すると、もう一度試します',
    offline: '見送り：ネットワークがありません',
    robots: '見送り：サイトがプログラムの立ち入りを断っています（robots.txt）',
  },
  took: (seconds) => `${seconds} 秒`,
  next: (time) => `次は ${time}`,
  nextFetch: (time) => `次の取得 ${time}`,
}
