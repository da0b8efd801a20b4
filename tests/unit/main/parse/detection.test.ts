/** Covers main/parse/detect.ts and charsets.ts through decode.ts. Invented sentences. */
import { describe, expect, it } from 'vitest'
import iconv from 'iconv-lite'
import { decodeDocument } from '../../../../main/parse/decode.ts'
import { parseDocument } from '../../../../main/parse/parseDocument.ts'

const texts: Readonly<Record<string, string>> = {
  ja: '港町の新聞によると、市長は今朝、新しい橋の計画を発表した。工事は来年の春に始まる予定だという。',
  zhs: '据海港日报报道，市长今天上午公布了新大桥的建设计划。工程预计将在明年春天开始，总投资还没有确定。',
  zht: '據海港日報報導，市長今天上午公布了新大橋的建設計畫。工程預計將在明年春天開始，總投資還沒有確定。',
  ko: '항구신문에 따르면 시장은 오늘 아침 새로운 다리의 건설 계획을 발표했다. 공사는 내년 봄에 시작될 예정이다.',
  ru: 'По сообщению газеты Портовые ведомости, мэр сегодня утром объявил о строительстве нового моста через реку.',
  de: 'Der Bürgermeister erklärte am Morgen, die Brücke über den Fluß müsse für größere Züge geöffnet werden.',
  fr: 'Le maire a annoncé ce matin qu’une nouvelle passerelle était prévue à côté du marché couvert, près de l’hôtel.',
  es: 'El alcalde anunció esta mañana que el año próximo comenzará la construcción del puente. ¿Quién lo pagará?',
  pl: 'Burmistrz ogłosił dziś rano, że w przyszłym roku rozpocznie się budowa nowego mostu i ścieżki nad rzeką.',
  el: 'Ο δήμαρχος ανακοίνωσε σήμερα το πρωί ότι η κατασκευή της νέας γέφυρας θα αρχίσει το επόμενο έτος.',
}

function feedIn(encoding: string, text: string, head = '<?xml version="1.0"?>'): Uint8Array {
  return iconv.encode(
    `${head}<rss version="2.0"><channel><title>t</title><item><title>${text}</title></item></channel></rss>`,
    encoding,
  )
}

describe('a document that says nothing', () => {
  it.each([
    ['shift_jis', 'ja'],
    ['euc-jp', 'ja'],
    ['gb18030', 'zhs'],
    ['big5', 'zht'],
    ['cp949', 'ko'],
    ['windows-1251', 'ru'],
    ['koi8-r', 'ru'],
    ['iso-8859-5', 'ru'],
    ['windows-1252', 'de'],
    ['windows-1252', 'fr'],
    ['windows-1252', 'es'],
    ['windows-1250', 'pl'],
    ['windows-1253', 'el'],
  ])('is found to be %s (%s)', (encoding, language) => {
    const text = texts[language] ?? ''
    expect(decodeDocument(feedIn(encoding, text), null).text).toContain(text)
  })

  it('is found out although the server calls it Latin-1', () => {
    for (const [encoding, language] of [
      ['shift_jis', 'ja'],
      ['gb18030', 'zhs'],
      ['windows-1251', 'ru'],
    ] as const) {
      const bytes = feedIn(encoding, texts[language] ?? '')
      expect(decodeDocument(bytes, 'text/xml; charset=ISO-8859-1').text).toContain(texts[language])
    }
  })
})

describe('claims', () => {
  it.each([
    ['shift_jis', 'euc-jp', 'ja'],
    ['euc-jp', 'shift_jis', 'ja'],
    ['koi8-r', 'windows-1251', 'ru'],
  ])('of the declaration win over a header that makes nonsense: %s, not %s', (encoding, wrong, language) => {
    const bytes = feedIn(encoding, texts[language] ?? '', `<?xml version="1.0" encoding="${encoding}"?>`)
    expect(decodeDocument(bytes, `text/xml; charset=${wrong}`).text).toContain(texts[language])
  })

  it('of the declaration win over the Latin-1 that servers say by habit', () => {
    const bytes = feedIn('koi8-r', texts['ru'] ?? '', '<?xml version="1.0" encoding="KOI8-R"?>')
    expect(decodeDocument(bytes, 'text/xml; charset=iso-8859-1').text).toContain(texts['ru'])
  })

  it.each([
    'big5-hkscs',
    'GB2312',
    'ks_c_5601-1987',
    'x-sjis',
    'csISOLatin2',
    'windows-1257',
    'IBM850',
    'x-mac-cyrillic',
    'tis-620',
    'iso-8859-15',
  ])('%s is a name that we know', (name) => {
    const bytes = new TextEncoder().encode('<rss><channel><title>plain</title></channel></rss>')
    expect(decodeDocument(bytes, `text/xml; charset="${name}"`).text).toContain('plain')
  })

  it('of Western text stay, however short it is', () => {
    const bytes = feedIn('windows-1252', 'Café', '<?xml version="1.0" encoding="iso-8859-1"?>')
    expect(decodeDocument(bytes, null)).toMatchObject({ encoding: 'windows-1252' })
  })
})

describe('encodings that hide in seven bits', () => {
  it('reads ISO-2022-KR and HZ where they are declared', () => {
    const korean = '<?xml version="1.0" encoding="iso-2022-kr"?><t>\u000e0!0!\u000f</t>'
    expect(decodeDocument(new TextEncoder().encode(korean), null).text).toContain('가가')
    const chinese = '<?xml version="1.0" encoding="hz-gb-2312"?><t>~{VPND~}</t>'
    expect(decodeDocument(new TextEncoder().encode(chinese), null).text).toContain('<t>中文</t>')
  })
})

