/**
 * faultyServers.mjs — a thousand outlets on a thousand ports of this machine, three in ten of them faulty.
 *
 * One in ten takes the connection and says nothing; one in ten sends a byte a second; one in ten answers with an
 * error, a bomb, garbage, a loop or a cut. Says the list of feeds to its parent and serves until it is killed.
 */
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

const count = Number(process.argv[2] ?? 1000)
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))

const item = (feed, n) => `<item><title>Harbour report ${n} of paper ${feed}</title>
<link>http://127.0.0.1/${feed}/${n}</link><guid>p${feed}-${n}</guid>
<pubDate>${new Date(Date.UTC(2026, 2, 4) - n * 3_600_000).toUTCString()}</pubDate>
<description>&lt;p&gt;${'The ferries were late again and nobody minded. '.repeat(20)}&lt;/p&gt;</description></item>`

const documentOf = (feed) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Paper ${feed}</title>
<link>http://127.0.0.1/</link>${Array.from({ length: 20 }, (_, n) => item(feed, n)).join('')}</channel></rss>`

const faults = [
  (response) => response.writeHead(500).end('trouble'),
  (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  (response) => response.end('\0\x01 no feed at all'),
  (response) => response.writeHead(301, { location: '/feed' }).end(),
  (response) => {
    response.writeHead(200, { 'content-length': '100000' }).write('<rss')
    setTimeout(() => response.destroy(), 50)
  },
]

function handlerOf(feed) {
  const kind = feed % 10
  if (kind === 3) return () => undefined
  if (kind === 6) {
    return (_request, response) => {
      const drip = setInterval(() => response.write('<'), 1000)
      response.on('close', () => clearInterval(drip))
    }
  }
  if (kind === 9) return (_request, response) => faults[Math.floor(feed / 10) % faults.length](response)
  const text = documentOf(feed)
  return (_request, response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(text)
}

const feeds = []
for (let feed = 0; feed < count; feed++) {
  const server = createServer(handlerOf(feed))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const isHealthy = ![3, 6, 9].includes(feed % 10)
  feeds.push({ url: `http://127.0.0.1:${server.address().port}/feed`, isHealthy })
}
process.send(feeds)
