import { describe, expect, test } from "vitest";
import { faultOfMessage } from "../../../../src/host/panel/panelCalls";

const call = (m: string, ...a: unknown[]) => ({ t: "q", i: "1", m, a });

const plane = (value: number) => {
  const [origin, u, v] = [0, 1, 2].map(() => Float64Array.of(value, 0, 0));
  return { origin, u, v };
};
const laid = { runs: ["run-0"], selected: "run-0" };

describe("a message of the panel is acted on only if it is sound", () => {
  test.each([
    ["nothing", null],
    ["a string", "change"],
    ["a number", 7],
    ["a list", []],
    ["an empty object", {}],
    ["a call without arguments", { t: "q", m: "stop" }],
    ["an unknown call", call("eval", "1")],
    ["a call named like a property of every object", call("constructor")],
    ["__proto__ as a call", call("__proto__")],
    ["an unknown key", call("change", { steps: 5, colour: "red" })],
    ["NaN steps", call("change", { steps: NaN })],
    ["a fraction of a step", call("change", { steps: 1.5 })],
    ["a thousand million steps", call("change", { steps: 1e9 })],
    ["a start that is not finite", call("change", { start: [1, Infinity] })],
    ["negative noise", call("change", { noise: -1 })],
    ["too many runs", call("change", { runs: new Array(51).fill({}) })],
    ["a grid too fine", call("ask", "landscape", { axes: [0, 1], columns: 5000, rows: 5000 })],
    ["a plane that is not finite", call("ask", "plane", { ...laid, plane: plane(NaN) })],
    ["a plane through no run that is named", call("ask", "plane", { runs: ["run-0"] })],
    ["a third axis", call("ask", "landscape", { axes: [0, 1, 2], columns: 50, rows: 50 })],
    ["an unknown format", call("exportData", "exe")],
    ["a picture that is no bytes", call("exportPicture", "png", "surface", "data:")],
    ["an unknown library", call("copyCode", "run-0", "theano")],
    ["a range test of no run", call("ask", "rangeTest")],
    ["a range test of something else", call("ask", "rangeTest", "run-0")],
    ["a question of no name", call("ask", "toString", {})],
    ["an unknown curve", call("series", { from: 0, to: 9, buckets: 4, curves: ["toString"] })],
    [
      "a path without a tolerance",
      call("series", { from: 0, to: 9, buckets: 4, path: { axes: [0, 1], tolerance: [0, 1] } }),
    ],
    ["details of no share", call("details", { step: 3 })],
    ["details of half a parameter", call("details", { parameter: 0.5, withinShare: 0.01 })],
    ["one argument too many", call("stop", 1)],
  ])("%s is dropped", (_, message) => {
    expect(faultOfMessage(message)).toBeTypeOf("string");
  });

  test.each([
    ["ready without a saved state", call("ready")],
    ["a new start", call("change", { start: [1, -2] })],
    ["a window of the series", call("series", { from: 0, to: 100, buckets: 400 })],
    ["chosen curves", call("series", { from: 0, to: 9, buckets: 4, curves: ["loss", "sigma"] })],
    ["details", call("details", { step: 3, formula: "run-0", parameter: 1, withinShare: 0.01 })],
    ["a surface", call("ask", "landscape", { axes: [0, 1], columns: 96, rows: 96 })],
    ["a point", call("ask", "point", { theta: Float64Array.of(1, 2) })],
    ["a plane to be fitted", call("ask", "plane", laid)],
    ["a plane that stays", call("ask", "plane", { ...laid, plane: plane(1) })],
    ["a range test", call("ask", "rangeTest", { runId: "run-0" })],
    ["a picture", call("exportPicture", "svg", "../../etc/passwd", new Uint8Array(3))],
    ["an answer", { t: "s", i: "4", r: null }],
  ])("%s passes", (_, message) => {
    expect(faultOfMessage(message)).toBeUndefined();
  });

  test("an object with its own __proto__ key pollutes nothing", () => {
    const message = JSON.parse('{"t":"q","m":"change","a":[{"__proto__":{"steps":1}}]}') as unknown;
    faultOfMessage(message);
    expect(({} as { steps?: number }).steps).toBeUndefined();
  });
});
