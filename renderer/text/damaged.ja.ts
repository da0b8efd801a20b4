/** damaged.ja.ts — headlines and texts that were damaged on disk, in Japanese. */
import type { Failure } from '../../preload/contract/failure.ts'
import { numberIn } from './numbers.ts'

type Damaged = Extract<Failure, { kind: 'articles-damaged' }>

export function damagedJa({ paper, part, lost, saved, titles }: Damaged) {
  const thing = part === 'headlines' ? '記事' : '記事の本文'
  const gone =
    lost === null ? `${thing}の一部が失われました` : `${thing} ${numberIn('ja', lost)} 件が失われました`
  const kept = saved === 0 ? '' : `（${numberIn('ja', saved)} 件は救い出せました）`
  const list = titles.map((title) => `「${title}」`).join('')
  const named = titles.length === 0 ? '' : `（${list}${lost === titles.length ? '' : 'など'}）`
  return {
    what: `「${paper}」の保存データがディスク上で壊れていました。${gone}${named}${kept}。`,
    next: 'まだ配信されているものは取得し直します。既読とスターの印は残っています。壊れたファイルは別の場所に移してあります。',
  }
}
