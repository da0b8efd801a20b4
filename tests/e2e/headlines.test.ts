/** The rows of the middle pane as they are drawn: what is cut says so. */
import { describe, expect, it } from 'vitest'
import { launchReader } from '../helpers/electron.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { outletEach } from '../helpers/outletEach.ts'
import { familyOf, headlinesPane, openOutlet, untilFetched } from '../helpers/readerWindow.ts'

let outlet: Outlet
outletEach((started) => {
  outlet = started
})

describe('a headline', () => {
  it('whose title and first words are longer than its row ends with an ellipsis, between two lines of text', async () => {
    const { page } = await launchReader({ starter: familyOf(outlet) })
    await untilFetched(page, outlet, 10)
    await openOutlet(page, outlet.name)
    const drawn = await headlinesPane(page)
      .getByRole('option')
      .evaluateAll((options) =>
        options.map((option) => {
          const row = option.getBoundingClientRect()
          const text = option.querySelector('.headline-text')
          if (text === null) throw new Error('a row without text')
          const { bottom } = text.getBoundingClientRect()
          const { webkitLineClamp } = getComputedStyle(text)
          return {
            webkitLineClamp,
            isCut: text.scrollHeight > text.clientHeight,
            isInside: bottom < row.bottom,
          }
        }),
      )
    expect(drawn.some(({ isCut }) => isCut)).toBe(true)
    expect(drawn.every(({ isInside, webkitLineClamp }) => isInside && webkitLineClamp === '4')).toBe(true)
  })
})
