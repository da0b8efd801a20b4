/**
 * htmlTags.ts — the tags of some names in HTML, where they stand, with their attributes.
 *
 * Room:     main/normalise. Imports: htmlparser2, whose own tokenizer says what a tag is. Pure, linear.
 * Knows:    a tag in a comment, an attribute or a script is none: a `srcdoc` is full of them.
 */
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'
import { decodeEntities } from '../parse/entities.ts'

export interface HtmlTag {
  /** Lower case. */
  readonly name: string
  readonly kind: 'open' | 'empty' | 'close'
  /** Of `<`. */
  readonly start: number
  /** Behind `>`. */
  readonly end: number
  /** Names in lower case, references decoded; the first of a name counts. */
  readonly attributes: Readonly<Record<string, string>>
}

/** In document order. @param isWanted Asked with a name in lower case. */
export function htmlTags(html: string, isWanted: (name: string) => boolean): HtmlTag[] {
  const tags: HtmlTag[] = []
  const nothing = () => undefined
  let open: { readonly name: string; readonly start: number; attributes: Record<string, string> } | null =
    null
  let attribute = ''
  let value = ''
  const end = (kind: HtmlTag['kind'], at: number) => {
    if (open !== null) tags.push({ ...open, kind, end: at + 1 })
    open = null
  }
  const callbacks: TokenizerCallbacks = {
    onattribentity: nothing,
    oncdata: nothing,
    oncomment: nothing,
    ondeclaration: nothing,
    onend: nothing,
    onprocessinginstruction: nothing,
    ontext: nothing,
    ontextentity: nothing,
    onopentagname: (start, stop) => {
      const name = html.slice(start, stop).toLowerCase()
      open = isWanted(name) ? { name, start: start - 1, attributes: {} } : null
    },
    onattribname: (start, stop) => {
      if (open !== null) attribute = html.slice(start, stop).toLowerCase()
      value = ''
    },
    onattribdata: (start, stop) => {
      if (open !== null) value += html.slice(start, stop)
    },
    onattribend: () => {
      if (open === null || Object.hasOwn(open.attributes, attribute) || attribute === '__proto__') return
      open.attributes[attribute] = decodeEntities(value)
    },
    onopentagend: (at) => {
      end('open', at)
    },
    onselfclosingtag: (at) => {
      end('empty', at)
    },
    onclosetag: (start, stop) => {
      const name = html.slice(start, stop).toLowerCase()
      if (!isWanted(name)) return
      const close = html.indexOf('>', stop)
      const from = html.lastIndexOf('<', start)
      tags.push({
        name,
        kind: 'close',
        start: from,
        end: close < 0 ? html.length : close + 1,
        attributes: {},
      })
    },
  }
  const tokenizer = new Tokenizer({ decodeEntities: false }, callbacks)
  tokenizer.write(html)
  tokenizer.end()
  return tags
}
