#!/usr/bin/env node
// usage: node serve.mjs --dir DIR [--port 21000] [--ports 100] [--latency MS] [--no304] [--gzip] [--log FILE] [--ctl 20999]
// Serves only 127.0.0.1. Ports port..port+ports-1 all serve DIR. Control port: /stats /reset /dir?d= /latency?ms= /no304?v=1
import http from 'node:http'
import fs from 'node:fs'
import path from 'node:path'
import crypto from 'node:crypto'
import zlib from 'node:zlib'
const arg = (k, d) => {
    const i = process.argv.indexOf('--' + k)
    return i < 0 ? d : process.argv[i + 1]
  },
  has = (k) => process.argv.includes('--' + k)
let dir = arg('dir', '.'),
  latency = +arg('latency', 0),
  no304 = has('no304')
const gzip = has('gzip'),
  port = +arg('port', 21000),
  ports = +arg('ports', 100),
  ctl = +arg('ctl', 20999)
const logf = arg('log') ? fs.createWriteStream(arg('log'), { flags: 'a' }) : null
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGNgYPiPAw0pCQBf3BvlF3FLOgAAAABJRU5ErkJggg==',
  'base64',
)
let cache = new Map(),
  st
const reset = () => {
  st = {
    requests: 0,
    ok200: 0,
    s304: 0,
    s404: 0,
    feed200: 0,
    feed304: 0,
    other: 0,
    bytes: 0,
    first: 0,
    last: 0,
    lastFeed: 0,
    maxInflight: 0,
    cond: 0,
    lastModifiedCond: 0,
    perFeed: 0,
    uas: {},
  }
  feedsHit = new Set()
}
let feedsHit
reset()
let inflight = 0
function load(name) {
  const k = dir + '/' + name
  let e = cache.get(k)
  if (!e) {
    try {
      const p = path.join(dir, name)
      const s = fs.statSync(p)
      const b = fs.readFileSync(p)
      e = {
        b,
        lm: s.mtime.toUTCString(),
        etag: '"' + crypto.createHash('sha1').update(b).digest('hex').slice(0, 20) + '"',
        t: name.endsWith('.xml') ? 'application/rss+xml; charset=UTF-8' : 'text/x-opml',
      }
      if (gzip) e.gz = zlib.gzipSync(b, { level: 6 })
      cache.set(k, e)
    } catch {
      return null
    }
  }
  return e
}
const handler = (req, res) => {
  const t = Date.now()
  if (!st.first) st.first = t
  st.requests++
  inflight++
  st.maxInflight = Math.max(st.maxInflight, inflight)
  const ua = (req.headers['user-agent'] || '-').slice(0, 40)
  st.uas[ua] = (st.uas[ua] || 0) + 1
  const u = req.url.split('?')[0]
  let code,
    body = null,
    h = {}
  const isFeed = /^\/f\d+\.xml$/.test(u)
  if (isFeed || u === '/feeds.opml') {
    const e = load(u.slice(1))
    if (!e) {
      code = 404
    } else {
      const inm = req.headers['if-none-match'],
        ims = req.headers['if-modified-since']
      if (inm || ims) st.cond++
      if (ims && !inm) st.lastModifiedCond++
      h = { 'content-type': e.t, 'cache-control': 'max-age=0, must-revalidate' }
      if (!no304) {
        h.etag = e.etag
        h['last-modified'] = e.lm
      }
      if (!no304 && (inm ? inm.includes(e.etag.slice(1, -1)) : ims && Date.parse(ims) >= Date.parse(e.lm))) {
        code = 304
        st.feed304++
      } else {
        code = 200
        st.feed200++
        if (e.gz && /gzip/.test(req.headers['accept-encoding'] || '')) {
          body = e.gz
          h['content-encoding'] = 'gzip'
        } else body = e.b
        h['content-length'] = body.length
      }
      feedsHit.add(req.headers.host + u)
    }
  } else if (u.startsWith('/img/') || u === '/favicon.ico' || u.endsWith('.png')) {
    code = 200
    body = PNG
    h = { 'content-type': 'image/png', 'content-length': PNG.length, 'cache-control': 'max-age=86400' }
    st.other++
  } else {
    code = 200
    body = Buffer.from(
      `<!doctype html><html><head><title>Site</title><link rel="icon" href="/favicon.ico"></head><body><article><h1>Page ${u}</h1><p>Hello.</p></article></body></html>`,
    )
    h = { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }
    st.other++
  }
  const send = () => {
    res.writeHead(code, h)
    if (body && req.method !== 'HEAD') {
      st.bytes += body.length
      res.end(body)
    } else res.end()
    inflight--
    if (code === 200) st.ok200++
    else if (code === 304) st.s304++
    else st.s404++
    const n = Date.now()
    st.last = n
    if (isFeed) {
      st.lastFeed = n
      st.perFeed = feedsHit.size
    }
    logf?.write(`${t} ${n - t}ms ${code} ${body ? body.length : 0} ${req.headers.host}${req.url}\n`)
  }
  latency ? setTimeout(send, latency) : send()
}
for (let i = 0; i < ports; i++) {
  const s = http.createServer(handler)
  s.keepAliveTimeout = 30000
  s.listen(port + i, '127.0.0.1')
}
http
  .createServer((q, s) => {
    const u = new URL(q.url, 'http://x')
    if (u.pathname === '/reset') reset()
    if (u.pathname === '/dir') {
      dir = u.searchParams.get('d')
      cache = new Map()
    }
    if (u.pathname === '/latency') latency = +u.searchParams.get('ms')
    if (u.pathname === '/no304') no304 = u.searchParams.get('v') === '1'
    s.setHeader('content-type', 'application/json')
    s.end(
      JSON.stringify({
        ...st,
        span: st.last - st.first,
        inflight,
        dir,
        latency,
        no304,
        rss: process.memoryUsage().rss,
      }) + '\n',
    )
  })
  .listen(ctl, '127.0.0.1', () =>
    console.log(`serving ${dir} on 127.0.0.1:${port}..${port + ports - 1}, control ${ctl}`),
  )
