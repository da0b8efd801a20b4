/**
 * drawing.ts — an SVG drawing from outside in, a drawing of ours out: nothing in it runs, loads, moves or takes for ever.
 *
 * Room:     main/normalise; runs in a worker. Imports: htmlparser2's tokenizer (XML).
 * Promises: what comes out was written here, element by element, by the lists of drawingRules.ts, and begins with
 *           `drawingStart` (base/sniffDrawing.ts). Entities are never expanded, a document type is dropped. What is larger than
 *           the limits, or draws itself more often than them, is no picture.
 * Limits:   2 MB, 10,000 elements, 60 deep, 40,000 drawn with all that is drawn again by `use` and its like, 3 of those deep.
 */
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'
import { gunzipSync } from 'node:zlib'
import { drawingStart, mostDrawingBytes } from '../base/sniffDrawing.ts'
import { readDataPicture } from '../base/dataPicture.ts'
import { escapeText } from '../parse/entities.ts'
import {
  drawingAttributes,
  drawingElements,
  isQuietValue,
  lookProperties,
  quietSheet,
  quietStyle,
} from './drawingRules.ts'
import { isTooHeavy } from './drawingWeight.ts'
import type { Drawn } from './drawingWeight.ts'

const mostElements = 10_000
const deepest = 60
const mostImages = 20
const visible = /^(?:path|rect|circle|ellipse|line|polyline|polygon|text|image|use)$/

