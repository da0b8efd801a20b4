/** Covers renderer/frontSheet.ts: what is taken from the page for the next start. */
import { afterEach, describe, expect, it } from 'vitest'
import { takeSheet } from '../../../renderer/frontSheet.ts'

afterEach(() => {
  document.body.innerHTML = ''
})

function draw(panes: string): void {
  document.body.innerHTML = `<div id="root"><div class="panes">${panes}</div><dialog open>Settings</dialog></div>`
}

describe('the sheet that is taken', () => {
  it('holds words and places, and no address, frame, name or dialog', () => {
    draw(
      '<div id="headline-1" style="height: 12px" role="option" tabindex="0">Harbour <img src="picture://kept/1" class="thumb"></div>' +
        '<a href="https://paper.example/" title="x">Paper</a><iframe src="article.html" class="article-frame"></iframe>',
    )
    const html = takeSheet(document)?.html ?? ''
    expect(html).toContain('Harbour')
    expect(html).toContain('data-style="height: 12px"')
    expect(html).toContain('<div class="article-frame"></div>')
    expect(html).not.toMatch(/ (?:src|href|id|title|tabindex|style)=|<iframe|Settings/)
  })

  it('leaves the page as it was', () => {
    draw('<p id="a" style="width: 1px">One</p>')
    const before = document.body.innerHTML
    takeSheet(document)
    expect(document.body.innerHTML).toBe(before)
  })

  it('is none while there are no panes', () => {
    document.body.innerHTML = '<div id="root"></div>'
    expect(takeSheet(document)).toBeNull()
  })
})
