/** settings.ja.ts — the words of the settings, in Japanese. */
import type { SettingsWords } from './settings.en.ts'
import { numberIn } from './numbers.ts'

const n = (count: number) => numberIn('ja', count)

export const settingsJa: SettingsWords = {
  title: '設定',
  look: '見た目',
  theme: '配色',
  themes: { system: 'システムに合わせる', light: '紙', dark: '夜' },
  language: '言語',
  languages: { system: 'システムに合わせる', en: 'English', ja: '日本語' },
  textSize: '文字の大きさ',
  reading: '読む',
  readAfter: '記事を既読にする',
  readAfters: { never: '手動のみ', 0: '開いてすぐ', 1000: '1 秒後', 3000: '3 秒後', 10000: '10 秒後' },
  fetching: '取得',
  every: '新聞を取得する間隔',
  minutes: (count) => (count < 60 ? `${String(count)} 分` : `${String(count / 60)} 時間`),
  proxy: 'プロキシ',
  proxyHint: '空欄：システムの設定に従います。パスワードがある場合：name:password@proxy.example:3128',
  proxyUse: '使う',
  proxyOf: (address) => `${address} を使います。`,
  proxySystem: 'システムがプロキシを指定していれば、それを使います。',
  proxyKept: 'パスワードはシステムが暗号化して保存します。',
  proxyNotKept: 'このシステムには安全な保存場所がないため、プログラムを終えるとパスワードを忘れます。',
  proxyBad: 'プロキシのアドレスではありません。',
  offline: 'オフラインで読む',
  offlineHint: '何も取得せず、保存してある記事を読みます。',
  pictures: '写真を保存する',
  picturesHint: 'オフラインでも読めるように、記事の写真を保存します。',
  room: '写真に使う容量',
  library: '書庫',
  libraryHint: 'すべてはお使いの機械のこのフォルダーにあります。外へ送られるものはありません。',
  showFolder: 'フォルダーを表示',
  holds: (articles, feeds) => `${n(feeds)} 紙の記事 ${n(articles)} 件`,
  holdsPictures: (pictures, size) => `写真 ${n(pictures)} 枚（${size}）`,
  version: (version, runtime) => `瓦版 ${version} · ${runtime}`,
}
