/**
 * picture.mjs — paints real PNG pictures without any library: a sky, a sun, hills, and waves in the manner of a
 * woodblock print. The same name and size always give the same bytes; two names give two pictures.
 */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const palettes = [
  {
    sky: [
      [246, 226, 196],
      [214, 148, 112],
    ],
    sun: [196, 62, 44],
    hill: [92, 104, 122],
    sea: [
      [38, 84, 128],
      [18, 44, 84],
    ],
    foam: [242, 240, 228],
  },
  {
    sky: [
      [214, 230, 236],
      [132, 172, 196],
    ],
    sun: [252, 246, 222],
    hill: [70, 98, 92],
    sea: [
      [44, 110, 122],
      [16, 58, 72],
    ],
    foam: [236, 244, 238],
  },
  {
    sky: [
      [44, 52, 92],
      [150, 118, 146],
    ],
    sun: [248, 232, 188],
    hill: [34, 38, 66],
    sea: [
      [40, 60, 108],
      [14, 22, 50],
    ],
    foam: [206, 214, 232],
  },
  {
    sky: [
      [250, 240, 214],
      [228, 190, 128],
    ],
    sun: [222, 110, 50],
    hill: [126, 104, 74],
    sea: [
      [78, 124, 112],
      [30, 66, 70],
    ],
    foam: [250, 244, 226],
  },
  {
    sky: [
      [232, 214, 222],
      [190, 132, 150],
    ],
    sun: [176, 44, 64],
    hill: [104, 82, 106],
    sea: [
      [66, 88, 132],
      [30, 38, 76],
    ],
    foam: [246, 236, 238],
  },
]

/**
 * @param {string} name Decides everything that is to be seen.
 * @param {number} width In pixels.
 * @param {number} height In pixels.
 * @returns {Buffer} A PNG file.
 */
export function paintPicture(name, width = 900, height = 600) {
  const seed = createHash('sha256').update(name).digest()
  const at = (/** @type {number} */ i) => (seed[i % seed.length] ?? 0) / 255
  const palette = palettes[(seed[0] ?? 0) % palettes.length] ?? palettes[0]
  const sun = {
    x: width * (0.2 + 0.6 * at(1)),
    y: height * (0.16 + 0.18 * at(2)),
    r: height * (0.07 + 0.06 * at(3)),
  }
  const peak = {
    x: width * (0.25 + 0.5 * at(4)),
    top: height * (0.24 + 0.12 * at(5)),
    slope: 0.35 + 0.35 * at(6),
  }
  const horizon = height * (0.52 + 0.08 * at(7))
  const bands = 5 + Math.floor(4 * at(8))
  const rows = Buffer.alloc(height * (1 + width * 3))

  for (let y = 0; y < height; y++) {
    let o = y * (1 + width * 3) + 1
    for (let x = 0; x < width; x++) {
      const colour = colourAt(x, y)
      rows[o++] = colour[0]
      rows[o++] = colour[1]
      rows[o++] = colour[2]
    }
  }
  return png(width, height, rows)

  function colourAt(x, y) {
    if (y > horizon) {
      // Waves: bands that grow towards the viewer, each with a scalloped crest of foam.
      const depth = (y - horizon) / (height - horizon)
      const band = Math.floor(Math.sqrt(depth) * bands)
      const length = width / (12 - band)
      const phase = ((x + band * length * 0.37 + at(9 + band) * length) % length) / length
      const crest = Math.sin(phase * Math.PI)
      const inside = Math.sqrt(depth) * bands - band
      if (inside < 0.12 + 0.2 * crest && inside > 0.2 * crest - 0.04) return palette.foam
      return blend(palette.sea[0], palette.sea[1], Math.round((depth + inside * 0.1) * 12) / 12)
    }
    const hill = peak.top + Math.abs(x - peak.x) * peak.slope + 6 * Math.sin(x / (width / 40))
    if (y > hill) {
      const snow = y < peak.top + height * 0.07 + 8 * Math.sin(x / (width / 70))
      return snow ? palette.foam : blend(palette.hill, palette.sky[1], Math.round((y / horizon) * 8) / 12)
    }
    if ((x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2) return palette.sun
    return blend(palette.sky[0], palette.sky[1], Math.round((y / horizon) * 24) / 24)
  }
}

function blend(a, b, t) {
  const part = Math.min(1, Math.max(0, t))
  return [0, 1, 2].map((i) => Math.round(a[i] + (b[i] - a[i]) * part))
}

function png(width, height, rows) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(checksum(body), body.length + 4)
  return out
}

/** zlib.crc32 came with Node 20.15; the table is for what is older. */
function checksum(bytes) {
  if (typeof crc32 === 'function') return crc32(bytes)
  let c = ~0
  for (const b of bytes) {
    c ^= b
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return ~c >>> 0
}
