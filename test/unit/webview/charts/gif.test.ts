import { expect, test } from "vitest";
import { encodeGif } from "../../../../webview/charts/gif";
import { paletteOf } from "../../../../webview/charts/gifPalette";
import { compress } from "../../../../webview/charts/lzw";

test("numbers are compressed as in the worked example of Flickinger, What's In A GIF", () => {
  const rows = [
    ...["1111122222", "1111122222", "1111122222", "1110000222", "1110000222"],
    ...["2220000111", "2220000111", "2222211111", "2222211111", "2222211111"],
  ];
  const expected = "8C 2D 99 87 2A 1C DC 33 A0 02 75 EC 95 FA A8 DE 60 8C 04 91 4C 01".split(" ");
  const compressed = compress(Uint8Array.from(rows.join(""), Number), 2);
  expect(
    Array.from(compressed, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")),
  ).toEqual(expected);
});

/** What a reader of the format makes of the codes, written from appendix F alone. */
function decompress(bytes: Uint8Array, bits: number): number[] {
  const [clear, end] = [1 << bits, (1 << bits) + 1];
  let strings: number[][] = [];
  let [codeBits, at] = [bits + 1, 0];
  let before: number[] | undefined;
  const numbers: number[] = [];
  for (;;) {
    let code = 0;
    for (let bit = 0; bit < codeBits; bit++, at++) {
      code |= ((bytes[at >> 3]! >> (at & 7)) & 1) << bit;
    }
    if (code === end) return numbers;
    if (code === clear) {
      strings = Array.from({ length: end + 1 }, (_, k) => [k]);
      codeBits = bits + 1;
      before = undefined;
      continue;
    }
    const string: number[] = strings[code] ?? [...before!, before![0]!];
    if (before && strings.length < 4096) strings.push([...before, string[0]!]);
    if (strings.length === 1 << codeBits && codeBits < 12) codeBits++;
    numbers.push(...string);
    before = string;
  }
}

test("what is compressed is read again, also once the dictionary is full", () => {
  // Hardly a string comes twice: 40,000 numbers fill the dictionary of 4,096 codes several times.
  const numbers = Uint8Array.from({ length: 40_000 }, (_, k) => (k * k * 31 + (k >> 5)) & 0xff);
  expect(decompress(compress(numbers, 8), 8)).toEqual([...numbers]);
  for (const length of [0, 1, 2, 254, 255, 256]) {
    const few = numbers.subarray(0, length);
    expect(decompress(compress(few, 8), 8)).toEqual([...few]);
  }
});

test("few colours stay as they are, of many similar ones are one", () => {
  const few = Uint8ClampedArray.of(255, 0, 0, 255, 0, 128, 255, 255, 255, 0, 0, 255);
  const palette = paletteOf([few], 255);
  const colourAt = (k: number) => {
    const place = palette.indicesOf(few)[k]!;
    return [...palette.colours.subarray(3 * place, 3 * place + 3)];
  };
  expect([0, 1, 2].map(colourAt)).toEqual([
    [255, 0, 0],
    [0, 128, 255],
    [255, 0, 0],
  ]);
  // 4,096 greys and blues in 16 colours.
  const many = Uint8ClampedArray.from({ length: 4 * 4096 }, (_, k) => {
    const pixel = k >> 2;
    return [pixel & 0xff, pixel & 0xff, pixel >> 4, 255][k & 3]!;
  });
  const reduced = paletteOf([many], 16);
  expect(reduced.colours).toHaveLength(3 * 16);
  expect(new Set(reduced.indicesOf(many)).size).toBe(16);
});

test("an animation has its size, its pictures with their times, and says that it is repeated", () => {
  const picture = (dot: number) =>
    Uint8ClampedArray.from({ length: 4 * 12 }, (_, k) =>
      k >> 2 === dot || (k & 3) === 3 ? 255 : 0,
    );
  const gif = encodeGif(4, 3, [
    { pixels: picture(0), delay: 10 },
    { pixels: picture(11), delay: 300 },
  ]);
  const latin = Array.from(gif, (byte) => String.fromCharCode(byte)).join("");
  expect(latin.slice(0, 10)).toBe("GIF89a\x04\x00\x03\x00");
  expect(latin).toContain("NETSCAPE2.0\x03\x01\x00\x00\x00");
  // Graphic controls: drawn over what was, "as before" is colour 255; 300 is 1·256 + 44.
  expect(latin).toContain(
    "\x21\xf9\x04\x05\x0a\x00\xff\x00\x2c\x00\x00\x00\x00\x04\x00\x03\x00\x00",
  );
  expect(latin).toContain(
    "\x21\xf9\x04\x05\x2c\x01\xff\x00\x2c\x00\x00\x00\x00\x04\x00\x03\x00\x00",
  );
  expect(latin.at(-1)).toBe(";");
});
