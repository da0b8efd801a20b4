/**
 * serialise.ts — a piece of htmlparser2's tree as HTML source again. Room: main/normalise. Pure.
 * Promises: text and attributes are escaped; comments, scripts and styles are left out. Goes down by recursion: the tree
 *           was made shallow first (depth.ts).
 */
import type { parseDocument } from 'htmlparser2'
import { escapeText } from '../parse/entities.ts'

export type Node = ReturnType<typeof parseDocument>['children'][number]

const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

export function serialise(nodes: readonly Node[]): string {
  return nodes.map(serialiseNode).join('')
}

function serialiseNode(node: Node): string {
  if ('data' in node) return node.nodeType === 3 ? escapeText(node.data) : ''
  if ('attribs' in node) {
    if (node.name === 'script' || node.name === 'style') return ''
    const attributes = Object.entries(node.attribs)
      .filter(([name]) => /^[^\s"'<>/=]+$/.test(name))
      .map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeText(value)}"`))
      .join('')
    const open = `<${node.name}${attributes}>`
    return empty.has(node.name) ? open : `${open}${serialise(node.children)}</${node.name}>`
  }
  return node.nodeType === 4 ? serialise(node.children) : ''
}
