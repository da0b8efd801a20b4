/** months.ts — the months and zones that feeds write, by their folded names. Room: main/normalise. Data. */

/** Lower case without accents and dots. */
export function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}

const rows = [
  'january jan januar janner jaenner janvier janv enero ene gennaio gen janeiro января январь янв januari',
  'february feb februar fevrier fevr fev febrero febbraio fevereiro февраля февраль фев февр februari',
  'march mar marz maerz mrz mars marzo marco марта март мар maart mrt',
  'april apr avril avr abril abr aprile апреля апрель апр',
  'may mai mayo maggio mag maio мая май mei maj',
  'june jun juni juin junio giugno giu junho июня июнь июн',
  'july jul juli juillet juil julio luglio lug julho июля июль июл',
  'august aug aout agosto ago augustus августа август авг augusti',
  'september sep sept septembre septiembre settembre setembro set сентября сентябрь сен сент',
  'october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт',
  'november nov novembre noviembre novembro ноября ноябрь ноя нояб',
  'december dec dezember dez decembre diciembre dic dicembre dezembro декабря декабрь дек',
]

export const monthNumbers: ReadonlyMap<string, number> = new Map(
  rows.flatMap((row, index) => row.split(' ').map((name) => [fold(name), index + 1] as const)),
)

const zones =
  'ut 0 utc 0 gmt 0 z 0 wet 0 west 1 bst 1 cet 1 cest 2 met 1 mest 2 mez 1 mesz 2 eet 2 eest 3 msk 3 sast 2 cat 2 ' +
  'eat 3 wat 1 trt 3 gst 4 irst 3.5 pkt 5 ist 5.5 npt 5.75 ict 7 wib 7 wita 8 wit 9 hkt 8 sgt 8 pht 8 myt 8 awst 8 ' +
  'jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13 nst -3.5 ndt -2.5 brt -3 art -3 clt -4 ast -4 adt -3 ' +
  'est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10'

/** Minutes east of Greenwich. IST is India, CST is Chicago, BST is London: what most feeds mean. */
export const zoneMinutes: ReadonlyMap<string, number> = new Map(
  [...zones.matchAll(/(\S+) (-?[\d.]+)/g)].map(([, name = '', hours]) => [name, Number(hours) * 60] as const),
)
