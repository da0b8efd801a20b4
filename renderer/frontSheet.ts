/**
 * frontSheet.ts — keeps the panes as markup for the next start, and clears last time's away when the page stands.
 *
 * Room:     renderer; with boot.ts the only home of the element `#sheet`.
 * Promises: what is kept holds no frame, no address and no picture of its own; it is taken while nothing is going on,
 *           and never while a dialog is open.
 */
import { sheetLimit } from '../preload/contract/frontSheet.ts'
import type { FrontSheet } from '../preload/contract/frontSheet.ts'
import type { Bridge } from '../preload/contract/requests.ts'
import type { Reader } from './state/reader.ts'

const restMs = 1500
const clearedAtLastMs = 5000

export function keepFrontSheet(reader: Pick<Reader, 'store'>, bridge: Bridge): void {
  let timer = 0
  let last = ''
  reader.store.subscribe(({ list, settings, dialog }) => {
    clearTimeout(timer)
    if (list.rows.phase !== 'ready' || settings === null || dialog !== null) return
    timer = window.setTimeout(() => {
      requestIdleCallback(() => {
        const sheet = takeSheet(document)
        if (sheet === null || sheet.html === last) return
        last = sheet.html
        void bridge.ask('front:keep', sheet)
      })
    }, restMs)
  })
}

/** Null when there are no panes, or more of them than is worth keeping. */
export function takeSheet(page: Document): FrontSheet | null {
  const panes = page.querySelector('#root > .panes')
  if (panes === null) return null
  const copy = panes.cloneNode(true) as Element
  const originals = [panes, ...panes.querySelectorAll('*')]
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[index]
    const style = element.getAttribute('style')
    if (style !== null) element.setAttribute('data-style', style)
    const top = original?.scrollTop ?? 0
    if (top > 0) element.setAttribute('data-top', String(Math.round(top)))
    for (const name of ['style', 'id', 'src', 'srcset', 'href', 'title', 'tabindex'])
      element.removeAttribute(name)
    if (element.tagName === 'IFRAME') element.replaceWith(boxLike(element))
  }
  const html = copy.outerHTML
  if (html.length > sheetLimit) return null
  const { lang, dataset } = page.documentElement
  const theme = dataset['theme']
  return {
    html,
    language: lang === 'ja' ? 'ja' : 'en',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  }
}

/** Resolves nothing and takes nothing away before the rows of the page itself are painted. */
export function clearFrontSheet(reader: Pick<Reader, 'store'>): void {
  const sheet = document.getElementById('sheet')
  if (sheet === null) return
  const clear = () => {
    stop()
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        sheet.remove()
      }),
    )
  }
  const stop = reader.store.subscribe(({ list, health }) => {
    if (list.rows.phase === 'ready' || list.rows.phase === 'failed' || health?.phase === 'closed') clear()
  })
  setTimeout(() => {
    sheet.remove()
  }, clearedAtLastMs)
}

function boxLike(element: Element): Element {
  const box = document.createElement('div')
  box.className = element.className
  return box
}
