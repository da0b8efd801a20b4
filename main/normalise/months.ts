/** months.ts — the months that feeds write, by their folded names. Room: main/normalise. Data. */

/** Lower case without accents and dots. */
export function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .replaceAll('ς', 'σ')
    .toLowerCase()
}

/** cs fi ro bg sr lt lv et ca, is and ms where they differ, then ar, he and th. `листопад`, `listopad` and `lip` are two months. */
const more = [
  'leden ledna led tammikuu tammikuuta ianuarie ian януари јануар sausio jaanuar jaan janvaris janvari gener يناير ' +
    'جانفي ינואר בינואר มกราคม',
  'unor unora uno helmikuu helmikuuta februarie февруари фебруар vasario veebruar veebr februaris februari febrer ' +
    'فبراير فيفري شباط פברואר בפברואר กุมภาพันธ์',
  'brezen brezna bre maaliskuu maaliskuuta martie marec kovo marts mac مارس آذار מרץ במרץ מרס במרס มีนาคม',
  'duben dubna dub huhtikuu huhtikuuta aprilie april aprila balandzio aprill aprilis أبريل ابريل نيسان אפריל באפריל เมษายน',
  'kveten kvetna kve toukokuu toukokuuta мај geguzes maijs maijā maig مايو أيار ماي מאי במאי พฤษภาคม',
  'cerven cervna cvn kesakuu kesakuuta iunie iun юни јун birzelio juuni junijs juny يونيو يونيه حزيران جوان יוני ביוני มิถุนายน',
  'cervenec cervence cvc heinakuu heinakuuta iulie iul юли јул liepos juuli julijs juliol julai يوليو يوليه تموز جويلية ' +
    'יולי ביולי กรกฎาคม',
  'srpen srpna srp elokuu elokuuta rugpjucio augusts agost agust ogos أغسطس اغسطس آب أوت אוגוסט באוגוסט สิงหาคม',
  'zari syyskuu syyskuuta septembrie септември септембар septembar rugsejo septembris setembre سبتمبر أيلول ' +
    'ספטמבר בספטמבר กันยายน',
  'rijen rijna rij lokakuu lokakuuta octombrie октомври октобар oktobar spalio oktoober oktobris أكتوبر اكتوبر ' +
    'אוקטובר באוקטובר ตุลาคม',
  'marraskuu marraskuuta noiembrie noi ноември новембар novembar lapkricio novembris نوفمبر נובמבר בנובמבר พฤศจิกายน',
  'prosinec prosince pro joulukuu joulukuuta decembrie декември децембар decembar gruodzio detsember dets decembris ' +
    'desembre disember ديسمبر דצמבר בדצמבר ธันวาคม',
]

/** en de fr es it pt nl sv da no ru uk pl tr hu el id, then Chinese. */
const rows = [
  'january jan januar janner jaenner janvier janv enero ene gennaio gen janeiro января январь янв januari jänner ' +
    'січня січ stycznia styczen sty ocak oca január ιανουαρίου ιανουάριος ιαν 一月',
  'february feb februar fevrier fevr fev febrero febbraio fevereiro февраля февраль фев февр februari лютого лют ' +
    'lutego luty lut subat sub február φεβρουαρίου φεβρουάριος φεβ 二月',
  'march mar marz maerz mrz mars marzo marco марта март мар maart mrt березня бер marca marzec mart március marcius ' +
    'μαρτίου μάρτιος μαρ μάρ maret 三月',
  'april apr avril avr abril abr aprile апреля апрель апр квітня кві kwietnia kwiecien kwi nisan nis április ' +
    'απριλίου απρίλιος απρ 四月',
  'may mai mayo maggio mag maio мая май mei maj травня тра maja mayis május majus μαΐου μάιος μαι μάι 五月',
  'june jun juni juin junio giugno giu junho июня июнь июн червня чер czerwca czerwiec cze haziran haz június ' +
    'ιουνίου ιούνιος ιουν ιούν 六月',
  'july jul juli juillet juil julio luglio lug julho июля июль июл липня лип lipca lipiec lip temmuz tem július ' +
    'ιουλίου ιούλιος ιουλ ιούλ 七月',
  'august aug aout agosto ago augustus августа август авг augusti серпня сер sierpnia sierpien sie agustos agu ' +
    'augusztus αυγούστου αύγουστος αυγ αύγ agustus 八月',
  'september sep sept septembre septiembre settembre setembro set сентября сентябрь сен сент вересня вер wrzesnia ' +
    'wrzesien wrz eylul eyl szeptember σεπτεμβρίου σεπτέμβριος σεπ 九月',
  'october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня жов pazdziernika ' +
    'pazdziernik paz ekim eki október οκτωβρίου οκτώβριος οκτ 十月',
  'november nov novembre noviembre novembro ноября ноябрь ноя нояб листопада лис listopada listopad kasim kas ' +
    'νοεμβρίου νοέμβριος νοε νοέ 十一月',
  'december dec dezember dez decembre diciembre dic dicembre dezembro декабря декабрь дек грудня гру grudnia ' +
    'grudzien gru aralik ara δεκεμβρίου δεκέμβριος δεκ desember des 十二月',
]

export const monthNumbers: ReadonlyMap<string, number> = new Map(
  [more, rows].flatMap((all) =>
    all.flatMap((row, index) => row.split(' ').map((name) => [fold(name), index + 1] as const)),
  ),
)
