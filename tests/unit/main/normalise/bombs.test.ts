/** Covers main/normalise/clean.ts and limitBody.ts on tests/fixtures/bombs.ts: what the first cleaning lets through can be drawn. */
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { articleLimits } from '../../../../preload/contract/articleLimits.ts'
import { cleanBody, cleanStoredBody, cleaningVersion } from '../../../../main/normalise/clean.ts'
import { plainText } from '../../../../main/normalise/text.ts'
import { aBody } from '../../../fixtures/builders.ts'
import { bombs } from '../../../fixtures/bombs.ts'

const base = 'https://paper.example/'
type Nodes = ReturnType<typeof parseDocument>['children']
const elementsIn = (nodes: Nodes): number =>
  nodes.reduce((sum, node) => sum + ('children' in node ? 1 + elementsIn(node.children) : 0), 0)

describe('the first cleaning of an article that is made to hold a window', () => {
  it.each(Object.entries(bombs))('%s: within limits, and still', (_, html) => {
    const { html: cleaned, pictures, cut } = cleanBody(html, base)
    expect(elementsIn(parseDocument(cleaned).children)).toBeLessThanOrEqual(articleLimits.elements)
    expect(plainText(cleaned).length).toBeLessThanOrEqual(articleLimits.characters)
    expect(pictures.length).toBeLessThanOrEqual(articleLimits.pictures)
    for (const [, across] of cleaned.matchAll(/colspan="(\d+)"/g)) expect(Number(across)).toBeLessThan(1000)
    const again = cleanBody(cleaned, base)
    const letters = (text: string) => plainText(text).replace(/\s+/g, '').length
    expect(letters(again.html)).toBe(letters(cleaned))
    // What wraps a paragraph that was split stands there several times, its direction too.
    expect(again.cut.filter((one) => one !== 'marks')).toEqual([])
    if (cut.length === 0) expect(letters(cleaned)).toBe(letters(html))
  })

  it('is done again for what older rules had cleaned', () => {
    const bomb = bombs['spans across and down'] ?? ''
    const stored = cleanStoredBody({ ...aBody(), cleaned: 2, bodyHtml: bomb })
    expect(stored.cleaned).toBe(cleaningVersion)
    expect(stored.bodyHtml).not.toContain('colspan="1000"')
    expect(stored.cut).toEqual(['tables'])
  })
})
