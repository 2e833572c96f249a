import { expect, test } from "vitest";
import { inOneBuffer } from "../../../src/protocol/oneBuffer";

/** What a process reads from another: arrays that show parts of all that was read at once. */
const read = new ArrayBuffer(65_536);
const values = new Float64Array(read, 5056, 3);
values.set([NaN, -0, 1e300]);
const rows = new Uint32Array(read, 1196, 3);
rows.set([0, 7, 2 ** 32 - 1]);
const halves = new Float32Array(read, 4, 1);
halves.set([0.5]);
const cells = new Int32Array(read, 8, 2);
cells.set([-1, 7]);

test("arrays of numbers lie in one buffer of their size, each of its kind and as it was", () => {
  const message = [{ m: "seriesChanged", a: [{ rows, values, cells, path: [halves] }] }];
  const sent = inOneBuffer(message) as typeof message;
  expect(sent).toEqual(message);
  const [{ a }] = sent as [(typeof message)[0]];
  const [moved] = a as [(typeof a)[0]];
  const buffers = new Set([moved.rows.buffer, moved.values.buffer, moved.cells.buffer]);
  buffers.add(moved.path[0]!.buffer);
  expect(buffers.size).toBe(1);
  // 12 bytes of rows, 24 of values, 8 of cells and 4 of halves, each rounded up to a multiple of 8.
  expect([...buffers][0]!.byteLength).toBe(16 + 24 + 8 + 8);
  expect(Object.is(moved.values[1], -0)).toBe(true);
});

test("what holds no numbers is handed on as it is", () => {
  const message = [{ m: "hydrate", a: [{ status: "live", picture: new Uint8Array(read, 8, 2) }] }];
  expect(inOneBuffer(message)).toBe(message);
});

test("an empty array is one, too", () => {
  expect(inOneBuffer({ steps: new Float64Array(0), values })).toEqual({
    steps: new Float64Array(0),
    values,
  });
});
