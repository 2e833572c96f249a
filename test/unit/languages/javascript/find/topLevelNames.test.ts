import { expect, test } from "vitest";
import { topLevelNames } from "../../../../../src/languages/javascript/find/topLevelNames";

test("what a text declares or imports at its top level, and nothing else", () => {
  const text = `import def, { a, b as c } from "./x"; import * as all from "./y"; import type { T } from "./z";
    export const DATA = [1], more = rows.map((row) => { const inner = row; return inner; });
    const { left, deep: [first, ...rest], other = 3 } = make();
    export function loss(w: number[]) { const local = 1; return local; }
    class Model { method() { const hidden = 1; } } let late;
    const named = function itself() {};
    if (true) { const block = 1; }`;
  expect(topLevelNames(text, ".ts")).toEqual(
    "def a c all DATA more left first rest other loss Model late named".split(" "),
  );
});
