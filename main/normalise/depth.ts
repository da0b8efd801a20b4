/**
 * depth.ts — markup that nests deeper than any reader needs, made shallow before a tree is built of it.
 *
 * Room:     main/normalise. Imports: htmlparser2, whose own tokenizer says what a tag is. Pure, linear.
 * Promises: htmlparser2 finds at most `deepest` elements open in what comes back, and one that holds text only.
 * Knows:    - htmlparser2 needs time by the square of the depth: 100,000 open `div`s hold a thread for minutes.
 *           - a tag in a comment, an attribute or a script is none: `<!--</div>-->` closes nothing.
 *           - which start tags close what is open is htmlparser2's table (Parser.js); with a shorter one of ours `<dt><li>`,
 *             again and again, would nest without an end.
 *           - elements of foreign vocabularies (`svg`, `mi`) are remembered until they are closed by name.
 */
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'

const words = (text: string) => new Set(text.split(' '))

const forms = words('input option optgroup select button datalist textarea')
const paragraph = words('p')
const terms = words('dd dt')
const sections = words('thead tbody')
const readings = words('rt rp')

/** What a start tag closes when it stands right inside of it. */
const closing = new Map<string, ReadonlySet<string>>([
  ['tr', words('tr th td')],
  ['th', words('th')],
  ['td', words('thead th td')],
  ['body', words('head link script')],
  ['li', words('li')],
  ['option', words('option')],
  ['optgroup', words('optgroup option')],
  ...[...terms].map((name) => [name, terms] as const),
  ...[...readings].map((name) => [name, readings] as const),
  ...['tbody', 'tfoot'].map((name) => [name, sections] as const),
  ...['select', 'input', 'output', 'button', 'datalist', 'textarea'].map((name) => [name, forms] as const),
  ...[
    ...words(
      'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header ' +
        'hr main nav ol pre section table ul',
    ),
  ].map((name) => [name, paragraph] as const),
])
const empty = words(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
)
/** Without their start tags what they hold would be read as markup. */
const raw = words('script style title textarea xmp')
const foreign = words('svg math mi mo mn ms mtext annotation-xml foreignobject desc')
const mostForeign = 2000

/** Drops start and end tags below `deepest`; their text stays. Shallow HTML comes back as it is. */
export function capDepth(html: string, deepest: number): string {
  return hasManyTags(html, deepest) ? new Capping(html, deepest).run() : html
}

function hasManyTags(html: string, most: number): boolean {
  let at = -1
  for (let count = 0; count <= most; count++) {
    at = html.indexOf('<', at + 1)
    if (at < 0) return false
  }
  return true
}

class Capping {
  readonly #html: string
  readonly #deepest: number
  /** Names of what is open, as htmlparser2 will have it. */
  readonly #open: string[] = []
  /** Start tags that went, by name: their end tags go too. */
  readonly #gone = new Map<string, number>()
  readonly #parts: string[] = []
  #from = 0
  #foreign = 0
  #tagStart = 0
  #name = ''

  constructor(html: string, deepest: number) {
    this.#html = html
    this.#deepest = deepest
  }

  run(): string {
    const nothing = () => undefined
    const callbacks: TokenizerCallbacks = {
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
      onopentagname: (start, end) => {
        this.#tagStart = start - 1
        this.#name = this.#html.slice(start, end).toLowerCase()
      },
      onopentagend: (end) => {
        this.#start(end, false)
      },
      onselfclosingtag: (end) => {
        this.#start(end, true)
      },
      onclosetag: (start, end) => {
        this.#end(start, end)
      },
    }
    const tokenizer = new Tokenizer({}, callbacks)
    tokenizer.write(this.#html)
    tokenizer.end()
    return this.#parts.length === 0 ? this.#html : this.#parts.join('') + this.#html.slice(this.#from)
  }

  #start(end: number, isSelfClosing: boolean): void {
    const name = this.#name
    const closed = closing.get(name)
    if (closed !== undefined) while (closed.has(this.#open.at(-1) ?? '')) this.#open.pop()
    if (empty.has(name)) return
    const isForeign = foreign.has(name)
    if (isForeign) this.#foreign++
    const isTooMuch = this.#open.length >= this.#deepest || (isForeign && this.#foreign > mostForeign)
    if (!isTooMuch || (raw.has(name) && !isSelfClosing)) {
      this.#open.push(name)
      return
    }
    this.#gone.set(name, (this.#gone.get(name) ?? 0) + 1)
    this.#drop(this.#tagStart, end + 1)
  }

  #end(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase()
    const gone = this.#gone.get(name) ?? 0
    if (gone > 0) {
      this.#gone.set(name, gone - 1)
      const close = this.#html.indexOf('>', end)
      this.#drop(this.#html.lastIndexOf('<', start), close < 0 ? this.#html.length : close + 1)
      return
    }
    const at = this.#open.lastIndexOf(name)
    if (at >= 0) this.#open.length = at
  }

  /** A blank stays, so that what stood around a tag does not become one: `<<b>i>`. */
  #drop(start: number, end: number): void {
    if (start > this.#from || this.#parts.length === 0)
      this.#parts.push(this.#html.slice(this.#from, start), ' ')
    this.#from = end
  }
}
