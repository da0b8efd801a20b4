/** damaged.en.ts — headlines and texts that were damaged on disk, in English. */
import type { Failure } from '../../preload/contract/failure.ts'
import { numberIn } from './numbers.ts'

type Damaged = Extract<Failure, { kind: 'articles-damaged' }>

export function damagedEn({ paper, part, lost, saved, titles }: Damaged) {
  const thing = part === 'headlines' ? 'article' : 'text'
  const many = (n: number) => `${numberIn('en', n)} ${thing}${n === 1 ? '' : 's'}`
  const gone =
    lost === null ? `some ${thing}s were lost` : `${many(lost)} ${lost === 1 ? 'was' : 'were'} lost`
  const kept = saved === 0 ? '' : `; ${many(saved)} beside ${lost === 1 ? 'it' : 'them'} could be saved`
  const list = titles.map((title) => `“${title}”`).join(', ')
  const named = titles.length === 0 ? '' : lost === titles.length ? ` (${list})` : ` (among them ${list})`
  return {
    what: `What was kept of “${paper}” was damaged on the disk: ${gone}${named}${kept}.`,
    next: `What the paper still has is fetched again. What you read and starred is not forgotten. The damaged file was set aside.`,
  }
}
