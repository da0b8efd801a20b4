/**
 * makeIcons.mjs — `npm run icons`: every icon file from the two drawings in resources/icons.
 *
 * Room:     tools
 * Promises: the results are committed, so nobody needs this to build; run it after changing a drawing.
 * Knows:    kawaraban.svg is drawn for 64 pixels and more, kawaraban-small.svg for fewer.
 * Source:   .ico: Windows icon directory with PNG images; .icns: "icns", length, then type, length, PNG.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchEnvironment } from './launch.mjs'
import { run } from './run.mjs'
import { root } from './runtime/places.mjs'
import { Problem, runTool, say } from './say.mjs'

const icons = path.join(root, 'resources', 'icons')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/** Apple's four letters for "PNG of this many pixels" (…@2x sizes included). */
const icnsTypes = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

const pngOf = (size) => path.join(icons, `${size}x${size}.png`)

/** A Windows icon file. Pure. @param {{ size: number, png: Buffer }[]} images */
export function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at) // 0 stands for 256
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}

/** An Apple icon file. Pure. @param {{ type: string, png: Buffer }[]} images */
export function icns(images) {
  const entry = (type, length) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(length + 8, 4)
    return head
  }
  const body = Buffer.concat(images.flatMap(({ type, png }) => [entry(type, png.length), png]))
  return Buffer.concat([entry('icns', body.length), body])
}

async function makeIcons() {
  await mkdir(icons, { recursive: true })
  const work = await mkdtemp(path.join(tmpdir(), 'kawaraban-icons-'))
  const list = path.join(work, 'list.json')
  const drawing = (size) => path.join(icons, size < 64 ? 'kawaraban-small.svg' : 'kawaraban.svg')
  await writeFile(list, JSON.stringify(sizes.map((size) => ({ svg: drawing(size), size, png: pngOf(size) }))))
  const electron = await launchEnvironment()
  try {
    const app = path.join(root, 'tools', 'rasterise')
    const words = [...electron.args, app, `--user-data-dir=${path.join(work, 'profile')}`, list]
    const code = await run(electron.executable, words, { env: electron.env })
    if (code !== 0) throw new Problem(`Drawing failed with code ${code}.`)
  } finally {
    await electron.end()
    await rm(work, { recursive: true, force: true, maxRetries: 5 })
  }
  const read = async (size) => ({ size, png: await readFile(pngOf(size)) })
  await writeFile(path.join(icons, 'kawaraban.ico'), ico(await Promise.all(icoSizes.map(read))))
  const apple = Object.entries(icnsTypes).map(async ([type, size]) => ({ type, ...(await read(size)) }))
  await writeFile(path.join(icons, 'kawaraban.icns'), icns(await Promise.all(apple)))
  say(`Made ${sizes.length} PNG files, kawaraban.ico and kawaraban.icns.`)
}

if (import.meta.filename === process.argv[1]) await runTool(makeIcons)
