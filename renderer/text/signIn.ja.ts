/** signIn.ja.ts — names and passwords of papers, in Japanese. */
import type { SignInWords } from './signIn.en.ts'

export const signInJa: SignInWords = {
  title: (name) => `「${name}」にログイン`,
  intro: (host) => `${host} が名前とパスワードを求めています。送る先はここだけです。`,
  inTheClear: 'このアドレスは暗号化されていません（http）。途中で読み取られるおそれがあります。',
  user: '名前',
  password: 'パスワード',
  forNow: '今回だけ使う',
  forNowHint: 'プログラムを終えると忘れます。',
  kept: 'パスワードはシステムが暗号化して保存します。',
  notKept: 'このシステムにはパスワードを安全に保存する場所がありません。プログラムを終えると忘れます。',
  signIn: 'ログイン',
  open: 'ログイン…',
}
