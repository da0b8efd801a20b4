/**
 * treeKey.ts — what a key means in the outlets tree. Pure but for the letters typed so far, which it keeps.
 *
 * Room:     renderer/panes. Source: WAI-ARIA authoring practices, tree view.
 */
import type { FolderId } from '../../preload/contract/model.ts'
import { commandFor } from '../keys/commandFor.ts'
import { isMac } from '../keys/platform.ts'
import type { OutletLine } from '../state/outletLines.ts'
import type { OutletNode } from '../state/readerState.ts'

export type TreeWish =
  | { readonly kind: 'open'; readonly line: OutletLine }
  | { readonly kind: 'menu'; readonly line: OutletLine }
  | { readonly kind: 'toggle'; readonly folderId: FolderId }
  | { readonly kind: 'rename' | 'remove'; readonly node: OutletNode }
  | { readonly kind: 'move'; readonly node: OutletNode; readonly way: 'up' | 'down' | 'in' | 'out' }
  | { readonly kind: 'leave' }
  /** Ours, but there is nothing to do: the window must not take it for something else. */
  | { readonly kind: 'nothing' }

interface Typed {
  text: string
  at: number
}

const typeAheadMs = 800
const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' } as const

/** @returns null when the key is not the tree's. */
export function treeKey(
  event: KeyboardEvent,
  lines: readonly OutletLine[],
  openKey: string,
  typed: Typed,
): TreeWish | null {
  const at = lines.findIndex((line) => line.key === openKey)
  const line = lines[at] ?? null
  const node = line === null ? null : nodeOf(line)
  const open = (i: number): TreeWish => {
    const there = lines[i]
    return there === undefined ? { kind: 'nothing' } : { kind: 'open', line: there }
  }
  if (event.altKey && isArrow(event.key)) {
    return node === null ? { kind: 'nothing' } : { kind: 'move', node, way: ways[event.key] }
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return null
  switch (event.key) {
    case 'ArrowDown':
      return open(at + 1)
    case 'ArrowUp':
      return open(Math.max(0, at - 1))
    case 'Home':
      return open(0)
    case 'End':
      return open(lines.length - 1)
    case 'Enter':
      return { kind: 'leave' }
    case 'ArrowRight':
      if (line?.kind !== 'folder') return { kind: 'leave' }
      return line.isOpen ? open(at + 1) : { kind: 'toggle', folderId: line.folder.id }
    case 'ArrowLeft':
      return line === null ? { kind: 'nothing' } : outOf(line, lines, at)
    case 'F2':
      return node === null ? { kind: 'nothing' } : { kind: 'rename', node }
    case 'Delete':
      return node === null ? { kind: 'nothing' } : { kind: 'remove', node }
    case 'ContextMenu':
      return line === null ? { kind: 'nothing' } : { kind: 'menu', line }
    case 'F10':
      return event.shiftKey && line !== null ? { kind: 'menu', line } : null
    default:
      return typeAhead(event, lines, at, typed)
  }
}

function outOf(line: OutletLine, lines: readonly OutletLine[], at: number): TreeWish {
  if (line.kind === 'folder' && line.isOpen) return { kind: 'toggle', folderId: line.folder.id }
  const parent = lines.slice(0, at).findLast((other) => other.level === line.level - 1)
  return parent === undefined ? { kind: 'nothing' } : { kind: 'open', line: parent }
}

function typeAhead(
  event: KeyboardEvent,
  lines: readonly OutletLine[],
  at: number,
  typed: Typed,
): TreeWish | null {
  if (event.key.length !== 1 || event.key === ' ') return null
  const goesOn = typed.text !== '' && event.timeStamp - typed.at < typeAheadMs
  if (!goesOn && commandFor(event, 'elsewhere', isMac) !== null) return null
  typed.text = (goesOn ? typed.text : '') + event.key.toLowerCase()
  typed.at = event.timeStamp
  const start = goesOn ? at : at + 1
  const round = [...lines.slice(start), ...lines.slice(0, start)]
  const found = round.find((line) => titleOf(line).toLowerCase().startsWith(typed.text))
  return found === undefined ? { kind: 'nothing' } : { kind: 'open', line: found }
}

function titleOf(line: OutletLine): string {
  if (line.kind === 'view') return ''
  return line.kind === 'feed' ? line.feed.title : line.folder.title
}

function nodeOf(line: OutletLine): OutletNode | null {
  if (line.kind === 'feed') return { kind: 'feed', id: line.feed.id }
  return line.kind === 'folder' ? { kind: 'folder', id: line.folder.id } : null
}

function isArrow(key: string): key is keyof typeof ways {
  return Object.hasOwn(ways, key)
}
