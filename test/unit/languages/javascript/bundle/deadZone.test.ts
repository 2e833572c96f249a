import { beforeAll, describe, expect, test } from "vitest";
import { bundler, objectiveOf } from "../support";

// What Node says of names that are used before their declaration, in the file itself and over the borders of modules.

beforeAll(bundler, 60_000);

/** `/project/loss.ts` with its imports; the name that Node cannot access yet. */
const early: Readonly<Record<string, readonly [text: string, files: object, name: string]>> = {
  "a constant of the file, used by a module that it imports": [
    `import { k } from "./k"; export const scale = 3; export const loss = (x: number) => k * x;`,
    { "k.ts": `import { scale } from "./loss"; export const k = 2 * scale;` },
    "scale",
  ],
  "a constant of one of two modules that import each other": [
    `import { k } from "./k";\nexport const loss = (x: number) => k() * x;`,
    {
      "k.ts": `import { m } from "./m";\nexport const k = () => m;`,
      "m.ts": `import { k } from "./k";\nexport const m = k === undefined ? NaN : 1;`,
    },
    "k",
  ],
  "a constant below the call that reads it": [
    `import { k } from "./k";\nexport const loss = (x: number) => k * x;`,
    { "k.ts": "export const k = twice();\nconst m = 3;\nfunction twice() { return 2 * m; }" },
    "m",
  ],
  "a constant of a name that the file has, too": [
    `import { k } from "./k";\nconst m = 2;\nexport const loss = (x: number) => k * m * x;`,
    { "k.ts": "export const k = twice();\nconst m = 3;\nfunction twice() { return 2 * m; }" },
    "m",
  ],
  "a class to be extended": [
    `import { Box } from "./box";\nexport class Base { v = 1; }\nexport const loss = (x: number) => new Box().v * x;`,
    { "box.ts": `import { Base } from "./loss";\nexport class Box extends Base {}` },
    "Base",
  ],
  "a default export": [
    `import { k } from "./k";\nexport default 3;\nexport const loss = (x: number) => k * x;`,
    { "k.ts": `import three from "./loss";\nexport const k = 2 * three;` },
    "_default",
  ],
  "a constant of a CommonJS module": [
    `const { k } = require("./k.cjs");\nexport const loss = (x: number) => k * x;`,
    { "k.cjs": "exports.k = twice();\nconst m = 3;\nfunction twice() { return 2 * m; }" },
    "m",
  ],
};

describe("what is used before its declaration throws", () => {
  test.each(Object.entries(early))("%s", async (_, [text, files, name]) => {
    const project = { path: "/project/loss.ts", files: inProject(files) };
    await expect(objectiveOf(text, [1], project)).rejects.toThrow(
      new RegExp(`^ReferenceError: Cannot access '\\w*${name}\\d*' before initialization$`),
    );
  });
});

/** Modules that Node runs: each loss is 6·x². */
const inTime: Readonly<Record<string, readonly [text: string, files: object]>> = {
  "a constant that a function reads once it is called": [
    `import { square } from "./square"; export const scale = 6; export const loss = (x: number) => square(x);`,
    {
      "square.ts": `import { scale } from "./loss"; export const square = (x: number) => scale * x * x;`,
    },
  ],
  "variables of var, enums and functions": [
    `import { k, Kind, twice } from "./k";\nexport const loss = (x: number) => (k ?? 1) * Kind.A * twice(3) * x * x;`,
    {
      "k.ts": `export const early = [typeof k, typeof Kind];\nexport var k: number;\nexport enum Kind { A = 1 }\nexport function twice(x: number) { return 2 * x; }`,
    },
  ],
  "a module that is required once its names are read": [
    `import { six } from "./six.cjs";\nexport const loss = (x: number) => six() * x * x;`,
    { "six.cjs": `exports.six = () => require("./k.ts").k;`, "k.ts": "export const k = 6;" },
  ],
};

describe("what is declared in time is as before", () => {
  test.each(Object.entries(inTime))("%s", async (_, [text, files]) => {
    const project = { path: "/project/loss.ts", files: inProject(files) };
    const objective = await objectiveOf(text, [2], project);
    const gradient = new Float64Array(1);
    expect(objective.valueAndGradient(Float64Array.of(2), gradient)).toBe(24);
    expect(gradient[0]).toBe(24);
  });
});

function inProject(files: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`/project/${name}`, text as string]),
  );
}
