/** Covers main/shell/drawing.ts: what was being drawn when a page or the program ended is remembered; what was drawn is not. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleId } from '../../../../preload/contract/model.ts'
import { makeLog } from '../../../../main/base/log.ts'
import { openDrawing } from '../../../../main/shell/drawing.ts'

const id = (text: string) => text as ArticleId
const log = makeLog(() => undefined)
let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kawaraban-drawing-'))
  file = join(folder, 'drawing.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const kept = async () => JSON.parse(await readFile(file, 'utf8')) as unknown

describe('openDrawing', () => {
  it('has the mark in the file before it answers, and takes it out when all is drawn', async () => {
    const drawing = openDrawing(file, log)
    expect(await drawing.begin(id('a'), false)).toBe(true)
    expect(await kept()).toEqual({ drawing: 'a', undrawn: [] })
    await drawing.done(id('a'))
    expect(await kept()).toEqual({ drawing: null, undrawn: [] })
  })

  it('refuses after a sudden end what was being drawn, until the reader insists and it is drawn', async () => {
    await openDrawing(file, log).begin(id('a'), false)
    const second = openDrawing(file, log)
    expect(await second.begin(id('a'), false)).toBe(false)
    expect(await second.begin(id('b'), false)).toBe(true)
    await second.done(id('b'))
    expect(await second.begin(id('a'), true)).toBe(true)
    expect(await openDrawing(file, log).begin(id('a'), false)).toBe(false)

    const last = openDrawing(file, log)
    await last.begin(id('a'), true)
    await last.done(id('a'))
    expect(await openDrawing(file, log).begin(id('a'), false)).toBe(true)
  })

  it('takes a page that is loaded anew for one that gave up', async () => {
    const drawing = openDrawing(file, log)
    drawing.pageBegan()
    await drawing.begin(id('a'), false)
    drawing.pageBegan()
    expect(await drawing.begin(id('a'), false)).toBe(false)
  })

  it('blames nothing for an end in good order, nor an article that another took the place of', async () => {
    const drawing = openDrawing(file, log)
    await drawing.begin(id('a'), false)
    await drawing.begin(id('b'), false)
    await drawing.end()
    const second = openDrawing(file, log)
    expect(await second.begin(id('a'), false)).toBe(true)
    expect(await second.begin(id('b'), false)).toBe(true)
  })

  it('remembers the last fifty', async () => {
    for (let n = 0; n < 60; n++) await openDrawing(file, log).begin(id(`a${String(n)}`), true)
    const last = openDrawing(file, log)
    expect(await last.begin(id('a0'), false)).toBe(true)
    expect(await last.begin(id('a59'), false)).toBe(false)
  })

  it.each(['', 'null', '[]', '{"drawing":1,"undrawn":"x"}', '{"undrawn":[1,null]}'])(
    'takes %j for an empty file',
    async (text) => {
      await writeFile(file, text)
      expect(await openDrawing(file, log).begin(id('a'), false)).toBe(true)
    },
  )

  it('draws all the same where nothing can be written', async () => {
    const drawing = openDrawing(join(folder, 'no/such/folder.json'), log)
    expect(await drawing.begin(id('a'), false)).toBe(true)
    await drawing.done(id('a'))
  })
})
