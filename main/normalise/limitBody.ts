/**
 * limitBody.ts — the body of an article, cleaned, kept within what a window can draw.
 *
 * Room:     main/normalise. Pure. The limits themselves are the border's (preload/contract/articleLimits.ts): the window
 *           applies them again to what it has cleaned itself.
 * Promises: what keeps within the limits comes back letter by letter.
 */
import { parseDocument } from 'htmlparser2'
import { articleLimits } from '../../preload/contract/articleLimits.ts'
import type { ArticleLimits, Cut } from '../../preload/contract/articleLimits.ts'
import { keepWithinLimits } from '../../preload/contract/articleTree.ts'
import { piecesOf, writePieces } from './pieces.ts'

export interface LimitedHtml {
  readonly html: string
  readonly cut: readonly Cut[]
}

/** @param html What sanitize-html wrote. */
export function limitBody(html: string, limits: ArticleLimits = articleLimits): LimitedHtml {
  if (isSmall(html, limits)) return { html, cut: [] }
  const tree = parseDocument(html).children.flatMap(piecesOf)
  const { pieces, cut } = keepWithinLimits(tree, limits)
  return { html: writePieces(pieces), cut }
}

/** A look that spares nearly every article the walk; what it lets through is small by its length alone. */
function isSmall(html: string, limits: ArticleLimits): boolean {
  return html.length <= limits.paragraph && !/<(?:table|col)|\p{M}{31}/u.test(html)
}
