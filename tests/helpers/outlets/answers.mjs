/** answers.mjs — one answer of a test outlet: its body and headers, 304 and gzip. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { paintPicture } from './picture.mjs'

/** ETag and Last-Modified as WordPress compares them: if both came, both must fit. Gzip when asked for. */
export function conditional(reply, request, mayZip = true) {
  const headers = { 'content-type': reply.type, ...reply.more }
  if (reply.link) headers.link = reply.link
  if (reply.validators) {
    headers.etag = reply.validators.etag
    headers['last-modified'] = reply.validators.lastModified
    const etag = request.headers['if-none-match']
    const since = request.headers['if-modified-since']
    const same =
      (etag === undefined || etag === headers.etag) &&
      (since === undefined || since === headers['last-modified'])
    if (reply.status === 200 && same && (etag !== undefined || since !== undefined))
      return { status: 304, headers, body: Buffer.alloc(0) }
  }
  const zips =
    mayZip &&
    /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) &&
    /text|xml|json/.test(reply.type)
  if (zips) headers['content-encoding'] = 'gzip'
  const body = zips ? gzipSync(reply.body) : reply.body
  headers['content-length'] = String(body.length)
  return { status: reply.status, headers, body: request.method === 'HEAD' ? Buffer.alloc(0) : body }
}

export const text = (status, type, words) => ({
  status,
  type,
  body: Buffer.from(words),
  more: {},
  link: null,
  validators: null,
})
export const json = (value, status = 200) =>
  text(status, 'application/json; charset=UTF-8', JSON.stringify(value))
export const moved = (to) => ({ ...text(301, 'text/html; charset=UTF-8', ''), more: { location: to } })
export const notFound = () =>
  text(
    404,
    'text/html; charset=UTF-8',
    '<!DOCTYPE html><title>Page not found</title><p>It looks like nothing was found at this location.',
  )

export function picture(name, width, height) {
  const body = paintPicture(name, width, height)
  const etag = `"${createHash('md5').update(body).digest('hex')}"`
  return {
    ...text(200, 'image/png', ''),
    body,
    more: { 'cache-control': 'max-age=604800' },
    validators: { etag, lastModified: 'Sun, 01 Nov 2026 00:00:00 GMT' },
  }
}
