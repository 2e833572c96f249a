import { expect, test } from "vitest";
import { fillDisc, makeRaster, strokePath } from "../../../src/headless/picture/raster";

const blue = [0, 0, 255] as const;

/** Pixels that are not white any more, as "column,row". */
function touched(draw: (raster: ReturnType<typeof makeRaster>) => void): readonly string[] {
  const raster = makeRaster(9, 7);
  draw(raster);
  return Array.from({ length: 63 }, (_, k) => k)
    .filter((k) => raster.pixels.subarray(3 * k, 3 * k + 3).some((channel) => channel !== 255))
    .map((k) => `${k % 9},${Math.floor(k / 9)}`);
}

test("a line one pixel wide covers the pixels that it passes, and no others", () => {
  expect(touched((raster) => strokePath(raster, [1, 4], [3, 3], 1, blue))).toEqual([
    "1,3",
    "2,3",
    "3,3",
    "4,3",
  ]);
  expect(touched((raster) => strokePath(raster, [2, 2], [5, 2], 1, blue))).toEqual([
    "2,2",
    "2,3",
    "2,4",
    "2,5",
  ]);
});

test("half of a pixel is half the colour", () => {
  const raster = makeRaster(3, 3);
  strokePath(raster, [0, 2], [0.5, 0.5], 1, blue);
  expect([...raster.pixels.subarray(3, 6)]).toEqual([128, 128, 255]);
  expect([...raster.pixels.subarray(12, 15)]).toEqual([128, 128, 255]);
});

test.each([
  [
    "beyond the border, what lies in the picture",
    [4, 1e6],
    [3, 3],
    ["4,3", "5,3", "6,3", "7,3", "8,3"],
  ],
  ["through the whole picture", [-1e9, 1e9], [6, 6], Array.from({ length: 9 }, (_, x) => `${x},6`)],
  ["nothing that passes by", [-5, 20], [-9, -9], []],
  ["nothing to a point that is no number", [4, NaN], [3, 3], []],
  ["nothing between points that ran away", [1e300, -1e300], [-1e300, 1e299], []],
])("of a line: %s", (_, xs, ys, pixels) => {
  expect(touched((raster) => strokePath(raster, xs, ys, 1, blue))).toEqual(pixels);
});

test("a disc covers what lies within its radius", () => {
  expect(touched((raster) => fillDisc(raster, [4, 3], 1, blue))).toEqual(
    // √2 − 1 is less than the half pixel by which an edge fades.
    ["3,2", "4,2", "5,2", "3,3", "4,3", "5,3", "3,4", "4,4", "5,4"],
  );
});

test("of a disc that lies elsewhere, however far, nothing is covered", () => {
  expect(touched((raster) => fillDisc(raster, [1e300, 3], 2, blue))).toEqual([]);
});
