import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../../../src/languages/javascript/find/find";
import { keepLastGood } from "../../../../../src/languages/keepFound";

describe("whatever else a file holds", () => {
  test.each([
    ["ts", "@sealed class A { @log() private x = 1; constructor(private y: number) {} }"],
    ["ts", "enum Color { Red, Green = 2 } declare const enum E { A }"],
    ["ts", "namespace N { export const a = 1; } declare module 'x' { export const y: number; }"],
    ["ts", "const data = await fetch('x'); for await (const a of b) {}"],
    ["ts", "import x from './x'; const y = require('y'); module.exports = { y };"],
    [
      "ts",
      "function isA(x: unknown): x is A { return true } function assertA(x: any): asserts x is A {}",
    ],
    ["ts", "const g = <T extends object>(x: T): T => x; const v = <number>(<unknown>3);"],
    ["ts", "type F = new (...args: any[]) => object; type M = { readonly [K in keyof T]?: T[K] };"],
    [
      "ts",
      "abstract class B<T> extends C<T> implements D { abstract f(x: T): void; static #p = 1; static { } }",
    ],
    ["ts", "label: for (;;) { continue label } with_ = 1; var \\u0061bc = 2;"],
    ["tsx", "const App = () => <><Foo a={1} {...b}>text {c && <d/>}</Foo></>;"],
    ["tsx", "const g = <T,>(x: T): T => x;"],
    ["js", "const App = () => <div className='x'>{list.map((x) => <i key={x}>{x}</i>)}</div>;"],
    ["js", "const re = /[/]\\/(?<a>x)/giu, t = `a${`b${1}`}c`; if (a < b && c > (d)) {}"],
    ["js", "#!/usr/bin/env node\nconst x = a ?? b?.c?.[0]?.(1); x ||= 2; const n = 1_000n ** 2n;"],
    ["js", "class A { get x() { return 1 } set x(v) {} static async *y() {} ['z']() {} }"],
  ])("%s: %s", (language, code) => {
    const text = `${code}\nexport function loss(x) { return x * x }\n${code.replace(/^#!.*/, "")}\n`;
    const found = findLossFunctions(text, { language });
    expect(found.functions.map(({ name }) => name)).toContain("loss");
    expect(found.functions.find(({ name }) => name === "loss")!.unsupported).toBeUndefined();
  });
});

const file = `// A file as people write them.
import { data } from "./data";

/** The first. @simulate { steps: 10 } */
export function loss(w: number, b: number): number {
  let sum = 0;
  for (const { x, y } of data) sum += (w * x + b - y) ** 2;
  return sum / data.length;
}

const helper = (x: number) => \`\${x}\`;

// @simulate
export const second = ([u, v]: [number, number]) => (u < 0 ? u ** 2 : v ** 2);
`;

test("typing and deleting anywhere never throws, and lenses stay on their names", () => {
  const typed = fc.constantFrom(
    "(",
    "{",
    "`",
    "'",
    "/*",
    "*/",
    "=",
    "\n",
    "}",
    ")",
    "[",
    "x",
    "<",
    "@",
  );
  const edit = fc.record({ at: fc.nat(file.length), removed: fc.nat(12), inserted: typed });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
      let text = file;
      let shown = findLossFunctions(text, { language: "ts" });
      for (const { at, removed, inserted } of edits) {
        const from = Math.min(at, text.length);
        const to = Math.min(text.length, from + removed);
        text = text.slice(0, from) + inserted + text.slice(to);
        const found = findLossFunctions(text, { language: "ts" });
        shown = keepLastGood(shown, found, [{ from, to, length: inserted.length }]);
        for (const { nameRange, range } of shown.functions) {
          expect(nameRange.from).toBeGreaterThanOrEqual(0);
          expect(nameRange.to).toBeLessThanOrEqual(text.length);
          expect(range.from).toBeLessThanOrEqual(nameRange.to);
        }
        const places = shown.functions.map(({ nameRange }) => nameRange.from);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }
    }),
    { numRuns: 80 },
  );
}, 60_000);

test("what is found does not depend on what was looked at before", () => {
  const typed = fc.constantFrom(
    "(",
    "{",
    "`",
    "'",
    "/*",
    "*/",
    "\n",
    "}",
    ")",
    "x",
    "=> 1",
    "/** @simulate */",
  );
  const edit = fc.record({ at: fc.nat(file.length), removed: fc.nat(20), inserted: typed });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      let text = file;
      for (const { at, removed, inserted } of edits) {
        const from = Math.min(at, text.length);
        text = text.slice(0, from) + inserted + text.slice(from + removed);
        const afterEdit = findLossFunctions(text, { language: "ts" });
        // Texts that share nothing with it push it out of what is remembered.
        for (const other of ["loss(1)", "(loss)", "[loss]", "{loss}", "loss"]) {
          findLossFunctions(other.repeat(50), { language: "ts" });
        }
        expect(afterEdit).toEqual(findLossFunctions(text, { language: "ts" }));
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("a character typed inside a body moves no lens to another line", () => {
  const before = findLossFunctions(file, { language: "ts" });
  const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
  const at = file.indexOf("sum / data");
  for (const typed of [
    "(",
    "{",
    "[",
    "`",
    "'",
    '"',
    "/",
    "/*",
    ".",
    "=",
    "<",
    "?",
    "sum.",
    "=> {",
  ]) {
    const text = file.slice(0, at) + typed + file.slice(at);
    const found = findLossFunctions(text, { language: "ts" });
    const shown = keepLastGood(before, found, [{ from: at, to: at, length: typed.length }]);
    expect(shown.functions.map(({ nameRange }) => lineOf(text, nameRange.from))).toEqual([5, 14]);
    expect(shown.functions.map(({ name }) => name)).toEqual(["loss", "second"]);
  }
});
