/** Covers main/shell/frontSheet.ts: what is shown before the page stands is ours, of this build, and inert. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../../main/base/log.ts'
import { openFrontSheets } from '../../../../main/shell/frontSheet.ts'

const page =
  '<!doctype html><html lang="en"><body><div id="root"></div><script src="a1.js"></script></body></html>'
const sheet = {
  html: '<div class="panes">The ferry sails again</div>',
  language: 'ja',
  theme: 'dark',
} as const

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kawaraban-sheet-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})
const file = () => join(folder, 'front-sheet.json')
const sheets = () => openFrontSheets(file(), silentLog)

/** Kept by one start of the program. */
async function kept(): Promise<void> {
  const first = sheets()
  first.onto(page)
  await first.keep(sheet)
}

describe('the front sheet', () => {
  it('puts last time’s panes into the page, in its language and colours, out of reach', async () => {
    await kept()
    const shown = sheets().onto(page)
    expect(shown).toContain('<html lang="ja" data-theme="dark">')
    expect(shown).toContain(
      '<div id="sheet" aria-hidden="true" inert><div class="panes">The ferry sails again</div></div>',
    )
  })

  it('leaves the page as it is at a first start, and after another build wrote it', async () => {
    expect(sheets().onto(page)).toBe(page)
    await kept()
    const newer = page.replace('a1.js', 'b2.js')
    expect(sheets().onto(newer)).toBe(newer)
  })

  it.each([
    ['a script', '<script>1</script>'],
    ['a frame', '<iframe srcdoc="x"></iframe>'],
    ['a handler', '<b onclick="x()">x</b>'],
    ['a picture from elsewhere', '<img src="https://tracker.example/1.gif">'],
    ['a link', '<a href="https://elsewhere.example/">x</a>'],
    ['another base', '<base target="_top">'],
    ['a comment', '<!-- x -->'],
  ])('is not shown when somebody wrote %s into it', async (_name, html) => {
    await kept()
    const stored = JSON.parse(readFileSync(file(), 'utf8')) as object
    writeFileSync(file(), JSON.stringify({ ...stored, html }))
    expect(sheets().onto(page)).toBe(page)
  })

  it.each(['', '{', 'null', '[]', '\0\0\0'])('is not shown when its file holds %j', (text) => {
    writeFileSync(file(), text)
    expect(sheets().onto(page)).toBe(page)
  })
})