describe('wide encodings', () => {
  const text = '<?xml version="1.0"?><rss><channel><title>港</title></channel></rss>'
  it.each(['utf-32le', 'utf-32be', 'utf-16le', 'utf-16be'])('are told by their zeros: %s', (encoding) => {
    expect(decodeDocument(iconv.encode(text, encoding), null).text).toBe(text)
    expect(decodeDocument(iconv.encode(text, encoding, { addBOM: true }), null).text).toBe(text)
  })
})

describe('languages that are easily taken for another', () => {
  it.each([
    ['windows-1255', 'עיריית הנמל הודיעה הבוקר על הקמת גשר חדש מעל הנהר, והעבודות יתחילו באביב.'],
    ['windows-1256', 'أعلنت بلدية الميناء صباح اليوم عن بناء جسر جديد فوق النهر في الربيع القادم.'],
    ['iso-8859-6', 'أعلنت بلدية الميناء صباح اليوم عن بناء جسر جديد فوق النهر في الربيع القادم.'],
    ['iso-8859-2', 'Burmistrz ogłosił dziś rano, że ścieżka nad rzeką będzie gotowa w przyszłym roku.'],
    [
      'windows-1254',
      'Belediye başkanı bu sabah köprünün yapımına gelecek yıl başlanacağını açıkladı, şöyle dedi.',
    ],
    ['koi8-u', 'Міський голова сьогодні оголосив про будівництво нового мосту і їхні плани.'],
    ['windows-874', 'นายกเทศมนตรีประกาศเช้าวันนี้ว่าจะสร้างสะพานใหม่ข้ามแม่น้ำ'],
  ])('%s', (encoding, text) => {
    expect(decodeDocument(feedIn(encoding, text), null).text).toContain(text)
  })

  it('nothing is ever lost to replacement characters when no language fits', () => {
    const { text } = decodeDocument(feedIn('windows-1252', 'Zu ¾ leer ¤¤¤ ½'), null)
    expect(text).not.toContain('\ufffd')
  })
})

describe('a claim that few make', () => {
  it.each([
    ['iso-8859-13', 'Uosto laikraštis šiandien rašo apie naują tiltą ir žuvį'],
    ['windows-1257', 'Uosto laikraštis šiandien rašo apie naują tiltą ir žuvį'],
    ['iso-8859-4', 'Ķermenis šodien raksta par kuģiem'],
    ['iso-8859-3', 'Ĉiuj ŝipoj venis ĝis la haveno'],
    ['iso-8859-14', 'Mae papur newydd yr harbwr yn dŵr a ŷd'],
    ['iso-8859-16', 'Ziarul portului scrie astăzi despre corăbii și țară'],
    ['cp852', 'Przystań pisze dziś o łodziach'],
  ])('%s is believed', (encoding, text) => {
    const head = `<?xml version="1.0" encoding="${encoding}"?>`
    expect(decodeDocument(feedIn(encoding, text, head), null).text).toContain(text)
  })
})

describe('seven bits and four bytes', () => {
  const korean = (where: string) =>
    new TextEncoder().encode(`${where}<rss><channel><title>\u001b$)C\u000eGW18\u000f</title></channel></rss>`)

  it('ISO-2022-KR is known by its escape, which is no text', () => {
    expect(decodeDocument(korean(''), null).text).toContain('<title>항구</title>')
    expect(decodeDocument(korean('<?xml version="1.0" encoding="iso-2022-kr"?>'), null).text).toContain(
      '>항구<',
    )
  })

  it.each(['utf-32be', 'utf-32le'])('%s without a mark is a feed, not a picture', async (encoding) => {
    const outcome = await parseDocument(feedIn(encoding, 'Boats'), null, 'https://paper.example/feed/')
    expect(outcome).toMatchObject({ ok: true, value: { items: [{ title: 'Boats' }] } })
  })
})

describe('claims that are wrong', () => {
  const claims = [
    'iso-8859-1',
    'us-ascii',
    'shift_jis',
    'windows-1251',
    'koi8-r',
    'gb2312',
    'windows-1252',
    'bogus',
  ]
  const written: readonly (readonly [encoding: string, text: string])[] = [
    ['utf-8', 'Der Bürgermeister erklärte am Morgen, die Brücke über den Fluß sei fertig.'],
    ['shift_jis', texts['ja'] ?? ''],
    ['cp949', texts['ko'] ?? ''],
    ['big5', texts['zht'] ?? ''],
    ['gb18030', texts['zhs'] ?? ''],
    ['windows-1251', texts['ru'] ?? ''],
    ['koi8-r', texts['ru'] ?? ''],
    ['windows-1252', texts['fr'] ?? ''],
  ]
  it.each(written)('text in %s is read as it is, whatever header and declaration say', (encoding, text) => {
    for (const header of claims) {
      for (const declared of claims) {
        const bytes = feedIn(encoding, text, `<?xml version="1.0" encoding="${declared}"?>`)
        expect([header, declared, decodeDocument(bytes, `text/xml; charset=${header}`).text]).toEqual([
          header,
          declared,
          expect.stringContaining(text),
        ])
      }
    }
  })
})
