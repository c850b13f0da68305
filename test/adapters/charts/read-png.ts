import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each, row by row. */
  readonly rgba: Uint8Array
}

const bytesPerPixel = 4

/** Reads a PNG of eight bits a channel with opacity, which is what is drawn here. */
export function readPng(png: Uint8Array): Pixels {
  const file = Buffer.from(png)
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  const lines = inflateSync(Buffer.concat(chunksOf(file, 'IDAT')))
  const stride = width * bytesPerPixel
  const rgba = new Uint8Array(stride * height)
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (rgba[y * stride + x] ?? 0))
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1)
    const filter = lines[start] ?? 0
    for (let x = 0; x < stride; x += 1) {
      const [left, up] = [at(x - bytesPerPixel, y), at(x, y - 1)]
      const corner = at(x - bytesPerPixel, y - 1)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      rgba[y * stride + x] = (lines[start + 1 + x] ?? 0) + guess
    }
  }
  return { width, height, rgba }
}

function chunksOf(file: Buffer, wanted: string): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    if (file.toString('latin1', at + 4, at + 8) === wanted) {
      found.push(file.subarray(at + 8, at + 8 + length))
    }
    at += length + 12
  }
  return found
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map(one => Math.abs(guess - one)) as [number, number, number]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
