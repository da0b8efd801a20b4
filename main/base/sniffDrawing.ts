/**
 * sniffDrawing.ts — whether some bytes may be an SVG drawing, and whether they are one that we wrote ourselves.
 *
 * Promises: a look at the beginning, no reading: that is done in a worker (main/normalise/drawing.ts).
 */
export const mostDrawingBytes = 2 * 1024 * 1024
/** Every drawing that is kept begins so. */
export const drawingStart = '<svg xmlns="http://www.w3.org/2000/svg"'

const looked = 64_000

/** To be read by a worker. */
export function maybeDrawing(bytes: Uint8Array): boolean {
  if (bytes.length > mostDrawingBytes) return false
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, looked)).toString('latin1')
  return /^[^<]{0,100}</.test(start) && /<(?:[\w-]{1,20}:)?svg[\s>]|<\0s\0v\0g\0|\0<\0s\0v\0g/.test(start)
}

/** Written by tidyDrawing. */
export function isTidyDrawing(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, drawingStart.length))
  return bytes.length <= mostDrawingBytes * 2 && start.toString('latin1') === drawingStart
}
