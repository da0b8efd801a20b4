/**
 * frontSheet.ts — the panes as they last stood, as plain markup that is shown until the reader's page stands itself.
 *
 * Room:     main/shell.
 * Promises: a sheet of another build, one that is too large, and one that holds anything but text and boxes is not shown.
 *           What cannot be kept costs a few hundred milliseconds at the next start and nothing else.
 * Knows:    the page's policy runs no script of it either way (schemes.ts); it is looked at because a file can be changed
 *           by anyone who can write there.
 */
import { createHash } from 'node:crypto'
import type { Log } from '../base/log.ts'
import { sheetLimit } from '../../preload/contract/frontSheet.ts'
import type { FrontSheet } from '../../preload/contract/frontSheet.ts'
import { readPrivate, replacePrivate } from './privateFile.ts'

export interface FrontSheets {
  /** `page` with the sheet in it; `page` itself when there is none to show. */
  readonly onto: (page: string) => string
  readonly keep: (sheet: FrontSheet) => Promise<void>
}

const place = '<div id="root"></div>'
const start = '<html lang="en">'
const forbidden =
  /<[\s/]*(?:script|iframe|frame|object|embed|applet|base|meta|link|style|template|portal)\b|<!|\son[a-z]+\s*=|\ssrc(?:doc|set)?\s*=|\shref\s*=|javascript:/i

export function openFrontSheets(file: string, log: Log): FrontSheets {
  let build = ''
  return {
    onto: (page) => {
      build = buildOf(page)
      const sheet = read(file, build)
      if (sheet === null) return page
      const theme = sheet.theme === null ? '' : ` data-theme="${sheet.theme}"`
      return page
        .replace(start, () => `<html lang="${sheet.language}"${theme}>`)
        .replace(place, () => `${place}<div id="sheet" aria-hidden="true" inert>${sheet.html}</div>`)
    },
    keep: async (sheet) => {
      if (build === '') return
      try {
        await replacePrivate(file, JSON.stringify({ build, ...sheet }))
      } catch (cause) {
        log.error('front sheet not kept', cause)
      }
    },
  }
}

/** Markup and style belong together: both have their hashes in the page. */
function buildOf(page: string): string {
  return createHash('sha256').update(page).digest('hex').slice(0, 20)
}

function read(file: string, build: string): FrontSheet | null {
  try {
    const found = JSON.parse(readPrivate(file, 4 * sheetLimit).toString('utf8')) as Partial<
      Record<keyof FrontSheet | 'build', unknown>
    >
    const { html, language, theme } = found
    if (found.build !== build || typeof html !== 'string' || html.length > sheetLimit) return null
    if (forbidden.test(html)) return null
    return {
      html,
      language: language === 'ja' ? 'ja' : 'en',
      theme: theme === 'light' || theme === 'dark' ? theme : null,
    }
  } catch {
    return null
  }
}
