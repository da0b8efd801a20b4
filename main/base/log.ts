/**
 * log.ts — what happened, for the person who helps; one line each, no secrets.
 *
 * Room:     main/base.
 * Promises: an entry is one line (control characters escaped), at most 2,000 characters. It holds of an address scheme and host
 *           alone, and no words of a person or an outlet (redactFacts.ts). Paths of this machine are in it.
 */
import { hostsOnly } from './hostsOnly.ts'
import { redactFacts } from './redactFacts.ts'

export interface Log {
  readonly info: (what: string, facts?: object) => void
  readonly warn: (what: string, facts?: object) => void
  readonly error: (what: string, cause: unknown, facts?: object) => void
}

type Level = 'info' | 'warn' | 'error'

/** @param write Takes one finished line without its line end. */
export function makeLog(write: (line: string) => void, now: () => number = Date.now): Log {
  const put = (level: Level, what: string, facts: object | undefined, cause?: unknown) => {
    const rest = facts === undefined ? '' : ` ${safeJson(facts)}`
    const why = cause === undefined ? '' : ` :: ${describe(cause)}`
    write(logLine(`${new Date(now()).toISOString()} ${level} ${what}${rest}${why}`))
  }
  return {
    info: (what, facts) => {
      put('info', what, facts)
    },
    warn: (what, facts) => {
      put('warn', what, facts)
    },
    error: (what, cause, facts) => {
      put('error', what, facts, cause)
    },
  }
}

export const silentLog: Log = makeLog(() => undefined)

/** Escapes what could forge a line, hides credentials in addresses, and cuts. */
export function logLine(text: string): string {
  return text
    .replace(/(https?:\/\/)[^\s/@]+@/gi, '$1')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => {
      return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
    })
    .slice(0, 2000)
}

const frame =
  /^\s+at (?:(?:async |new )*[\w$.<>#[\] ]{1,100} \()?(?:file:\/\/|node:|app:\/\/kawaraban\/|\/|[A-Za-z]:[\\/])[^()\s]*:\d+(?::\d+)?\)?$/

function safeJson(facts: object): string {
  try {
    return JSON.stringify(redactFacts(facts))
  } catch {
    return '[facts that are not JSON]'
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return hostsOnly(String(cause))
  const { name, message, stack = '' } = cause
  // The message alone may hold an address, with anything in it, a line that looks like one of the stack too.
  const at = message === '' ? -1 : stack.indexOf(message)
  const frames = (at === -1 ? stack : stack.slice(at + message.length))
    .split('\n')
    .filter((line) => frame.test(line))
  return [`${at === -1 ? `${name}: ` : stack.slice(0, at)}${hostsOnly(message)}`, ...frames].join('\n')
}
