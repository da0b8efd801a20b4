/** failures.ja.ts — what went wrong and what to do, in Japanese. */
import { badBackupJa } from './badBackup.ja.ts'
import { damagedJa } from './damaged.ja.ts'
import type { FailureWords } from './failureWords.ts'
import { hostOf } from './hostOf.ts'
import { notMovedJa } from './moving.ja.ts'

const megabytes = (bytes: number) =>
  bytes < 1_048_576 ? `${String(Math.round(bytes / 1024))} KB` : `${String(Math.round(bytes / 1_048_576))} MB`
const seconds = (ms: number) => `${String(Math.max(1, Math.round(ms / 1000)))} 秒`

const walls: ReadonlySet<string> = new Set(['challenge', 'blocked', 'login', 'consent'])

export const failuresJa: FailureWords = {
  offline: ({ byChoice }) =>
    byChoice
      ? {
          what: 'オフラインで読む設定になっています。',
          next: '取得するには「オフラインで読む」を切ってください。',
        }
      : { what: 'インターネットにつながっていません。', next: '保存してある記事は読めます。' },
  'no-such-host': ({ host }) => ({
    what: `${host} というサイトは見つかりません。`,
    next: 'アドレスのつづりを確かめてください。',
  }),
  unreachable: ({ host, code }) => ({
    what: `${host} に接続できませんでした（${code}）。`,
    next: 'サイトが止まっているかもしれません。しばらくしてからお試しください。',
  }),
  tls: ({ host, code }) => ({
    what: `${host} との安全な接続を確認できませんでした（${code}）。`,
    next: '証明書の期限が切れているのかもしれません。何も取得していません。',
  }),
  timeout: ({ host, stage, ms }) => ({
    what: {
      connect: `${host} は ${seconds(ms)}たっても接続に応じませんでした。`,
      'first-byte': `${host} は接続後 ${seconds(ms)}間、何も返しませんでした。`,
      idle: `${host} からの受信が途中で ${seconds(ms)}間止まりました。`,
      pace: `${host} からの受信が ${seconds(ms)}間、毎秒1KBに届きませんでした。`,
      total: `${host} からの受信が ${seconds(ms)}たっても終わりませんでした。`,
    }[stage],
    next: 'しばらくしてから、もう一度試します。',
  }),
  http: ({ url, status }) =>
    status === 404
      ? {
          what: `${hostOf(url)} にこのページはありません（404）。`,
          next: 'フィードが移転したのかもしれません。サイトのアドレスでお試しください。',
        }
      : status === 401
        ? {
            what: `${hostOf(url)} が名前とパスワードを求めています（401）。`,
            next: 'ログインするか、両方を入れたアドレスで追加してください：https://name:password@example.com/feed',
          }
        : status === 403
          ? {
              what: `${hostOf(url)} に入ることを断られました（${String(status)}）。`,
              next: '会員限定のページかもしれません。',
            }
          : status >= 500
            ? {
                what: `${hostOf(url)} の側で問題が起きています（${String(status)}）。`,
                next: 'しばらくしてからお試しください。',
              }
            : {
                what: `${hostOf(url)} の応答は ${String(status)} でした。`,
                next: 'しばらくしてからお試しください。',
              },
  busy: ({ host, retryAt }, tellTime) => ({
    what: `${host} から、時間をおくように求められました。`,
    next:
      retryAt === null
        ? 'しばらくしてから、また取得します。'
        : `${tellTime(retryAt)} 以降に、また取得します。`,
  }),
  gone: ({ url }) => ({
    what: `${hostOf(url)} によると、このフィードは廃止されました。`,
    next: '記事はここに残ります。新しいアドレスを探してみてください。',
  }),
  'maybe-gone': ({ url }) => ({
    what: `${hostOf(url)} では二週間このページが見つかりません（404）。`,
    next: 'フィードは終了したようです。記事は残り、ときどき確かめます。',
  }),
  proxy: ({ host, code }) => ({
    what: `プロキシ ${host} を通れませんでした（${code}）。`,
    next: 'この機械のネットワーク設定を確かめてください。プロキシを避けて取得することはありません。',
  }),
  robots: ({ url }) => ({
    what: `${hostOf(url)} はプログラムによるこのページの取得を断っています。`,
    next: 'その意向に従います。ブラウザーでは開けます。',
  }),
  'too-many-redirects': ({ url }) => ({
    what: `${hostOf(url)} の転送がいつまでも終わりません。`,
    next: 'サイトのアドレスでお試しください。',
  }),
  'bad-redirect': ({ url, to }) => ({
    what: `${hostOf(url)} から、開けないアドレス（${hostOf(to)}）へ転送されました。`,
    next: 'サイトのアドレスでお試しください。',
  }),
  'too-large': ({ host, limitBytes }) => ({
    what: `${host} から ${megabytes(limitBytes)} を超えるデータが届きました。`,
    next: '新聞としては大きすぎるため、保存していません。',
  }),
  'broken-answer': ({ host, how }) => ({
    what: {
      unreadable: `${host} の応答は HTTP の形になっておらず、読めませんでした。`,
      'cut-short': `${host} の応答が途中で切れました。`,
      'no-answer': `${host} は接続に応じたあと、何も返さずに切断しました。`,
    }[how],
    next: '何も保存していません。しばらくしてから、また取得します。',
  }),
  'bad-encoding': ({ host, encoding }) => ({
    what: `${host} から届いたものを展開できませんでした（${encoding}）。`,
    next: 'サイトの側で直るのを待って、また取得します。',
  }),
  'private-address': ({ host, where }) => ({
    what: `${host} は、この機械か内部のネットワークを指しています。`,
    next:
      where === undefined
        ? '安全のため、こうしたアドレスからは取得しません。'
        : '安全のため、こうしたアドレスからは、許可された場合にだけ取得します。',
  }),
  'bad-address': ({ text }) => ({
    what: `「${text.slice(0, 80)}」はウェブのアドレスではありません。`,
    next: 'example.com や https://example.com/feed のような形で入力してください。内部のネットワークの機械は http://name/feed の形です。',
  }),
  'not-a-feed': ({ url, found }) => ({
    what: {
      html: `${hostOf(url)} から届いたのはフィードではなく、ウェブページでした。`,
      challenge: `${hostOf(url)} が、人間かどうかの確認を求めています。`,
      blocked: `${hostOf(url)} は、プログラムからの取得を断っています。`,
      login: `${hostOf(url)} が、名前とパスワードを求めています。`,
      consent: `${hostOf(url)} が、先にクッキーへの同意を求めています。`,
      empty: `${hostOf(url)} からの応答は空でした。`,
      binary: `${hostOf(url)} から届いたのは文書ではないファイルでした。`,
      text: `${hostOf(url)} から届いたのはフィードではなく、ただのテキストでした。`,
      json: `${hostOf(url)} から届いたデータはフィードではありませんでした。`,
      xml: `${hostOf(url)} から届いた XML はフィードではありませんでした。`,
    }[found],
    next: {
      challenge:
        'この確認を通れるのはブラウザーだけで、避けて通ることはしません。フィードリーダーを通すよう、サイトに頼んでみてください。',
      blocked: '避けて通ることはしません。サイトに頼むか、ブラウザーで読んでください。',
      login: '会員向けのフィードかもしれません。ログインのいらないアドレスをサイトで探してください。',
      consent: '代わりに同意することはありません。ブラウザーで開くか、別のアドレスをお試しください。',
      other: 'サイトのトップページのアドレスなら、そこからフィードを探します。',
    }[walls.has(found) ? (found as 'challenge') : 'other'],
  }),
  'damaged-feed': ({ url }) => ({
    what: `${hostOf(url)} のフィードは壊れていて読めませんでした。`,
    next: '発行元が直すのを待って、また取得します。',
  }),
  'empty-feed': ({ url }) => ({
    what: `${hostOf(url)} のフィードには記事がありません。`,
    next: '記事が出れば、ここに並びます。',
  }),
  'not-media': ({ url }) => ({
    what: `${hostOf(url)} から届いたものは、音声でも動画でもありません。`,
    next: 'リンクからブラウザーで開けます。',
  }),
  'no-feed-found': ({ url }) => ({
    what: `${hostOf(url)} にはフィードが見つかりませんでした。`,
    next: 'サイトのページとよくある場所を調べました。サイトの中で「RSS」や「フィード」を探し、そのアドレスを貼り付けてください。',
  }),
  'reader-gave-up': ({ url }) => ({
    what: `${hostOf(url)} の文書は、読み終えるまでに時間がかかりすぎたため中止しました。`,
    next: 'しばらくしてから、もう一度試します。',
  }),
  'already-followed': ({ title }) => ({
    what: `${title} はすでに購読しています。`,
    next: '購読紙の中にあります。',
  }),
  'not-found': ({ what }) => ({
    what: {
      feed: 'その新聞は、もう購読していません。',
      folder: 'そのフォルダーは、もうありません。',
      article: 'その記事は、もう書庫にありません。',
      list: 'その一覧は、もう開いていません。',
      undo: 'その操作は、もう元に戻せません。',
    }[what],
    next: '',
  }),
  undrawn: () => ({
    what: 'この記事は開いていません。前回、表示の途中でウインドウが止まりました。',
    next: 'それでも表示するか、発行元のサイトで読むことができます。',
  }),
  'not-a-page': ({ name }) => ({
    what: `「${name}」は読めるページではありません。`,
    next: '.html か .txt で保存したページを開いてください。',
  }),
  'too-big-a-file': ({ name, limitBytes }) => ({
    what: `「${name}」は ${megabytes(limitBytes)} を超えています。`,
    next: 'ページをテキストだけで保存し直して開いてください。',
  }),
  'bad-backup': badBackupJa,
  'would-loop': ({ title }) => ({
    what: `「${title}」を自分自身の中へは移せません。`,
    next: '別のフォルダーを選んでください。',
  }),
  'bad-link': ({ url }) => ({
    what: `このリンクは開きません：${url.slice(0, 80)}`,
    next: '開けるのはウェブとメールのアドレスだけです。',
  }),
  'not-deleted': ({ title, code }) => ({
    what: `「${title}」を消せませんでした。元に戻すための写しを保存できません（${code}）。`,
    next: 'ディスクの空きと書き込みの許可を確かめてください。記事は元の場所にあります。',
  }),
  'paper-unfollowed': ({ title }) => ({
    what: `「${title}」の購読をやめています。`,
    next: 'もう一度購読すると、記事を元に戻せます。それまでは「最近消した記事」に残ります。',
  }),
  'store-write': ({ file, code }) => ({
    what: `${file} に書き込めませんでした（${code}）。`,
    next: 'ディスクの空きと書き込みの許可を確かめてください。変更は保存されていません。',
  }),
  'store-restored': ({ file, from }) => ({
    what:
      from === null
        ? `${file} が壊れていましたが、控えが見つかりませんでした。`
        : `${file} が壊れていたため、${from} から復元しました。`,
    next: '壊れたファイルは消さずに、別に取ってあります。',
  }),
  'articles-damaged': damagedJa,
  'not-moved': notMovedJa,
  'store-missing': ({ folder }) => ({
    what: `書庫のフォルダーが見つかりません：${folder}`,
    next: '外付けのドライブにある場合は、つないでからもう一度お試しください。',
  }),
  'store-newer': ({ file, found, known }) => ({
    what: `${file} は、より新しい瓦版で書かれています（形式 ${String(found)}、この版で読めるのは ${String(known)} まで）。`,
    next: '読むことだけができます。新しい版を入れてください。',
  }),
  refused: ({ request, why }) =>
    request === 'restore'
      ? {
          what: 'このファイルは瓦版の控えではないか、途中で切れています。',
          next: '何も変わっていません。別のファイルを選んでください。',
        }
      : request === 'move'
        ? {
            what: '書庫をそこへ移すことはできません。',
            next: '書庫の外にある空のフォルダーを選んでください。',
          }
        : {
            what: `瓦版の内部で問題が起きました（${request}：${why}）。`,
            next: 'こちらの誤りです。お知らせいただけると助かります。',
          },
}
