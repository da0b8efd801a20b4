/**
 * blocks.ts — the blocks of an article's body, in order, each as HTML and as text.
 *
 * Room:     main/normalise. Imports: htmlparser2.
 * Promises: nothing of the body is lost; wrappers (`div`, `section`) are opened only when blocks stand in them.
 * Knows:    `.entry-content > p` alone would miss lists, quotes, captions and figures, so every block child counts.
 */
import { DomUtils, parseDocument } from 'htmlparser2'
import { capDepth } from './depth.ts'
import { serialise } from './serialise.ts'
import type { Node } from './serialise.ts'
import { plainText } from './text.ts'

export interface Block {
  /** Lower-case element name; '' for a run of inline nodes. */
  readonly tag: string
  readonly html: string
  /** Plain text with line feeds where the block has line breaks. */
  readonly text: string
}

const wrappers = new Set([
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'center',
  'body',
  'html',
  'aside',
])
const blockNames = new Set(
  (
    'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 ' +
    'h4 h5 h6 header hr html li main nav ol p pre section table ul iframe video audio'
  ).split(' '),
)
/** `serialise` goes down by recursion. */
const deepest = 200

export function toBlocks(html: string): Block[] {
  const blocks: Block[] = []
  walk(parseDocument(capDepth(html, deepest)).children, blocks)
  return blocks
}

/** One block a line, for blocks whose lines stand in one paragraph with `<br>` between them. */
export function linesOf(block: Block): Block[] {
  if (!/<br\b/i.test(block.html) || !/^(?:p|div|center|)$/.test(block.tag)) return [block]
  const inner =
    block.tag === '' ? block.html : block.html.replace(/^<[^>]*>/, '').replace(/<\/[a-z]+>\s*$/i, '')
  return inner
    .split(/<br\b[^>]*>/i)
    .map((line) => ({ tag: 'p', html: `<p>${line.trim()}</p>`, text: plainText(line) }))
    .filter(({ text, html: line }) => text !== '' || /<img\b/i.test(line))
}

function walk(nodes: readonly Node[], blocks: Block[]): void {
  let run: Node[] = []
  let breaks = 0
  const flush = () => {
    add(run, '', blocks)
    run = []
    breaks = 0
  }
  for (const node of nodes) {
    const name = 'name' in node ? node.name.toLowerCase() : ''
    if (blockNames.has(name)) {
      flush()
      const children = 'children' in node ? node.children : []
      if (wrappers.has(name) && children.some((child) => 'name' in child && blockNames.has(child.name))) {
        walk(children, blocks)
      } else add([node], name, blocks)
    } else if (name === 'br') {
      breaks++
      if (breaks > 1) flush()
      else run.push(node)
    } else if (node.nodeType === 8 || name === 'script' || name === 'style') {
      continue
    } else {
      if (node.nodeType !== 3 || DomUtils.textContent(node).trim() !== '') breaks = 0
      run.push(node)
    }
  }
  flush()
}

function add(nodes: readonly Node[], tag: string, blocks: Block[]): void {
  const html = withoutOuterBreaks(serialise(nodes).trim())
  if (html === '') return
  const text = plainText(html)
  if (text === '' && !/<(?:img|hr|iframe|video|audio|picture)\b/i.test(html)) return
  blocks.push({ tag, html: tag === '' ? `<p>${html}</p>` : html, text })
}

/** Without the line breaks, and the blanks between them, at either end. */
function withoutOuterBreaks(html: string): string {
  let start = 0
  while (html.startsWith('<br>', start)) {
    start += 4
    while (isBlank(html.charAt(start))) start++
  }
  let end = html.length
  while (end - 4 >= start && html.endsWith('<br>', end)) {
    end -= 4
    while (end > start && isBlank(html.charAt(end - 1))) end--
  }
  return html.slice(start, end)
}

const isBlank = (character: string) => character !== '' && character.trim() === ''
