#!/usr/bin/env node
// Deterministic WordPress-style RSS 2.0 corpus generator. No dependencies.
// usage: node gen.mjs --feeds 100 --items 50 --out DIR [--seed 1] [--port 21000] [--from 0] [--single]
//   DIR/fNNN.xml, DIR/feeds.opml (12 folders), DIR/urls (newsboat), DIR/manifest.json
// feed i lives on its own origin http://127.0.0.1:(port+i)/fNNN.xml  (Chromium limits 6 connections per origin);
// --single puts all on one port.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export function rng(seed) {
  // mulberry32
  let a = seed >>> 0
  return () => {
    a |= 0
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const COMMON =
  'the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years much where your way down should because long each just state those people too world still work life here never between both under against system place early power nation public right home small hand part child eye woman week company case point government number group problem fact'.split(
    ' ',
  )
const SYL =
  'ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge gi go ha he hi ho ja jo ka ke ki ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we wi ya yo za zo tion ment ness ing er al ist ous able port trans inter con pre sub struct graph meter log net data micro tele auto'.split(
    ' ',
  )
const JA =
  '日本 東京 大阪 政府 経済 技術 開発 研究 発表 企業 市場 新しい 情報 世界 社会 問題 会議 大臣 選挙 環境 自然 地域 教育 大学 学生 文化 音楽 映画 料理 旅行 電車 飛行機 天気 地震 台風 医療 病院 健康 科学 宇宙 衛星 人工知能 機械学習 ソフトウェア インターネット サービス ユーザー データ システム プログラム コンピュータ スマートフォン アプリ ニュース 記事 読者 作家 本 歴史 伝統 未来 計画 実験 結果 分析 調査 報告 増加 減少 成長 投資 銀行 円 ドル 価格 消費 生産 工場 労働 賃金 働く 見る 考える 始める 続ける 変わる 伝える 行う について により ため こと もの これ それ という ように としては なければ でも だけ まで から'.split(
    ' ',
  )
const JP = 'は が を に で と も の へ'.split(' ')
const vr = rng(424242)
const RARE = []
{
  const seen = new Set(COMMON)
  while (RARE.length < 12000) {
    const n = 2 + Math.floor(vr() * 3)
    let w = ''
    for (let i = 0; i < n; i++) w += SYL[Math.floor(vr() * SYL.length)]
    if (!seen.has(w)) {
      seen.add(w)
      RARE.push(w)
    }
  }
}
export const VOCAB = COMMON.concat(RARE)
const word = (r) => {
  const x = r()
  return x < 0.48
    ? COMMON[Math.floor(r() * r() * COMMON.length)]
    : RARE[Math.floor(Math.pow(r(), 3) * RARE.length)]
}
const cap = (s) => s[0].toUpperCase() + s.slice(1)
const sent = (r, n) => {
  const a = []
  for (let i = 0; i < n; i++) a.push(word(r) + (i && i < n - 1 && r() < 0.07 ? ',' : ''))
  return cap(a.join(' ')) + '.'
}
const jsent = (r, n) => {
  let s = ''
  for (let i = 0; i < n; i++) {
    s += JA[Math.floor(r() * JA.length)]
    if (i < n - 1) s += JP[Math.floor(r() * JP.length)]
  }
  return s + 'した。'
}
const esc = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const CATS =
  'Technology,Science,World,Business,Design,Health,Politics,Culture,Sports,Music,Programming,Security,Space,Energy,Travel,Food,Books,Film,Economy,Climate'.split(
    ',',
  )
export const BASE = Date.UTC(2026, 10, 20, 12, 0, 0) // newest article; 50k articles spread back
export const isJa = (f) => f % 10 === 7

export function article(f, j, seed = 1, origin = 'http://127.0.0.1:' + (21000 + f)) {
  const r = rng(Math.imul(seed * 1000003 + f, 2654435761) ^ Math.imul(j + 1, 40503))
  const ja = isJa(f)
  const S = ja ? (n) => jsent(r, Math.max(3, Math.round(n * 0.55))) : (n) => sent(r, n)
  const title = ja ? jsent(r, 4).replace('。', '') : cap(sent(r, 5 + Math.floor(r() * 7)).slice(0, -1))
  const slug =
    `${f}-${j}-` +
    (ja
      ? 'kiji'
      : title
          .toLowerCase()
          .replace(/[^a-z]+/g, '-')
          .slice(0, 60))
  const link = `${origin}/2025/${slug}/`
  const id = f * 100000 + j
  const creator = cap(RARE[Math.floor(r() * 400)]) + ' ' + cap(RARE[400 + Math.floor(r() * 400)])
  const date = new Date(BASE - j * 3600e3 * 4 - f * 61e3 - Math.floor(r() * 1800e3))
  const cats = []
  const nc = 2 + Math.floor(r() * 4)
  for (let i = 0; i < nc; i++) cats.push(CATS[Math.floor(r() * CATS.length)])
  const img = `${origin}/img/${id % 997}.png`
  let h = `<figure class="wp-block-image size-large"><img decoding="async" width="1024" height="683" src="${img}" alt="${esc(S(5))}" class="wp-image-${id}" srcset="${img}?w=300 300w, ${img}?w=768 768w, ${img}?w=1024 1024w" sizes="(max-width: 1024px) 100vw, 1024px" /><figcaption class="wp-element-caption">${S(8)}</figcaption></figure>\n`
  let p = 0
  while (Buffer.byteLength(h) < 4700) {
    const k = p++ % 7
    const A = () =>
      `<a href="${origin}/2025/${f}-${Math.floor(r() * 500)}/" target="_blank" rel="noreferrer noopener">${ja ? JA[Math.floor(r() * JA.length)] : word(r) + ' ' + word(r)}</a>`
    if (k === 3) h += `<h2 class="wp-block-heading" id="h-${p}">${S(5).replace(/[.。]$/, '')}</h2>\n`
    if (k === 2)
      h += `<blockquote class="wp-block-quote"><p>${S(14)}</p><cite>${creator}</cite></blockquote>\n`
    if (k === 5)
      h += `<ul class="wp-block-list"><li>${S(6)}</li><li>${S(7)} ${A()}</li><li>${S(5)}</li></ul>\n`
    if (k === 6 && !ja)
      h += `<pre class="wp-block-code"><code>const ${word(r)} = (${word(r)}) =&gt; { return ${Math.floor(r() * 1000)} &amp;&amp; "${word(r)}"; }</code></pre>\n`
    h += `<p>${S(12 + Math.floor(r() * 10))} ${S(10 + Math.floor(r() * 12))} ${A()} <strong>${S(4)}</strong> ${S(9 + Math.floor(r() * 9))} It&#8217;s &#8220;${S(6)}&#8221;&nbsp;&hellip;</p>\n`
  }
  h += `<p>The post <a href="${link}">${esc(title)}</a> appeared first on <a href="${origin}/">Site ${f}</a>.</p>\n`
  const description = `<p>${S(28)} [&#8230;]</p>\n<p>The post <a href="${link}">${esc(title)}</a> appeared first on <a href="${origin}/">Site ${f}</a>.</p>\n`
  return { f, j, id, title, link, guid: `${origin}/?p=${id}`, creator, date, cats, img, html: h, description }
}
export function feedXml(
  f,
  n,
  seed = 1,
  origin = 'http://127.0.0.1:' + (21000 + f),
  file = `f${String(f).padStart(3, '0')}.xml`,
  from = 0,
) {
  const r = rng(f + 99)
  const name = isJa(f)
    ? `サイト${f} ${JA[f % 30]}ニュース`
    : `Site ${f} ${cap(VOCAB[200 + f])} ${cap(VOCAB[500 + f])}`
  const out = [
    `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	xmlns:media="http://search.yahoo.com/mrss/"
	>

<channel>
	<title>${esc(name)}</title>
	<atom:link href="${origin}/${file}" rel="self" type="application/rss+xml" />
	<link>${origin}/</link>
	<description>${esc(sent(r, 9))}</description>
	<lastBuildDate>${new Date(BASE).toUTCString().replace('GMT', '+0000')}</lastBuildDate>
	<language>${isJa(f) ? 'ja' : 'en-US'}</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.7.1</generator>
<image>
	<url>${origin}/img/icon.png</url>
	<title>${esc(name)}</title>
	<link>${origin}/</link>
	<width>32</width>
	<height>32</height>
</image>
`,
  ]
  for (let j = from; j < from + n; j++) {
    const a = article(f, j, seed, origin)
    out.push(`	<item>
		<title>${esc(a.title)}</title>
		<link>${a.link}</link>
		<comments>${a.link}#respond</comments>
		<dc:creator><![CDATA[${a.creator}]]></dc:creator>
		<pubDate>${a.date.toUTCString().replace('GMT', '+0000')}</pubDate>
${a.cats.map((c) => `				<category><![CDATA[${c}]]></category>\n`).join('')}		<guid isPermaLink="false">${esc(a.guid)}</guid>
		<description><![CDATA[${a.description}]]></description>
		<content:encoded><![CDATA[${a.html}]]></content:encoded>
		<wfw:commentRss>${a.link}feed/</wfw:commentRss>
		<slash:comments>${a.id % 40}</slash:comments>
		<media:content url="${a.img}" medium="image" width="1024" height="683"/>
	</item>
`)
  }
  out.push('</channel>\n</rss>\n')
  return { xml: out.join(''), name }
}
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const arg = (k, d) => {
    const i = process.argv.indexOf('--' + k)
    return i < 0 ? d : process.argv[i + 1]
  }
  const N = +arg('feeds', 100),
    M = +arg('items', 50),
    out = arg('out', './out'),
    seed = +arg('seed', 1),
    port = +arg('port', 21000),
    from = +arg('from', 0),
    single = process.argv.includes('--single')
  fs.mkdirSync(out, { recursive: true })
  let bytes = 0
  const feeds = []
  for (let f = 0; f < N; f++) {
    const file = `f${String(f).padStart(3, '0')}.xml`,
      origin = `http://127.0.0.1:${single ? port : port + f}`
    const { xml, name } = feedXml(f, M, seed, origin, file, from)
    fs.writeFileSync(path.join(out, file), xml)
    bytes += Buffer.byteLength(xml)
    feeds.push({ url: `${origin}/${file}`, site: origin + '/', name })
  }
  let o =
    '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>Corpus</title></head>\n<body>\n'
  const G = Math.max(1, Math.ceil(N / 9)) // folders of ~9 feeds
  for (let g = 0; g < G; g++) {
    const part = feeds.slice(g * 9, g * 9 + 9)
    if (!part.length) break
    o +=
      `<outline text="Folder ${g}" title="Folder ${g}">\n` +
      part
        .map(
          (x) =>
            `<outline type="rss" text="${esc(x.name)}" title="${esc(x.name)}" xmlUrl="${x.url}" htmlUrl="${x.site}"/>`,
        )
        .join('\n') +
      '\n</outline>\n'
  }
  fs.writeFileSync(path.join(out, 'feeds.opml'), o + '</body>\n</opml>\n')
  fs.writeFileSync(path.join(out, 'urls'), feeds.map((x) => x.url).join('\n') + '\n')
  fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify({ N, M, seed, bytes, port, single }))
  console.log(`${N} feeds x ${M} items = ${N * M} articles, ${(bytes / 1e6).toFixed(1)} MB in ${out}`)
}
