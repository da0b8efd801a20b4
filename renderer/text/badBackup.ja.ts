/** badBackup.ja.ts — why a backup is not put in place, in Japanese. */
import type { BackupFault } from '../../preload/contract/failure.ts'

const inIt = (where: string | null) => (where === null ? '一部の項目' : `「${where}」`)
const file = (where: string | null) => (where === null ? 'このファイル' : `「${where}」`)

const why: Readonly<Record<BackupFault, (where: string | null) => string>> = {
  unreadable: (where) => `${file(where)}を読めませんでした。`,
  'took-too-long': () => 'この控えを読むのに時間がかかりすぎたため、中止しました。',
  'too-big': (where) => `${file(where)}は瓦版の控えとしては大きすぎます。`,
  'too-deep': (where) =>
    where === null
      ? 'この控えは、中の入れ子が深すぎます。'
      : `この控えでは、フォルダー「${where}」の入れ子が深すぎます。`,
  'too-many': () => 'この控えには、書庫に入りきらない数の項目があります。',
  'too-long': (where) => `この控えでは、${inIt(where)}の文字が長すぎます。`,
  'wrong-shape': () => 'この控えには足りないものがあるか、瓦版の形式ではありません。',
  'strange-name': () => 'この控えには、害を与えるための項目が入っています。',
  'bad-number': (where) => `この控えでは、${inIt(where)}の数字か日時が正しくありません。`,
  'bad-id': (where) => `この控えでは、${inIt(where)}の識別子が正しくありません。`,
  'same-id': (where) => `この控えでは、${inIt(where)}の識別子がほかと重なっています。`,
  'bad-address': (where) => `この控えでは、${inIt(where)}のアドレスがウェブのものではありません。`,
  password: (where) => `この控えでは、${inIt(where)}のアドレスに名前かパスワードが入っています。`,
  'folder-loop': (where) => `この控えでは、フォルダー${inIt(where)}が自分自身の中に入っています。`,
}

export const badBackupJa = ({
  why: fault,
  where,
}: {
  readonly why: BackupFault
  readonly where: string | null
}) => ({
  what: why[fault](where),
  next: '何も変わっていません。別の控えを選んでください。',
})