/** @param bytes As they came, gzip too. @returns null for what is no drawing, or one that could hold the window. */
export function tidyDrawing(bytes: Uint8Array): Uint8Array | null {
  const text = textOf(bytes)
  if (text === null || !/<svg[\s>]|<[\w-]{1,20}:svg[\s>]/.test(text.slice(0, 64_000))) return null
  const reader = new Reader(text)
  if (!reader.read()) return null
  return new TextEncoder().encode(reader.written())
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    const plain = isPacked ? gunzipSync(bytes, { maxOutputLength: mostDrawingBytes }) : bytes
    if (plain.length > mostDrawingBytes) return null
    const isUtf16 = (plain[0] === 0xff && plain[1] === 0xfe) || (plain[0] === 0xfe && plain[1] === 0xff)
    return new TextDecoder(isUtf16 ? (plain[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(plain)
  } catch {
    return null
  }
}

interface Open {
  readonly name: string
  /** What is in it goes too. */
  readonly isGone: boolean
  readonly drawn: Drawn | null
}

class Reader {
  readonly #text: string
  readonly #parts: string[] = []
  readonly #open: Open[] = []
  readonly #all: Drawn[] = []
  readonly #byClass = new Map<string, string>()
  #words = ''
  /** Words whose references are still to be read. */
  #raw = ''
  #name = ''
  #attribute = ''
  #value = ''
  #attributes = new Map<string, string>()
  #images = 0
  #isRefused = false
  #isOver = false

  constructor(text: string) {
    this.#text = text
  }

  /** False when it is refused. */
  read(): boolean {
    const text = this.#text
    const nothing = () => undefined
    const callbacks: TokenizerCallbacks = {
      onattribentity: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onprocessinginstruction: nothing,
      ontextentity: nothing,
      ontext: (start, end) => {
        this.#raw += text.slice(start, end)
      },
      oncdata: (start, end, offset) => {
        this.#unpack()
        this.#words += text.slice(start, end - offset)
      },
      onopentagname: (start, end) => {
        this.#name = localOf(text.slice(start, end))
        this.#attributes = new Map()
      },
      onattribname: (start, end) => {
        this.#attribute = text.slice(start, end)
        this.#value = ''
      },
      onattribdata: (start, end) => {
        this.#value += text.slice(start, end)
      },
      onattribend: () => {
        if (!this.#attributes.has(this.#attribute))
          this.#attributes.set(this.#attribute, decoded(this.#value))
      },
      onopentagend: () => {
        this.#begin(false)
      },
      onselfclosingtag: () => {
        this.#begin(true)
      },
      onclosetag: (start, end) => {
        this.#end(localOf(text.slice(start, end)))
      },
    }
    const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, callbacks)
    for (let at = 0; at < text.length && !this.#isRefused && !this.#isOver; at += 16_384)
      tokenizer.write(text.slice(at, at + 16_384))
    // What is not closed is closed here; a drawing that was cut off shows what came.
    for (let open = this.#open.at(-1); open !== undefined && !this.#isRefused; open = this.#open.at(-1))
      this.#end(open.name)
    return (
      !this.#isRefused &&
      this.#all.some(({ name }) => visible.test(name)) &&
      !isTooHeavy(this.#all, this.#byClass)
    )
  }

  written(): string {
    return this.#parts.join('')
  }

  #begin(isEmpty: boolean): void {
    if (this.#isRefused || this.#isOver) return
    this.#flush()
    const name = this.#name
    const isRoot = this.#open.length === 0
    const parent = this.#open.at(-1)
    if (isRoot && name !== 'svg') {
      this.#isRefused = true
      return
    }
    const isGone = parent?.isGone === true || !drawingElements.has(name)
    const attributes = isGone ? null : this.#kept(name)
    const isDropped = attributes === null
    if (this.#open.length >= deepest || this.#all.length >= mostElements) {
      this.#isRefused = true
      return
    }
    let drawn: Drawn | null = null
    if (!isDropped) {
      drawn = { name, attributes, children: [] }
      this.#all.push(drawn)
      parent?.drawn?.children.push(drawn)
      this.#parts.push(isRoot ? drawingStart : `<${name === 'a' ? 'g' : name}`, written(attributes), '>')
    }
    this.#open.push({ name, isGone: isDropped, drawn })
    if (isEmpty) this.#end(name)
  }

  #end(name: string): void {
    if (this.#isRefused || this.#isOver) return
    this.#flush()
    const open = this.#open.at(-1)
    // XML closes in order; what does not is not drawn by anybody.
    if (open?.name !== name) {
      this.#isRefused = true
      return
    }
    this.#open.pop()
    if (!open.isGone) this.#parts.push(`</${name === 'a' ? 'g' : name}>`)
    if (this.#open.length === 0) this.#isOver = true
  }

  #unpack(): void {
    this.#words += decoded(this.#raw)
    this.#raw = ''
  }

  /** What stands between two tags; it may come in pieces. */
  #flush(): void {
    this.#unpack()
    const text = this.#words
    this.#words = ''
    const open = this.#open.at(-1)
    if (text === '' || open === undefined || open.isGone) return
    if (open.name === 'style') {
      const { css, byClass } = quietSheet(text)
      this.#parts.push(escapeText(css))
      for (const [name, style] of byClass)
        this.#byClass.set(name, `${this.#byClass.get(name) ?? ''};${style}`)
    } else if (/^(?:text|tspan|textPath|title|desc)$/.test(open.name)) this.#parts.push(escapeText(text))
  }

  /** Null when the element has nothing to show without what it lost. */
  #kept(name: string): ReadonlyMap<string, string> | null {
    const kept = new Map<string, string>()
    for (const [key, value] of this.#attributes) {
      if (key === 'href' || key === 'xlink:href') {
        if (/^#[\w.:-]{1,200}$/.test(value.trim()) && name !== 'a') kept.set('href', value.trim())
        else if (name === 'image') this.#keepImage(kept, value)
      } else if (key === 'style') {
        const style = quietStyle(value)
        if (style !== '') kept.set('style', style)
      } else if (drawingAttributes.has(key) || lookProperties.has(key)) {
        if (key === 'd' || key === 'points' || isQuietValue(value)) kept.set(key, value)
      }
    }
    return (name === 'image' || name === 'use') && !kept.has('href') ? null : kept
  }

  /** A raster picture inside the drawing. */
  #keepImage(kept: Map<string, string>, value: string): void {
    this.#images += 1
    const picture = this.#images > mostImages ? null : readDataPicture(value)
    if (picture !== null) kept.set('href', picture.address)
  }
}

function written(attributes: ReadonlyMap<string, string>): string {
  return Array.from(attributes, ([name, value]) => ` ${name}="${escapeText(value)}"`).join('')
}

/** `svg:path` is `path`: some write every name with a prefix. Others' vocabularies are in no list. */
const localOf = (name: string) => (name.startsWith('svg:') ? name.slice(4) : name)

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The references that XML itself knows; all others were declared by the document, and go. */
function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([\w.-]{1,60}));/gi,
    (_, tens?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? ''
      const code = tens === undefined ? Number.parseInt(hex ?? '0', 16) : Number(tens)
      const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isCharacter || code === 9 || code === 10 ? String.fromCodePoint(code) : ''
    },
  )
}
