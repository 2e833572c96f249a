import { promisify } from "node:util";
import { deflate } from "node:zlib";
import type { Raster } from "./raster";

const compress = promisify(deflate);

/** A picture as a PNG file of 24-bit colours (W3C, Portable Network Graphics, 3rd edition, 2025). */
export async function encodePng({ width, height, pixels }: Raster): Promise<Uint8Array> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, colours without a palette; compression, filter and interlacing of kind 0.
  header.set([8, 2, 0, 0, 0], 8);
  const rowLength = 3 * width;
  const rows = Buffer.alloc(height * (rowLength + 1));
  for (let y = 0; y < height; y++) {
    // The byte before each row says that it is not filtered.
    rows.set(pixels.subarray(y * rowLength, (y + 1) * rowLength), y * (rowLength + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", await compress(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Length, name, data, and the check sum of name and data. */
function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** The remainders of all bytes, by which a check sum goes on. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 (ISO 3309); Node's own is younger than the Node of the oldest VS Code that we run in. */
function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = remainders[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
