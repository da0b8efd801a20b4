/**
 * dataPicture.ts — a picture that stands in its own address (`data:`), as bytes.
 *
 * Promises: raster kinds only, by their bytes (sniffPicture.ts); nothing above 1.5 MB, nothing of one or two points that only
 *           holds a place. The same picture gets the same address, however it was written. Linear.
 */
import { sniffPicture } from './sniffPicture.ts'

const mostBytes = 1_500_000
const smallest = 2

export interface DataPicture {
  /** In one spelling: its type by its bytes, base64. */
  readonly address: string
  readonly bytes: Uint8Array
}

export const isDataAddress = (address: string) => /^\s*data:/i.test(address.slice(0, 100))

/** Null for what is no such picture. */
export function readDataPicture(address: string): DataPicture | null {
  if (!isDataAddress(address) || address.length > mostBytes * 3) return null
  const comma = address.indexOf(',')
  const head = comma < 0 || comma > 200 ? '' : address.slice(0, comma).trim()
  if (!/^data:image\/[\w.+-]{1,40}/i.test(head)) return null
  const bytes = bytesOf(address.slice(comma + 1), /;\s*base64\s*$/i.test(head))
  if (bytes === null || bytes.length > mostBytes) return null
  const type = sniffPicture(bytes)
  if (type === null || isPlaceholder(bytes, type)) return null
  return { address: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`, bytes }
}

function bytesOf(written: string, isBase64: boolean): Uint8Array | null {
  const text = written.includes('%') ? withoutPercent(written) : written
  if (!isBase64) return Buffer.from(text, 'latin1')
  const packed = text.replace(/\s+/g, '')
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(packed) ? Buffer.from(packed, 'base64') : null
}

const withoutPercent = (text: string) =>
  text.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Width and height stand at a fixed place in GIF and PNG; a file that ends before is none. */
function isPlaceholder(bytes: Uint8Array, type: string): boolean {
  const at = (offset: number) => bytes[offset] ?? 0
  if (type === 'image/gif') return bytes.length < 14 || isTiny(at(6) + 256 * at(7), at(8) + 256 * at(9))
  if (type === 'image/png')
    return (
      bytes.length < 30 ||
      isTiny(at(18) * 256 + at(19) + 65_536 * at(17), at(22) * 256 + at(23) + 65_536 * at(21))
    )
  return bytes.length < 30
}

const isTiny = (width: number, height: number) => width <= smallest && height <= smallest
