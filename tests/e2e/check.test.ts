/** "Check my library" in the real window: a whole library, then one with a damaged text and a damaged picture, found and repaired. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endReaders, launchReader } from '../helpers/electron.ts'
import type { Reader } from '../helpers/electron.ts'
import { startOutlet } from '../helpers/outlets/outlet.ts'
import type { Outlet } from '../helpers/outlets/outlet.ts'
import { familyOf, get, headlinesPane, photograph, untilFetched } from '../helpers/readerWindow.ts'
import { until } from '../helpers/until.ts'

let outlet: Outlet
beforeEach(async () => {
  outlet = await startOutlet()
})
afterEach(async () => {
  await endReaders()
  await outlet.stop()
})

/** The largest file below a folder that ends so. */
async function largest(folder: string, end: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(end))
  const files = await Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      bytes: (await readFile(join(folder, name))).length,
    })),
  )
  const [first] = files.sort((a, b) => b.bytes - a.bytes)
  if (first === undefined) throw new Error(`nothing ends in ${end}`)
  return first.path
}

async function turnMiddle(path: string): Promise<void> {
  const bytes = await readFile(path)
  const at = bytes.length >> 1
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(path, bytes)
}

async function openWithKey({ page }: Reader) {
  await headlinesPane(page).focus()
  await page.keyboard.press('Control+Shift+L')
  return page.getByRole('dialog', { name: 'Your data' })
}

describe('checking the library', () => {
  it('by key finds everything whole; after damage names the paper, and repairs it', async () => {
    const reader = await launchReader({ starter: familyOf(outlet) })
    const { page, userData } = reader
    await untilFetched(page, outlet, 10)
    const library = join(userData, 'library')
    await until('a picture is kept', async () => {
      const names = await readdir(join(library, 'cache/pictures'), { recursive: true })
      return names.some((name) => name.endsWith('.pic'))
    })
    const dialog = await openWithKey(reader)
    await dialog.getByText(/^Everything is whole: /).waitFor()
    await photograph(page, 'library-checked')

    await turnMiddle(await largest(join(library, 'archive'), '.log'))
    await turnMiddle(await largest(join(library, 'cache/pictures'), '.pic'))
    await dialog.getByRole('button', { name: 'Check again' }).click()
    await dialog.getByText(/^Something is damaged in 1 paper\. 1 picture is damaged\./).waitFor()
    await photograph(page, 'library-damaged')
    await dialog.getByRole('button', { name: 'Repair', exact: true }).click()
    await dialog.getByText('Repaired as far as possible.').waitFor()
    await photograph(page, 'library-repaired')
    expect((await readdir(join(library, 'quarantine'))).length).toBe(1)

    await dialog.getByRole('button', { name: 'Check again' }).click()
    await dialog.getByText(/^Everything is whole: /).waitFor()
    await page.keyboard.press('Escape')
    await get(page, 'feeds:refresh', { kind: 'all' })
    const state = await get(page, 'library:checkState')
    expect(state.phase).toBe('done')
  })
})
