/**
 * redact.ts — takes what is private out of a text that a person is going to show to others. Pure.
 *
 * Room:     main/base.
 * Promises: addresses are reduced to their hosts, paths to their last part, titles and typed words to "…"; no user name, no
 *           home folder, no mail address, nothing of an address but its host. What is not understood is left: the text is
 *           for a person, who reads it before sending it.
 * Knows:    new lines of the log hold no more than hosts already (log.ts); older ones do. Facts in a line are JSON, which says
 *           where each begins and ends; in the rest an address goes on to the end, but for the lines of a stack.
 */
import { findAddress, hostsOnly } from './hostsOnly.ts'
import { redactFacts } from './redactFacts.ts'

export interface Private {
  /** Absolute. */
  readonly home: string
  readonly userName: string
}

/** In JSON that was cut off. */
const worded = /"(?:title|name|text|outlet|outletTitle|paper|search|query|typed)":"(?:[^"\\]|\\.)*(?:"|\\?$)/g
/** The name of a computer. */
const lockedOn = /(\blocked on ).{1,255}?( by pid)/g
const mail = /(?<![^\s@])[^\s@]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** In quotes a path may hold anything, quotes too. */
const quotedPath = /(['"])(?:\/|~[/\\]|[A-Za-z]:[\\/]).*\1/g
const plainPath = /(?<![\w.…/\\~])(?:[A-Za-z]:(?=[\\/])|~(?=[\\/]))?(?:[\\/]{1,2}[^\s\\/:"',;()]+){2,}/g
const wholePath = /^(?:[A-Za-z]:|~|…)?[\\/][^\n]*$/
const ofFile = /file:\/\/[^\s'"()]*/gi
/** One line of a stack, and where the first one begins. */
const frame =
  /^\s+at (?:(?:async |new )*[\w$.<>#[\] ]{1,100} \()?(?:file:\/\/|node:|\/|[A-Za-z]:[\\/])[^()\s]*:\d+(?::\d+)?\)?$/
const framesBegin = /(?:\n|\\u000a)(?=[^\S\n]+at )/

export function redact(text: string, own: Private): string {
  const opening = text.indexOf('{')
  const address = findAddress(text)
  const end = opening === -1 || (address !== -1 && address < opening) ? -1 : endOfJson(text, opening)
  if (end === -1) return redactText(text, own)
  const facts: unknown = JSON.parse(text.slice(opening, end))
  const bare = JSON.stringify(redactFacts(facts, (value) => redactField(value, own)))
  return `${redactText(text.slice(0, opening), own)}${bare}${redactText(text.slice(end), own)}`
}

/** A fact that diagnostics show. */
export function redactFailure(facts: object, own: Private): string {
  return JSON.stringify(redactFacts(facts, (value) => redactField(value, own)))
}

/** A whole value: of a path its last part stays, whatever it holds. */
function redactField(value: string, own: Private): string {
  const homeless = withoutHome(value, own)
  return wholePath.test(homeless) ? withoutName(lastPart(homeless), own) : redactText(value, own)
}

function redactText(text: string, own: Private): string {
  const [message = '', ...frames] = text.split(framesBegin)
  const kept = frames.flatMap((each) => each.split(/\n|\\u000a/)).filter((line) => frame.test(line))
  const bare = [
    withoutPlaces(withoutHome(hostsOnly(message.replace(worded, '"…"')), own)),
    ...kept.map((line) => withoutPlaces(withoutHome(line, own))),
  ]
  return withoutName(bare.join('\\u000a'), own)
}

function withoutPlaces(text: string): string {
  return text
    .replace(ofFile, lastPart)
    .replace(mail, '…@…')
    .replace(lockedOn, '$1…$2')
    .replace(quotedPath, (path, quote: string) => `${quote}${lastPart(path.slice(1, -1))}${quote}`)
    .replace(plainPath, lastPart)
}

function withoutHome(text: string, { home }: Private): string {
  return [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/')]
    .filter((each) => each.length > 1)
    .reduce((now, each) => now.replaceAll(each, '~'), text)
}

function withoutName(text: string, { userName }: Private): string {
  return userName.length < 3 ? text : text.replace(wordOf(userName), '…')
}

function lastPart(path: string): string {
  const last =
    path
      .split(/[\\/]+/)
      .at(-1)
      ?.split(/[?#]/)[0] ?? ''
  return `${path.startsWith('~') ? '~' : ''}…/${last}`
}

/** Behind the object that begins there; -1 when it is none. */
function endOfJson(text: string, opening: number): number {
  let depth = 0
  let isText = false
  for (let at = opening; at < text.length; at += 1) {
    const one = text[at]
    if (isText) {
      if (one === '\\') at += 1
      else if (one === '"') isText = false
    } else if (one === '"') isText = true
    else if (one === '{') depth += 1
    else if (one === '}' && (depth -= 1) === 0) return isJson(text.slice(opening, at + 1)) ? at + 1 : -1
  }
  return -1
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function wordOf(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'giu')
}
