import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'

const compress = promisify(deflate)

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each, row by row. */
  readonly pixels: Buffer
}

const bytesPerPixel = 4
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** resvg's own PNG is compressed where it would hold up everybody else; this is done on another thread. */
export async function toPng({ width, height, pixels }: Pixels): Promise<Uint8Array> {
  const stride = width * bytesPerPixel
  // a zero before each row: its bytes stand for themselves
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y += 1) {
    pixels.copy(rows, y * (stride + 1) + 1, y * stride, (y + 1) * stride)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // eight bits a channel, with opacity
  head.set([8, 6], 8)
  const parts = [chunk('IHDR', head), chunk('IDAT', await compress(rows)), chunk('IEND')]
  return Buffer.concat([signature, ...parts])
}

function chunk(kind: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
