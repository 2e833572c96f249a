import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { copyOfProject } from "./copyOfProject";

// A language of its own folder and one line in the registry: arithmetic in postfix notation, from the file to the lens, to
// the exact gradient, to the runs.

// Bundling is slow on a busy machine; none of this is about time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const text = `# @simulate { start: [3, -2], steps: 40, runs: [{ optimizer: "gd", lr: 0.04 }] }
bowl: x x * y y * 10 * +
`;

const language = `
import { createObjective } from "../../objective/createObjective";
import { GraphBuilder } from "../../graph/builder";
import type { FoundFunctions, LossFunction, Nested } from "../lossFunction";
import type { Language } from "../language";

const operators = { "+": "add", "-": "sub", "*": "mul", "/": "div" } as const;
const namesIn = (words: readonly string[]) => [...new Set(words.filter((word) => /^[a-z]/.test(word)))];

function find(text: string): FoundFunctions {
  const functions = [...text.matchAll(/^(?:#[^@\\n]*@simulate *([^\\n]*)\\n)?(\\w+): ([^\\n]*)/gm)].map((match): LossFunction => {
    const [whole, object, name, body] = match as unknown as [string, string | undefined, string, string];
    const from = match.index, to = from + whole.length, at = text.indexOf(name + ":", from);
    const range = { from, to }, nameRange = { from: at, to: at + name.length };
    const parameters = namesIn(body.split(" ")).map((one) => ({ text: one, range, hasDefault: false, isRest: false }));
    const start = from + whole.indexOf("{");
    const tag = object === undefined ? {} : { tag: { range, object: { from: start, to: start + object.length, text: object } }, comment: range };
    return { language: "rpn", role: "loss", name, kind: "declaration", range, nameRange, functionRange: range, parameters, marked: "name", reference: { isDefault: false, path: [name] }, ...tag };
  });
  return { functions, hasErrors: false };
}

function calculate<T>(words: readonly string[], at: (name: string) => T, apply: (name: (typeof operators)[keyof typeof operators], a: T, b: T) => T, number: (value: number) => T): T {
  const stack: T[] = [];
  for (const word of words) {
    if (word in operators) { const b = stack.pop()!; stack.push(apply(operators[word as keyof typeof operators], stack.pop()!, b)); }
    else stack.push(/^[a-z]/.test(word) ? at(word) : number(Number(word)));
  }
  return stack[0]!;
}

export const rpn: Language = {
  ...{ id: "rpn", names: ["postfix"], documentLanguages: ["rpn"], extensions: [".rpn"], commentStyle: "hash", find, findAll: find, topLevelNames: () => [] },
  *findInSlices(text) { return find(text); },
  functionAround: (text, offset) => find(text).functions.find(({ range }) => range.from <= offset && offset <= range.to),
  loadPreparer: () => Promise.resolve(() => ({
    ...{ warmUp: () => Promise.resolve(), locate: () => undefined },
    prepare: ({ file, text, function: fn }) => Promise.resolve({ ok: true, value: { language: "rpn", code: text.slice(fn.nameRange.to + 2, fn.range.to).split(" "), inputs: [file], warnings: [] } }),
  })),
  loadEvaluator: () => Promise.resolve(() => ({
    open({ prepared, start: given }) {
      const words = prepared.code as string[], names = namesIn(words), start = (given as Nested<number>[] as number[]) ?? names.map(() => 1);
      const numbers = { add: (a: number, b: number) => a + b, sub: (a: number, b: number) => a - b, mul: (a: number, b: number) => a * b, div: (a: number, b: number) => a / b };
      const value = (theta: Float64Array) => calculate(words, (name) => theta[names.indexOf(name)]!, (name, a, b) => numbers[name](a, b), (x) => x);
      const plain = { sampleCount: undefined, value, meanOver: value };
      const trace = () => {
        const builder = new GraphBuilder();
        const output = calculate(words, (name) => builder.input(names.indexOf(name)), (name, a, b) => builder.apply(name, a, b), (x) => builder.constant(x));
        return { ok: true as const, value: { graph: builder.build([output], names.length), magnitude: 0, precision: 2 ** -52 } };
      };
      const failure = { reason: "never" };
      const objective = createObjective({ start: Float64Array.from(start), plain, warnings: [], nonFiniteCause: () => undefined, prepareTrace: () => ({ plain, trace, record: () => ({ ok: false, failure }), firstDifference: () => undefined }) });
      const parameters = { arguments: names.map((name) => ({ structure: { kind: "number" as const, name }, isRest: false })), names, start, assumed: [], notes: [], openLists: [], openObjects: [] };
      return { parameters, objective, printed: { lines: [], count: 0 } };
    },
  })),
};
`;

interface Printed {
  readonly runs: readonly {
    readonly rows: readonly { readonly t: number; readonly theta: readonly number[] }[];
  }[];
}

let copy: string;
let file: string;

beforeAll(() => {
  copy = copyOfProject("toy-language", "esbuild.mjs", "scripts", "LICENSE");
  mkdirSync(join(copy, "src/languages/rpn"));
  writeFileSync(join(copy, "src/languages/rpn/language.ts"), language);
  const registry = join(copy, "src/languages/registry.ts");
  const before = readFileSync(registry, "utf8");
  const line = `import { rpn } from "./rpn/language";\n`;
  writeFileSync(registry, line + before.replace(/= \[(.*)\];/, "= [$1, rpn];"));
  file = join(copy, "bowl.rpn");
  writeFileSync(file, text);
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

const node = (...given: string[]): string =>
  execFileSync(process.execPath, given, { cwd: copy, encoding: "utf8", stdio: "pipe" });

test("its types are right", () => {
  expect(node("node_modules/typescript/bin/tsc", "-p", "tsconfig.core.json")).toBe("");
});

test("its functions have lenses", () => {
  const script = join(copy, "test/unit/host/toyLens.test.ts");
  writeFileSync(
    script,
    `import { expect, test } from "vitest";
     import { LossLenses } from "../../../src/host/editor/codeLens";
     import { DocumentFunctions } from "../../../src/host/editor/documentFunctions";
     test("a lens", () => {
       const text = ${JSON.stringify(text)};
       const document = {
         ...{ languageId: "rpn", version: 1, uri: { toString: () => "file:///bowl.rpn" } },
         ...{ getText: () => text, positionAt: (offset: number) => offset },
       };
       const settings = () => ({ codeLensEnabled: true, functionNames: [] }) as never;
       const lenses = new LossLenses(
         new DocumentFunctions(settings, { warn: () => undefined } as never),
         settings,
         { of: () => undefined, onDidChange: () => ({ dispose: () => undefined }) } as never,
       );
       const [lens, ...others] = lenses.provideCodeLenses(document as never);
       expect(lens!.command).toMatchObject({ title: "Simulate Optimizer", arguments: [{ name: "bowl" }] });
       expect(others).toEqual([]);
     });`,
  );
  expect(node("node_modules/vitest/vitest.mjs", "run", script)).toMatch(/1 passed/);
});

test("it runs, with its exact gradient", () => {
  node("esbuild.mjs", "--production");
  const printed = JSON.parse(node("dist/cli.cjs", file, "--format", "json")) as Printed;
  expect(printed).toMatchObject({ function: "bowl", parameters: ["x", "y"], gradient: "exact" });
  const { rows } = printed.runs[0]!;
  expect(rows).toHaveLength(41);
  for (const { t, theta } of rows) {
    // θ ← θ − η·∇(x² + 10·y²) from (3, −2) with η = 0.04; what 40 products round.
    expect(theta[0]).toBeCloseTo(3 * 0.92 ** t, 13);
    expect(theta[1]).toBeCloseTo(-2 * 0.2 ** t, 13);
  }
});
