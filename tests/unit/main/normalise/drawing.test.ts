/** Covers main/normalise/drawing.ts and its rules: of a hostile drawing only the drawing is left. Pure. */
import { gzipSync } from 'node:zlib'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { isTidyDrawing, maybeDrawing } from '../../../../main/base/sniffDrawing.ts'
import { tidyDrawing } from '../../../../main/normalise/drawing.ts'
import { bytesOf } from '../../../fixtures/builders.ts'
import { aDrawing, drawingBombs, hostileDrawings, noDrawings } from '../../../fixtures/drawings.ts'

function tidy(source: string | Uint8Array): string | null {
  const tidied = tidyDrawing(typeof source === 'string' ? bytesOf(source) : source)
  return tidied === null ? null : new TextDecoder().decode(tidied)
}

describe('a hostile drawing', () => {
  it.each(Object.entries(hostileDrawings))('neither runs nor loads: %s', (_, source) => {
    const written = tidy(source.replaceAll('{origin}', 'https://evil.example')) ?? ''
    expect(written).toContain('<rect width="20" height="10" fill="red">')
    expect(written).not.toMatch(
      /evil|script|\son\w+=|<(?:foreignObject|filter|fe|animate|set|iframe|image|html)|@|animation|&(?!amp;|lt;|gt;|quot;)/i,
    )
    expect(written).not.toMatch(/url\((?!#)/)
    expect(isTidyDrawing(bytesOf(written))).toBe(true)
    expect(tidy(written)).toBe(written)
  })

  it.each(Object.entries(drawingBombs))('is refused when it could hold the window: %s', (_, source) => {
    expect(tidy(source)).toBeNull()
  })

  it.each(Object.entries(noDrawings))('is none when it is something else: %s', (_, source) => {
    expect(tidy(source)).toBeNull()
    expect(isTidyDrawing(bytesOf(source))).toBe(false)
  })

  it('is refused when it is a bomb of gzip', () => {
    expect(tidy(gzipSync(Buffer.alloc(50_000_000, 32)))).toBeNull()
  })
})

describe('an honest drawing', () => {
  it('keeps its shapes, colours, words, gradients, classes and uses', () => {
    const written = tidy(
      `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
      <svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="4ex" viewBox="0 -1 9 9" style="vertical-align: -1ex; color: black" role="img">
      <svg:title>E = mc² &amp; more</svg:title><svg:style>.a{fill:#f00;stroke:url(#g)} text > tspan { font-size: 2px }</svg:style>
      <svg:defs><svg:linearGradient id="g"><svg:stop offset="0" stop-color="red"/></svg:linearGradient><svg:path id="E" d="M1 2"/></svg:defs>
      <svg:g transform="matrix(1 0 0 -1 0 0)"><svg:use xlink:href="#E" x="2"/><svg:text class="a" x="1">Tide &#x2192; sea</svg:text></svg:g></svg:svg>`,
    )
    for (const part of [
      '<title>E = mc² &amp; more</title>',
      '.a{fill:#f00;stroke:url(#g)}',
      '<stop offset="0" stop-color="red">',
      '<g transform="matrix(1 0 0 -1 0 0)">',
      '<use href="#E" x="2">',
      '<text class="a" x="1">Tide → sea</text>',
      'style="color:black"',
    ])
      expect(written).toContain(part)
    expect(parseDocument(written ?? '', { xmlMode: true }).children).toHaveLength(1)
  })

  it('may be packed, in UTF-16, and hold a raster picture of its own', () => {
    expect(tidy(gzipSync(aDrawing))).toContain('<rect')
    expect(tidy(Buffer.from(`\ufeff${aDrawing}`, 'utf16le'))).toContain('<rect')
    expect(maybeDrawing(Buffer.from(`\ufeff${aDrawing}`, 'utf16le'))).toBe(true)
    expect(maybeDrawing(bytesOf(`<?xml version="1.0"?>\n<!-- made by hand -->\n${aDrawing}`))).toBe(true)
    const png =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='
    expect(tidy(aDrawing.replace('<rect', `<image href="${png}" width="5"/><rect`))).toContain(
      `href="${png}"`,
    )
  })

  it('of four thousand shapes with clips and marks is still one', () => {
    const shapes = '<path clip-path="url(#c)" d="M0 0h1v1z"/>'.repeat(500) + '<path d="M0 0h1"/>'.repeat(3500)
    const clip = '<clipPath id="c"><rect width="9" height="9"/></clipPath>'
    expect(tidy(aDrawing.replace('<rect', `${clip}${shapes}<rect`))).not.toBeNull()
  })
})
