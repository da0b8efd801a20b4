/** faults.mjs — the ways in which a test outlet can misbehave, by path. Types: outlet.ts. */

/** What is said instead of the true answer; null when only the manner of saying it changes. */
export function answerFault(fault, site, request) {
  const page = (status, words, more = {}) => ({
    status,
    type: 'text/html; charset=UTF-8',
    body: Buffer.from(words),
    more,
    link: null,
    validators: null,
  })
  switch (fault.kind) {
    case 'status':
      return page(fault.status, `<!DOCTYPE html><title>${fault.status}</title>`, fault.headers ?? {})
    case 'html':
      return page(
        200,
        `<!DOCTYPE html><html><head><title>${site.name}</title></head><body><p>We have moved our pages about.</p></body></html>`,
      )
    case 'challenge':
      return page(
        403,
        '<!DOCTYPE html><title>Just a moment...</title><div id="challenge-running">Checking your browser</div>',
        {
          server: 'cloudflare',
          'cf-mitigated': 'challenge',
        },
      )
    case 'body':
      return { ...page(fault.status ?? 200, ''), type: fault.type, body: Buffer.from(fault.body) }
    case 'login': {
      const wanted = `Basic ${Buffer.from(`${fault.user}:${fault.password}`).toString('base64')}`
      if (request.headers.authorization === wanted) return null
      return page(401, '<!DOCTYPE html><title>Members only</title>', {
        'www-authenticate': 'Basic realm="members"',
      })
    }
    case 'redirect':
      return page(fault.status ?? 302, '', { location: fault.to })
    default:
      return null
  }
}

/** Sends the answer, in the manner of the fault. */
export async function misbehave(fault, response, { status, headers, body }) {
  switch (fault?.kind) {
    case 'hang':
      return // the socket is closed by stop()
    case 'truncated': {
      // A whole HTTP answer whose document ends in the middle.
      const { 'content-encoding': _none, ...rest } = headers
      const half =
        headers['content-encoding'] === 'gzip' ? (await import('node:zlib')).gunzipSync(body) : body
      const cut = half.subarray(0, Math.floor(half.length / 2))
      response.writeHead(status, { ...rest, 'content-length': String(cut.length) }).end(cut)
      return
    }
    case 'reset':
      // The connection breaks in the middle of the answer.
      response.writeHead(status, headers)
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
      return
    case 'slow': {
      response.writeHead(status, headers)
      const size = fault.bytesEachTime ?? 512
      for (let at = 0; at < body.length && !response.destroyed; at += size) {
        response.write(body.subarray(at, at + size))
        await new Promise((resolve) => setTimeout(resolve, fault.everyMs ?? 50))
      }
      response.end()
      return
    }
    case 'late':
      await new Promise((resolve) => setTimeout(resolve, fault.ms))
      if (!response.destroyed) response.writeHead(status, headers).end(body)
      return
    default:
      response.writeHead(status, headers).end(body)
  }
}
