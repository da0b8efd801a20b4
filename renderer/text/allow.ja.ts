/** allow.ja.ts — papers on this machine or its network, and what a backup would ask of the outside, in Japanese. */
import type { AddressClass } from '../../preload/contract/failure.ts'
import type { AllowWords } from './allow.en.ts'
import { numberIn } from './numbers.ts'

const where: Record<AddressClass, string> = {
  loopback: 'この機械そのもの',
  private: 'この機械がつながっている内部のネットワーク',
  'link-local': '同じ回線につながっている機器',
}

export const allowJa: AllowWords = {
  open: 'このアドレスを許可…',
  title: (name) => `「${name}」のアドレスを許可`,
  means: (host, to) =>
    `${host} は、公開されたインターネットではなく、${where[to]}を指しています。この購読紙をご存じで、確かにそこにある場合に許可してください。許可すると ${host} からだけ取得します。名前が別の場所を指すようになったときは、ふたたび取得を止めます。`,
  notMine: 'そこを指す理由に心当たりがなければ、許可しないでください。',
  allow: '許可して取得',
  allowAndLook: '許可してもう一度見る',

  proxy: (host) => `以後、すべての取得がプロキシ ${host} を通ります。`,
  noProxy: 'ご自身のプロキシの設定はなくなり、システムの設定に従って取得します。',
  proxySigned: 'このプロキシのために保存されているパスワードは、今と同じく、そこへ送られます。',
  newHosts: (n) => `今は取得していない、次の ${numberIn('ja', n)} 台のサーバーに接続します。`,
  sent: '保存されているパスワードは、次のとおり、入力されたときの相手にだけ送られます。',
  asked:
    '次の購読紙は、控えの中では別のアドレスになっているか、控えのプロキシにパスワードを読まれるおそれがあります。パスワードは送られず、改めて尋ねます。',
  allowAgain: '次の購読紙は、この機械か内部のネットワークにあります。改めて許可が必要です。',
  paperAt: (title, host) => `${title}（${host}）`,
  nothingNew: '今と違う相手への接続はありません。',
}
