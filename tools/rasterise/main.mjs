/**
 * main.mjs — a tiny Electron app that turns SVG files into PNG files, for makeIcons.mjs.
 *
 * Room:     tools; never part of what ships
 * Promises: reads a list of { svg, size, png } from the file named by its last argument, writes every PNG.
 */
import { app, BrowserWindow } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'

/** Runs in the page: draws the SVG on a canvas of exactly `size` pixels. */
const draw = async (source, size) => {
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${source}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, 0, 0, size, size)
  return canvas.toDataURL('image/png')
}

// Not awaited at the top: Electron is not ready before this file has been read to its end.
app
  .whenReady()
  .then(drawAll)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${error?.stack ?? error}\n`)
      app.exit(1)
    },
  )

async function drawAll() {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('about:blank')
  for (const { svg, size, png } of JSON.parse(readFileSync(process.argv.at(-1), 'utf8'))) {
    const source = readFileSync(svg).toString('base64')
    const url = await window.webContents.executeJavaScript(`(${draw})(${JSON.stringify(source)}, ${size})`)
    writeFileSync(png, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
  }
}
