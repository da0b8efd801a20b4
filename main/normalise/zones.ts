/**
 * zones.ts — time zones by name, and by the language of a paper.
 *
 * Room:     main/normalise. Data, and the runtime's own table of summer times.
 * Promises: a name that the runtime does not know is no zone; nothing here throws.
 */

import type { Zone } from '../model/ingest.ts'

const names =
  'ut 0 utc 0 gmt 0 z 0 wet 0 west 1 bst 1 cet 1 cest 2 met 1 mest 2 mez 1 mesz 2 eet 2 eest 3 msk 3 msd 4 sast 2 ' +
  'cat 2 eat 3 wat 1 trt 3 gst 4 irst 3.5 pkt 5 ist 5.5 npt 5.75 ict 7 wib 7 wita 8 wit 9 hkt 8 sgt 8 pht 8 myt 8 ' +
  'awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13 nst -3.5 ndt -2.5 brt -3 brst -2 art -3 ' +
  'clt -4 clst -3 cot -5 pet -5 ast -4 adt -3 at -4 est -5 edt -4 et -5 cst -6 cdt -5 ct -6 mst -7 mdt -6 mt -7 pst -8 ' +
  'pdt -7 pt -8 akst -9 akdt -8 hst -10'

/** Minutes east of Greenwich: what most feeds mean by a name. */
const byName = new Map(pairsOf(names).map(([name, hours]) => [name, Number(hours) * 60] as const))

/** Where a paper's language says that a name means something else. */
const byLanguage: readonly (readonly [language: string, name: string, hours: number])[] = [
  ['zh', 'cst', 8],
  ['he', 'ist', 2],
  ['ga', 'ist', 1],
  ['en-ie', 'ist', 1],
  ['ar', 'ast', 3],
  ['bn', 'bst', 6],
]

/** Languages, and languages of a country, that are written in one zone without summer time. */
const homes =
  'ja 9 ko 9 zh 8 th 7 vi 7 id 7 ms 8 fil 8 tl 8 hi 5.5 ta 5.5 te 5.5 mr 5.5 gu 5.5 kn 5.5 ml 5.5 pa 5.5 ne 5.75 ' +
  'si 5.5 my 6.5 km 7 lo 7 bn 6 ur 5 fa 3.5 tr 3 ru 3 be 3 ka 4 hy 4 az 4 kk 5 uz 5 mn 8 am 3 sw 3 ' +
  'en-in 5.5 en-sg 8 en-hk 8 en-my 8 en-ph 8 en-jp 9 en-za 2 en-ng 1 en-ke 3 en-pk 5 zh-tw 8 zh-hk 8'
/** And in one zone with it; a capital stands for all who keep its time. */
const places =
  'de Berlin nl Amsterdam it Rome pl Warsaw cs Prague sk Prague hu Budapest sl Ljubljana hr Zagreb sr Belgrade ' +
  'bs Sarajevo mk Skopje sq Tirane da Copenhagen sv Stockholm nb Oslo nn Oslo no Oslo fi Helsinki et Tallinn lv Riga ' +
  'lt Vilnius el Athens ro Bucharest bg Sofia uk Kiev ca Madrid eu Madrid gl Madrid mt Malta lb Luxembourg ' +
  'fr-fr Paris fr-be Brussels fr-ch Zurich es-es Madrid pt-pt Lisbon en-gb London cy London gd London en-ie Dublin ga Dublin'

const byHome = new Map<string, Zone>([
  ...pairsOf(homes).map(([name, hours]) => [name, Number(hours) * 60] as const),
  ...pairsOf(places).map(([name, city]) => [name, `Europe/${city}`] as const),
  ['he', 'Asia/Jerusalem'],
  ['en-nz', 'Pacific/Auckland'],
])

/** `a 1 b 2` as pairs. */
function pairsOf(list: string): (readonly [string, string])[] {
  const all = list.split(' ')
  return all.flatMap((word, index) => (index % 2 === 0 ? [[word, all[index + 1] ?? ''] as const] : []))
}

/** Minutes east of Greenwich; null for a name that we do not know. */
export function zoneNamed(name: string, language: string | null): number | null {
  const lower = name.toLowerCase()
  const tag = language?.toLowerCase() ?? ''
  const own = byLanguage.find(([start, zone]) => zone === lower && tag.startsWith(start))
  return own === undefined ? (byName.get(lower) ?? null) : own[2] * 60
}

/** The zone of a paper that says nothing else than its language; null where a language has several. */
export function zoneOfLanguage(language: string | null): Zone | null {
  const tag = language?.toLowerCase() ?? ''
  return byHome.get(tag) ?? byHome.get(tag.split('-')[0] ?? '') ?? null
}

/**
 * Minutes east of Greenwich at a time of the clock on the wall there.
 * @param wall That time as if it were UTC. Of an hour that the clock shows twice the first is meant; one that it
 *             leaves out is taken as if summer time had not begun.
 */
export function minutesAt(zone: Zone, wall: number): number {
  if (typeof zone === 'number') return zone
  const first = offsetOf(zone, wall)
  if (first === null) return 0
  const before = offsetOf(zone, wall - 86_400_000) ?? first
  return [before, first].find((minutes) => offsetOf(zone, wall - minutes * 60_000) === minutes) ?? before
}

/** Whether the runtime knows a place of this name. */
export function isPlace(name: string): boolean {
  return offsetOf(name, 0) !== null
}

const formats = new Map<string, Intl.DateTimeFormat | null>()

/** Minutes east of Greenwich at a moment; null for a name that is no zone. */
function offsetOf(zone: string, moment: number): number | null {
  const format = formatOf(zone)
  if (format === null || !Number.isFinite(moment)) return null
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return Math.round((shown - Math.floor(moment / 60_000) * 60_000) / 60_000)
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = newFormat(zone)
  if (formats.size < 500) formats.set(zone, made)
  return made
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  const digits = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory', { ...digits, timeZone, hourCycle: 'h23' })
  } catch {
    return null
  }
}
