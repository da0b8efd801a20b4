/** The window where the system draws the colours itself: what is chosen and what has the focus can still be told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { endReaders, launchReader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { familyOf, headlinesPane, openOutlet, untilFetched } from '../helpers/readerWindow.ts'

let outlet: Outlet
beforeEach(async () => {
  outlet = await startOutlet()
})
afterEach(async () => {
  await endReaders()
  await outlet.stop()
})

/** A line round it, of whatever kind. */
const hasLine = (element: Locator) =>
  element.evaluate((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  })

async function open(colorScheme: 'light' | 'dark'): Promise<Page> {
  const { page } = await launchReader({ starter: familyOf(outlet) })
  await page.emulateMedia({ forcedColors: 'active', colorScheme })
  await untilFetched(page, outlet, 10)
  await openOutlet(page, outlet.name)
  return page
}

describe.each(['light', 'dark'] as const)('with forced colours, %s', (scheme) => {
  it('the open paper and the open headline have a line round them, the others none', async () => {
    const page = await open(scheme)
    const rows = headlinesPane(page).getByRole('option')
    await rows.nth(1).click()
    const chosen = [
      headlinesPane(page).locator('[role=option][aria-selected=true]'),
      page.locator('[role=treeitem][aria-selected=true]'),
    ]
    for (const one of chosen) expect(await hasLine(one)).toBe(true)
    expect(await hasLine(rows.nth(3))).toBe(false)
  })

  it('what is reached with Tab has a line round it, whatever it is', async () => {
    const page = await open(scheme)
    const unseen: string[] = []
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      if ((await focused.count()) === 0) continue
      const isList = await focused.evaluate((one) => one.matches('[role=tree], [role=listbox], iframe'))
      // A list shows it at the line that is open; the frame at its sheet.
      if (!isList && !(await hasLine(focused))) unseen.push(await focused.evaluate((one) => one.outerHTML))
    }
    expect(unseen).toEqual([])
  })
})
