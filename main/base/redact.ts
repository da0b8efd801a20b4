/**
 * redact.ts — takes what is private out of a text that a person is going to show to others. Pure.
 *
 * Room:     main/base.
 * Promises: addresses are reduced to their hosts, paths to their last part, titles and typed words to "…"; no user name, no
 *           home folder, no mail address, nothing of an address but its host. What is not understood is left: the text is
 *           for a person, who reads it before sending it.
 */
export interface Private {
  /** Absolute. */
  readonly home: string
  readonly userName: string
}

/** Facts whose values are a person's or an outlet's words. */
const worded = /"(title|name|text|outlet|outletTitle|search|query|typed|url|to)":"(?:[^"\\]|\\.)*"/g
const address = /\b([a-z][a-z0-9+.-]{1,20}):\/\/[^\s"'<>()]*/gi
/** The name of a computer. */
const lockedOn = /(\blocked on ).{1,255}?( by pid)/g
const mail = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** In quotes a path may hold spaces. */
const quotedPath = /'(?:\/|~[/\\]|[A-Za-z]:[\\/])[^']*'/g
const plainPath = /(?<![\w.…/\\~])(?:[A-Za-z]:(?=[\\/])|~(?=[\\/]))?(?:[\\/]{1,2}[^\s\\/:"',;()]+){2,}/g

export function redact(text: string, { home, userName }: Private): string {
  const spelled = [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')]
  const homeless = spelled
    .filter((each) => each.length > 1)
    .reduce((now, each) => now.replaceAll(each, '~'), text)
  const bare = homeless
    .replace(worded, (whole, key: string) =>
      key === 'url' || key === 'to' ? whole.replace(address, hostOnly) : `"${key}":"…"`,
    )
    .replace(address, hostOnly)
    .replace(mail, '…@…')
    .replace(lockedOn, '$1…$2')
    .replace(quotedPath, (path) => `'${lastPart(path.slice(1, -1))}'`)
    .replace(plainPath, lastPart)
  return userName.length < 3 ? bare : bare.replace(wordOf(userName), '…')
}

function hostOnly(found: string, scheme: string): string {
  if (scheme.toLowerCase() === 'file') return lastPart(found)
  const host = URL.canParse(found) ? new URL(found).hostname : ''
  return `${scheme}://${host === '' ? '…' : host}`
}

function lastPart(path: string): string {
  const last = path.split(/[\\/]+/).at(-1) ?? ''
  return `${path.startsWith('~') ? '~' : ''}…/${last}`
}

function wordOf(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'giu')
}
