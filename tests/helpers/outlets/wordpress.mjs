/**
 * wordpress.mjs — the documents that a WordPress site writes: home page, article page, RSS 2.0, Atom, comments feed,
 * REST. Pure: a site and its articles in, text out. After WordPress's own templates (feed-rss2.php, feed-atom.php).
 */
import { escapeText } from './writeArticle.mjs'

const rfc822 = (/** @type {number} */ millis) => new Date(millis).toUTCString().replace('GMT', '+0000')
const iso = (/** @type {number} */ millis) => new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z')
const gmt = (/** @type {number} */ millis) => iso(millis).replace('Z', '')
const attribute = (/** @type {string} */ text) => escapeText(text).replaceAll('"', '&quot;')
const cdata = (/** @type {string} */ text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
const linkOf = (site, article) => `${site.origin}/${article.slug}/`

/** wptexturize: straight quotes and dashes become numeric entities. */
const texturize = (/** @type {string} */ text) =>
  escapeText(text)
    .replaceAll('’', '&#8217;')
    .replaceAll('“', '&#8220;')
    .replaceAll('”', '&#8221;')
    .replaceAll('–', '&#8211;')

/** WordPress's excerpt: 55 words of the stripped text, or 110 characters in Japanese. */
export function excerptOf(article, language) {
  const text = article.html
    .replace(/<figure[\s\S]*?<\/figure>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (language === 'ja') return text.length > 110 ? `${text.slice(0, 110)}&#8230;` : text
  const words = text.split(' ')
  return words.length > 55 ? `${words.slice(0, 55).join(' ')} [&#8230;]` : text
}

export function rss(site, articles) {
  const declared = site.declaration === null ? '' : ` encoding="${site.declaration}"`
  return `<?xml version="1.0"${declared}?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>${escapeText(site.name)}</title>
	<atom:link href="${site.origin}/feed/" rel="self" type="application/rss+xml" />
	<link>${site.origin}</link>
	<description>${escapeText(site.tagline)}</description>
	<lastBuildDate>${rfc822(site.modifiedAt)}</lastBuildDate>
	<language>${site.language}</language>
	<sy:updatePeriod>
	hourly	</sy:updatePeriod>
	<sy:updateFrequency>
	1	</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.8.3</generator>

<image>
	<url>${site.origin}/icon.png</url>
	<title>${escapeText(site.name)}</title>
	<link>${site.origin}</link>
	<width>32</width>
	<height>32</height>
</image> 
${articles.map((article) => rssItem(site, article)).join('')}	</channel>
</rss>
`
}

function rssItem(site, article) {
  const link = linkOf(site, article)
  const whole = site.fullText ? `\n\t\t\t\t\t<content:encoded>${cdata(article.html)}</content:encoded>` : ''
  const categories = article.categories.map((name) => `\t\t<category>${cdata(name)}</category>\n`).join('')
  return `	<item>
		<title>${texturize(article.title)}</title>
		<link>${link}</link>
					<comments>${link}#respond</comments>
		
		<dc:creator>${cdata('editor')}</dc:creator>
		<pubDate>${rfc822(article.publishedAt)}</pubDate>
${categories}		<guid isPermaLink="false">${site.origin}/?p=${article.id}</guid>

					<description>${cdata(`<p>${excerptOf(article, site.language)}</p>\n`)}</description>${whole}
					
					<wfw:commentRss>${link}feed/</wfw:commentRss>
			<slash:comments>0</slash:comments>
		
			</item>
`
}

export function atom(site, articles) {
  const entries = articles.map((article) => {
    const link = linkOf(site, article)
    return `	<entry>
		<author><name>editor</name></author>
		<title type="html">${cdata(texturize(article.title))}</title>
		<link rel="alternate" type="text/html" href="${link}" />
		<id>${site.origin}/?p=${article.id}</id>
		<updated>${iso(article.modifiedAt)}</updated>
		<published>${iso(article.publishedAt)}</published>
		<summary type="html">${cdata(excerptOf(article, site.language))}</summary>
		<content type="html" xml:base="${link}">${cdata(article.html)}</content>
	</entry>
`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${site.language}">
	<title type="text">${escapeText(site.name)}</title>
	<subtitle type="text">${escapeText(site.tagline)}</subtitle>
	<updated>${iso(site.modifiedAt)}</updated>
	<link rel="alternate" type="text/html" href="${site.origin}" />
	<id>${site.origin}/feed/atom/</id>
	<link rel="self" type="application/atom+xml" href="${site.origin}/feed/atom/" />
${entries.join('')}</feed>
`
}

export function commentsFeed(site, articles) {
  const items = articles.slice(0, 2).map(
    (article) => `	<item>
		<title>Comment on ${texturize(article.title)} by a reader</title>
		<link>${linkOf(site, article)}#comment-${article.id}</link>
		<dc:creator>${cdata('a reader')}</dc:creator>
		<pubDate>${rfc822(article.publishedAt)}</pubDate>
		<guid isPermaLink="false">${site.origin}/?p=${article.id}#comment-${article.id}</guid>
		<description>${cdata('I have walked there and it is just so.')}</description>
	</item>
`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
	<title>Comments for ${escapeText(site.name)}</title>
	<link>${site.origin}</link>
	<description>${escapeText(site.tagline)}</description>
${items.join('')}</channel>
</rss>
`
}

function page(site, title, head, body) {
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head>
<meta charset="UTF-8" />
<title>${escapeText(title)}</title>
<link rel="alternate" type="application/rss+xml" title="${attribute(site.name)} &raquo; Feed" href="${site.origin}/feed/" />
<link rel="alternate" type="application/rss+xml" title="${attribute(site.name)} &raquo; Comments Feed" href="${site.origin}/comments/feed/" />
<link rel="icon" href="${site.origin}/icon.png" sizes="32x32" />
<link rel="apple-touch-icon" href="${site.origin}/icon-180.png" />
<link rel="https://api.w.org/" href="${site.origin}/wp-json/" />
${head}</head>
<body class="wp-singular">
<header class="site-header"><a class="site-title" href="${site.origin}/">${escapeText(site.name)}</a></header>
<main>
${body}
</main>
<footer class="site-footer">Proudly powered by WordPress</footer>
<script>document.documentElement.classList.add('js')</script>
</body>
</html>
`
}

export function homePage(site, articles) {
  const list = articles.map(
    (article) => `<article class="post-${article.id} post">
<h2 class="entry-title"><a href="${linkOf(site, article)}" rel="bookmark">${texturize(article.title)}</a></h2>
<time class="entry-date published" datetime="${iso(article.publishedAt)}">${iso(article.publishedAt).slice(0, 10)}</time>
<div class="entry-summary"><p>${excerptOf(article, site.language)}</p></div>
</article>`,
  )
  return page(
    site,
    `${site.name} – ${site.tagline}`,
    `<meta property="og:site_name" content="${attribute(site.name)}" />\n`,
    list.join('\n'),
  )
}

export function articlePage(site, article) {
  const link = linkOf(site, article)
  const head = `<link rel="canonical" href="${link}" />
<meta property="og:title" content="${attribute(article.title)}" />
<meta property="og:site_name" content="${attribute(site.name)}" />
<meta property="article:published_time" content="${iso(article.publishedAt)}" />
<meta property="article:modified_time" content="${iso(article.modifiedAt)}" />
`
  const body = `<article id="post-${article.id}" class="post-${article.id} post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">${texturize(article.title)}</h1>
<span class="posted-on"><time class="entry-date published" datetime="${iso(article.publishedAt)}">${iso(article.publishedAt).slice(0, 10)}</time></span>
<span class="author vcard"><a class="url fn n" href="${site.origin}/author/editor/">editor</a></span></header>
<div class="entry-content post-content">
${article.html}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3></div>
</div>
</article>`
  return page(site, `${article.title} – ${site.name}`, head, body)
}

/** One post as `/wp-json/wp/v2/posts` lists it. */
export function restPost(site, article) {
  return {
    id: article.id,
    date_gmt: gmt(article.publishedAt),
    modified_gmt: gmt(article.modifiedAt),
    slug: article.slug,
    status: 'publish',
    type: 'post',
    link: linkOf(site, article),
    title: { rendered: texturize(article.title) },
    content: { rendered: article.html, protected: false },
    excerpt: { rendered: `<p>${excerptOf(article, site.language)}</p>\n`, protected: false },
    author: 1,
    featured_media: 0,
    categories: [1],
    tags: [],
  }
}
