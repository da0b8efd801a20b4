/**
 * links.ts — hands an address to the system's browser, and nothing but web and mail addresses.
 *
 * Room:   main/shell. Source: safety.md §1.1 item 15, tests 46–47 and 117.
 */
import { shell } from 'electron'
import { fail, ok } from '../../preload/contract/failure.ts'
import type { Outcome } from '../../preload/contract/failure.ts'
import { readOutsideLink } from '../base/outsideLink.ts'

/** One link a gesture: nothing faster than this reaches the browser. */
const pauseMs = 300

export function makeLinkOpener(
  now: () => number,
  open: (url: string) => Promise<void> = (url) => shell.openExternal(url),
) {
  let last = -Infinity
  return async (text: string): Promise<Outcome<null>> => {
    const url = readOutsideLink(text)
    if (url === null || now() - last < pauseMs) return fail({ kind: 'bad-link', url: text.slice(0, 200) })
    last = now()
    await open(url)
    return ok(null)
  }
}
