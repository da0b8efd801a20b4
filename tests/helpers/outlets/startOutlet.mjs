/**
 * startOutlet.mjs — a newspaper's web site on the loopback address, shaped like WordPress, for tests and the demo.
 *
 * Promises: real HTTP with ETag, Last-Modified, 304 and gzip; a log of every request; the same port after a pause;
 *           articles can be published and edited while it runs; any path can be made to misbehave.
 * Types:    outlet.ts.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import iconv from 'iconv-lite'
import { conditional, json, moved, notFound, picture, text } from './answers.mjs'
import { answerFault, misbehave } from './faults.mjs'
import { articlePage, atom, commentsFeed, homePage, restPost, rss } from './wordpress.mjs'
import { writeArticle } from './writeArticle.mjs'

const names = {
  english: { name: 'The Lantern Times', tagline: 'Towns, trains and tides', language: 'en-US' },
  japanese: { name: '港町だより', tagline: '海と町と暮らし', language: 'ja' },
  art: { name: 'Tanegawa Art', tagline: 'Pictures and notes', language: 'en' },
}
const hours = 3_600_000

export async function startOutlet(options = {}) {
  const kind = options.kind ?? 'english'
  const encoding = options.encoding ?? 'utf-8'
  const declare = options.declareEncoding ?? 'both'
  const itemsInFeed = options.itemsInFeed ?? 10
  const requests = []
  const sockets = new Set()
  const faults = new Map()
  const hits = []
  const articles = []
  let modifiedAt = 0
  let written = 0
  let port = options.port ?? 0

  const server = createServer((request, response) => {
    void serve(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  async function start() {
    await new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve(undefined)
      })
    })
    port = server.address().port
  }

  async function stop() {
    if (!server.listening) return
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => {
      server.close(() => resolve(undefined))
    })
  }

  const origin = () => `http://127.0.0.1:${port}`
  const site = () => ({
    origin: origin(),
    name: options.name ?? names[kind].name,
    tagline: names[kind].tagline,
    language: names[kind].language,
    fullText: options.fullText ?? true,
    declaration: declare === 'both' || declare === 'declaration' ? encoding.toUpperCase() : null,
    modifiedAt,
  })

  /** Validators have whole seconds: a change must be at least one second younger than the last. */
  function touch() {
    modifiedAt = Math.max(Math.floor(Date.now() / 1000) * 1000, modifiedAt + 1000)
    return modifiedAt
  }

  function put(publishedAt, changedAt, change) {
    const article = {
      ...writeArticle(kind, written++, origin()),
      publishedAt,
      modifiedAt: changedAt,
      ...change,
    }
    articles.push(article)
    articles.sort((a, b) => b.publishedAt - a.publishedAt)
    return article
  }

  const publish = (change = {}) => put(change.publishedAt ?? Date.now(), touch(), change)

  function edit(slug, change) {
    const at = articles.findIndex((article) => article.slug === slug)
    if (at < 0) throw new Error(`No article '${slug}'`)
    articles[at] = { ...articles[at], ...change, modifiedAt: touch() }
    return articles[at]
  }

  async function serve(request, response) {
    const url = new URL(request.url ?? '/', origin())
    const entry = {
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...request.headers },
      status: 0,
      at: Date.now(),
    }
    requests.push(entry)
    hits.splice(0).forEach((tell) => tell())
    const fault = faults.get(url.pathname) ?? faults.get('*')
    const reply = (fault === undefined ? null : answerFault(fault, site(), request)) ?? route(url, request)
    const answer = conditional(reply, request, options.zips ?? true)
    entry.status = answer.status
    await misbehave(fault, response, answer)
  }

  function route(url, request) {
    const path = decodeURIComponent(url.pathname)
    const feed = articles.slice(0, itemsInFeed)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return text(405, 'text/plain', 'Method not allowed')
    if (path === '/' && url.searchParams.has('p')) {
      const article = articles.find((other) => String(other.id) === url.searchParams.get('p'))
      return article === undefined ? notFound() : moved(`/${article.slug}/`)
    }
    if (path === '/')
      return {
        ...text(200, 'text/html; charset=UTF-8', homePage(site(), feed)),
        link: `<${origin()}/wp-json/>; rel="https://api.w.org/"`,
      }
    if (path === '/feed/' || path === '/feed/rss2/')
      return dated(encoded('application/rss+xml', rss(site(), feed)))
    if (path === '/feed/atom/')
      return dated(text(200, 'application/atom+xml; charset=UTF-8', atom(site(), feed)))
    if (path === '/comments/feed/')
      return dated(text(200, 'application/rss+xml; charset=UTF-8', commentsFeed(site(), feed)))
    if (path === '/wp-json/') return json({ name: site().name, url: origin(), namespaces: ['wp/v2'] })
    if (path === '/wp-json/wp/v2/posts') return restPosts(url)
    if (path === '/robots.txt')
      return text(
        200,
        'text/plain; charset=utf-8',
        'User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n',
      )
    if (/^\/(favicon\.ico|icon.*\.png)$/.test(path)) return picture(`${site().name} icon`, 64, 64)
    const size = /-(\d+)x(\d+)\.png$/.exec(path)
    const original = path.replace(/-\d+x\d+\.png$/, '.png')
    if (articles.some((article) => article.pictures.includes(original))) {
      return size === null ? picture(original, 900, 600) : picture(original, Number(size[1]), Number(size[2]))
    }
    if (!path.endsWith('/')) return moved(`${path}/`)
    const article = articles.find((other) => `/${other.slug}/` === path)
    return article === undefined
      ? notFound()
      : text(200, 'text/html; charset=UTF-8', articlePage(site(), article))
  }

  function restPosts(url) {
    const perPage = Math.min(100, Math.max(1, Number(url.searchParams.get('per_page') ?? 10)))
    const number = Math.max(1, Number(url.searchParams.get('page') ?? 1))
    const pages = Math.max(1, Math.ceil(articles.length / perPage))
    if (number > pages)
      return json(
        {
          code: 'rest_post_invalid_page_number',
          message: 'The page number is too large.',
          data: { status: 400 },
        },
        400,
      )
    const posts = articles
      .slice((number - 1) * perPage, number * perPage)
      .map((article) => restPost(site(), article))
    const link =
      number < pages
        ? `<${origin()}/wp-json/wp/v2/posts?per_page=${perPage}&page=${number + 1}>; rel="next"`
        : null
    return {
      ...json(posts),
      more: { 'x-wp-total': String(articles.length), 'x-wp-totalpages': String(pages) },
      link,
    }
  }

  const encoded = (type, words) => ({
    ...text(
      200,
      declare === 'both' || declare === 'header' ? `${type}; charset=${encoding.toUpperCase()}` : type,
      '',
    ),
    body: iconv.encode(words, encoding),
  })

  /** WordPress: Last-Modified is the newest change, the ETag its md5 in quotes. */
  const dated = (reply) => {
    const lastModified = new Date(modifiedAt).toUTCString()
    const etag = `"${createHash('md5').update(`${lastModified}${port}`).digest('hex')}"`
    return { ...reply, validators: { etag, lastModified } }
  }

  await start()
  const count = options.articles ?? 12
  const newestAt = options.newestAt ?? Date.now() - 5 * 60_000
  modifiedAt = Math.floor(newestAt / 1000) * 1000
  for (let i = 0; i < count; i++) {
    const publishedAt = newestAt - (count - 1 - i) * 3 * hours
    put(publishedAt, publishedAt, {})
  }

  return {
    get origin() {
      return origin()
    },
    get port() {
      return port
    },
    get siteUrl() {
      return `${origin()}/`
    },
    get feedUrl() {
      return `${origin()}/feed/`
    },
    get name() {
      return site().name
    },
    articles,
    requests,
    url: (path) => origin() + path,
    requestsTo: (path) => requests.filter((entry) => entry.path.split('?')[0] === path),
    /** Resolves when a request that fits has come in, at once if one is in the log. */
    waitForRequest: async (path) => {
      while (!requests.some((entry) => entry.path.split('?')[0] === path)) {
        await new Promise((resolve) => {
          hits.push(() => resolve(undefined))
        })
      }
    },
    clearLog: () => {
      requests.length = 0
    },
    publish,
    edit,
    fault: (path, what) => {
      if (what === null) faults.delete(path)
      else faults.set(path, what)
    },
    start,
    stop,
  }
}
