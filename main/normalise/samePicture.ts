/**
 * samePicture.ts — whether two addresses are one picture in two sizes.
 *
 * Room:     main/normalise. Pure.
 * Promises: when in doubt they are two: a picture twice is a blemish, a picture lost is a loss. Numbers in names are never
 *           taken for sizes, but in the shapes that publishing programs give them.
 * Knows:    WordPress `-1024x768` and `-scaled`, Photon (`i0.wp.com/host/…`), Blogger `/s1600/` and `=w640`, Mastodon
 *           `/original/` and `/small/`, Twitter `:large`, Flickr `_b.jpg`, MediaWiki `/thumb/…/640px-…`, and hosts that make
 *           each size by its own name (guim.co.uk, bbci.co.uk).
 */
const sizeWords = '(?:thumb|thumbs|thumbnails?|small|medium|large|original|orig|full|preview|max|mini)'
const sizeQuery =
  /^(?:w|h|q|s|width|height|quality|size|resize|fit|crop|dpr|auto|format|fm|strip|ssl|name|sz|imwidth|im|impolicy|fl|sig|usqp|itok)$/i
const sizeFolders = new RegExp(`/${sizeWords}(?=/)`, 'gi')
const pictureEnd = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$/i

export function isSamePicture(a: string, b: string): boolean {
  return a === b || pictureName(a) === pictureName(b)
}

/** The same for all sizes of a picture. */
export function pictureName(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const inner = photonOf(url)
  if (inner !== null) return pictureName(inner)
  const host = url.hostname.replace(/^www\./, '')
  const path = nameOfPath(host, safeDecode(url.pathname))
  // The name of a file says what it is; without one, what is asked for says it.
  const isFile = pictureEnd.test(url.pathname)
  const asked = isFile
    ? ''
    : [...url.searchParams]
        .filter(([name]) => !sizeQuery.test(name))
        .map((pair) => pair.join('='))
        .sort()
        .join('&')
  return `${host}${path}${asked === '' ? '' : `?${asked}`}`
}

function photonOf({ hostname, pathname, search }: URL): string | null {
  if (!/^i\d\.wp\.com$/.test(hostname)) return null
  const address = `https:/${pathname}${search}`
  return URL.canParse(address) ? address : null
}

function nameOfPath(host: string, path: string): string {
  if (/(?:^|\.)guim\.co\.uk$/.test(host)) return path.replace(/\/(?:master\/)?\d{2,5}\.\w{3,4}$/, '')
  if (/(?:^|\.)bbci\.co\.uk$/.test(host)) return path.replace(/\/\d{2,4}(?=\/)/, '')
  if (/(?:^|\.)(?:blogspot|googleusercontent|ggpht)\.com$/.test(host))
    return path
      .replace(/\/(?:[swh]\d{1,4}(?:-[a-z]\d{0,4})*)(?=\/)/g, '')
      .replace(/=[swh]\d{1,4}[\w-]{0,40}$/, '')
  if (/(?:^|\.)staticflickr\.com$/.test(host)) return path.replace(/_[a-z](?=\.\w{3,4}$)/, '')
  if (/(?:^|\.)twimg\.com$/.test(host)) return path.replace(/:\w{3,8}$/, '').replace(/\.\w{3,4}$/, '')
  if (/(?:^|\.)wikimedia\.org$/.test(host))
    return path.replace('/thumb/', '/').replace(/\/(?:lossy-page\d-)?\d{2,5}px-[^/]*$/, '')
  return path
    .replace(/[-_]\d{2,5}x\d{2,5}(?=(?:@\dx)?\.\w{3,4}$)/, '')
    .replace(/(?:-scaled|[-_]thumb(?:nail)?|@\dx)(?=\.\w{3,4}$)/i, '')
    .replace(/\/\d{2,5}x\d{2,5}(?=\/)/g, '')
    .replace(sizeFolders, '')
    .replace(/\.(?:jpe?g|webp|avif)$/i, '.jpg')
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
