import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundler, bundleText, objectiveOf, useSystem, type Project } from "../support";

beforeAll(bundler, 60_000);

async function valueOf(
  text: string,
  files: Record<string, string> = {},
  path?: string,
  overlays: NonNullable<Project["overlays"]> = {},
): Promise<number> {
  const objective = await objectiveOf(text, [2], { files, overlays, ...(path && { path }) });
  return objective.value(Float64Array.of(2));
}

describe.each(["posix", "windows"] as const)("with paths of %s", (system) => {
  beforeAll(() => useSystem(system));
  afterAll(() => useSystem("posix"));

  describe("what a bundle is made from", () => {
    test("relative imports, JSON, index files, .js written for .ts", async () => {
      const files = {
        "/project/lib/index.ts": `export { square } from "./square.js";`,
        "/project/lib/square.ts": `export const square = (x: number) => x * x;`,
        "/project/data.json": `{ "gain": 5 }`,
      };
      const text = `import { square } from "./lib"; import data from "./data.json";
      const loss = (x: number) => data.gain * square(x);`;
      expect(await valueOf(text, files)).toBe(20);
      const { inputs } = await bundleText(text, { files });
      expect(inputs).toEqual(expect.arrayContaining(Object.keys(files)));
    });

    test("an imported file's own imports, unsaved texts among them", async () => {
      const files = {
        "/project/parts/a.ts": `import { b } from "../other/b"; export const a = b + 1;`,
        "/project/other/b.ts": `import { c } from "./c"; export const b = c + 10;`,
        "/project/other/c.ts": `export const c = 100;`,
      };
      const text = `import { a } from "./parts/a"; const loss = (x: number) => a * x;`;
      expect(await valueOf(text, files)).toBe(222);
      const unsaved = { "/project/other/c.ts": `export const c = 200;` };
      expect(await valueOf(text, files, undefined, unsaved)).toBe(422);
    });

    test("a configuration that only refers to others, as Vite's and Vue's templates have it", async () => {
      const lead = (to: string) => `"paths": { "@/*": ["${to}/*"] }`;
      const files = {
        "/project/tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }, { "path": "./tests" }] }`,
        "/project/tsconfig.node.json": `{ "include": ["vite.config.*"], "compilerOptions": { ${lead("./tools")} } }`,
        "/project/tsconfig.app.json": `{ "extends": "@vue/tsconfig/tsconfig.dom.json", "include": ["src/**/*", "src/**/*.vue"], "exclude": ["src/**/__tests__/*"], "compilerOptions": { ${lead("./src")} } }`,
        "/project/tests/tsconfig.json": `{ "include": ["../src/**/__tests__/*"], "compilerOptions": { ${lead("./help")} } }`,
        "/project/node_modules/@vue/tsconfig/tsconfig.dom.json": `{ "extends": "./tsconfig.json" }`,
        "/project/node_modules/@vue/tsconfig/tsconfig.json": `{ "compilerOptions": { "strict": true } }`,
        "/project/src/math/gain.ts": `export const gain = 3;`,
        "/project/tests/help/math/gain.ts": `export const gain = 5;`,
        "/project/tools/math/gain.ts": `export const gain = 7;`,
      };
      const text = `import { gain } from "@/math/gain"; const loss = (x: number) => gain * x;`;
      expect(await valueOf(text, files, "/project/src/losses/loss.ts")).toBe(6);
      expect(await valueOf(text, files, "/project/src/losses/__tests__/loss.ts")).toBe(10);
      expect(await valueOf(text, files, "/project/vite.config.ts")).toBe(14);
      expect(
        (await bundleText(text, { files, path: "/project/src/losses/loss.ts" })).problems,
      ).toEqual([]);
    });

    test("${configDir} is the folder of the configuration that extends", async () => {
      const files = {
        "/shared/base.json": `{ "compilerOptions": { "paths": { "#own/*": ["\${configDir}/lib/*"] } } }`,
        "/project/tsconfig.json": `{ "extends": "../shared/base.json" }`,
        "/project/lib/two.ts": `export default 2;`,
      };
      expect(
        await valueOf(`import two from "#own/two"; const loss = (x: number) => x + two;`, files),
      ).toBe(4);
    });

    test("a package's import of itself and of its own names", async () => {
      const files = {
        "/project/package.json": `{ "name": "mine", "exports": { ".": "./index.ts", "./math": "./source/math.ts" }, "imports": { "#gain": "./source/gain.ts" } }`,
        "/project/source/math.ts": `import gain from "#gain"; export const scaled = (x: number) => gain * x;`,
        "/project/source/gain.ts": `export default 4;`,
      };
      const text = `import { scaled } from "mine/math"; const loss = (x: number) => scaled(x);`;
      expect(await valueOf(text, files, "/project/source/loss.ts")).toBe(8);
      const hidden = await bundleText(`import "mine/source/gain"; const loss = () => 1;`, {
        files,
      });
      expect(hidden.problems).toMatchObject([{ kind: "missingImport" }]);
    });

    test("a package's browser map: another file, another package, nothing", async () => {
      const at = "/project/node_modules/both";
      const files = {
        [`${at}/package.json`]: `{ "main": "./lib/main.js", "browser": { "./lib/node.js": "./lib/browser.js", "ws": false, "crypto": "tiny-crypto" } }`,
        [`${at}/lib/main.js`]: `const ws = require("ws"); exports.n = require("./node").n + require("crypto").n + Object.keys(ws).length;`,
        [`${at}/lib/node.js`]: `exports.n = 1;`,
        [`${at}/lib/browser.js`]: `exports.n = 20;`,
        "/project/node_modules/tiny-crypto/index.js": `exports.n = 300;`,
        "/project/node_modules/small/package.json": `{ "main": "./node.js", "browser": "./browser.js" }`,
        "/project/node_modules/small/browser.js": `exports.m = 4000;`,
      };
      const text = `import { n } from "both"; import { m } from "small"; const loss = (x: number) => x * (n + m);`;
      expect(await valueOf(text, files)).toBe(2 * 4320);
    });

    test("tsconfig paths through extends, with comments and a trailing comma", async () => {
      const files = {
        "/project/tsconfig.json": `{ /* base */ "extends": "./config/base", // here\n }`,
        "/project/config/base.json": `{ "compilerOptions": { "baseUrl": "..", "paths": { "@lib/*": ["source/*"], } } }`,
        "/project/source/cube.ts": `export default (x: number) => x ** 3;`,
      };
      expect(
        await valueOf(`import cube from "@lib/cube"; const loss = (x: number) => cube(x);`, files),
      ).toBe(8);
    });

    test("a broken extends is a warning, and the code runs", async () => {
      const files = { "/project/tsconfig.json": `{ "extends": "./nowhere.json" }` };
      const { code, problems } = await bundleText(`const loss = (x: number) => x;`, { files });
      expect(code).toBeDefined();
      expect(problems).toMatchObject([
        {
          severity: "warning",
          file: "/project/tsconfig.json",
          message: expect.stringContaining("nowhere.json") as string,
        },
      ]);
    });

    test("configurations whose extends fan out are read once each; later ones win", async () => {
      const levels = 25;
      const names = ["left", "right"];
      const fanOut = Array.from({ length: levels }, (_, level) =>
        names.map((name) => {
          const next = names.map((other) => `./${other}${level + 1}.json`);
          const text = JSON.stringify({ extends: level < levels - 1 ? next : [] });
          return [`/project/${name}${level}.json`, text];
        }),
      ).flat();
      const files: Record<string, string> = {
        ...(Object.fromEntries(fanOut) as Record<string, string>),
        "/project/tsconfig.json": `{ "extends": ["./left0.json", "./paths.json", "./right0.json"] }`,
        "/project/paths.json": `{ "extends": "./left1", "compilerOptions": { "paths": { "@lib/*": ["./source/*"] } } }`,
        "/project/source/cube.ts": `export default (x: number) => x ** 3;`,
      };
      expect(
        await valueOf(`import cube from "@lib/cube"; const loss = (x: number) => cube(x);`, files),
      ).toBe(8);
    });

    test("a configuration that extends itself is a warning, where it says so", async () => {
      const files = {
        "/project/tsconfig.json": `{ "extends": ["./a.json", "./b.json"] }`,
        "/project/a.json": `{ "extends": ["./b.json"] }`,
        "/project/b.json": `{ "extends": [\n"./tsconfig.json"] }`,
      };
      const { code, problems } = await bundleText(`const loss = (x: number) => x;`, { files });
      expect(code).toBeDefined();
      expect(problems).toMatchObject([
        { file: "/project/b.json", line: 2, message: "the configuration extends itself" },
      ]);
    });

    test("packages: exports with conditions and patterns, main, CommonJS, scopes", async () => {
      const files = {
        "/project/node_modules/modern/package.json": `{ "exports": { ".": { "require": "./no.cjs", "import": "./yes.mjs" }, "./parts/*": "./internal/*.mjs" } }`,
        "/project/node_modules/modern/yes.mjs": `export const two = 2;`,
        "/project/node_modules/modern/internal/three.mjs": `export const three = 3;`,
        "/node_modules/@old/school/package.json": `{ "main": "lib/main" }`,
        "/node_modules/@old/school/lib/main.js": `exports.seven = require("./seven");`,
        "/node_modules/@old/school/lib/seven.js": `module.exports = 7;`,
      };
      const text = `import { two } from "modern"; import { three } from "modern/parts/three"; import old from "@old/school";
      const loss = (x: number) => x * two * three * old.seven;`;
      expect(await valueOf(text, files)).toBe(84);
    });

    test("import cycles, CommonJS entries, JSX beside the function, enums and namespaces", async () => {
      const files = {
        "/project/a.ts": `import { loss } from "./loss"; export const again = () => loss.length; export const gain = 3;`,
      };
      expect(
        await valueOf(
          `import { gain } from "./a"; export function loss(x: number) { return gain * x; }`,
          files,
        ),
      ).toBe(6);
      expect(
        await valueOf(
          `const half = (x) => x / 2; function loss(x) { return half(x); } module.exports = { half };`,
          {},
          "/project/loss.cjs",
        ),
      ).toBe(1);
      expect(
        await valueOf(
          `export const View = () => <p>{1}</p>; const loss = (x: number) => x;`,
          {},
          "/project/loss.tsx",
        ),
      ).toBe(2);
      expect(
        await valueOf(
          `enum Gain { one = 1, ten = 10 } namespace N { export const two = 2; } const loss = (x: number) => x * Gain.ten * N.two;`,
        ),
      ).toBe(40);
    });

    test("modules that are not there and that the code does without", async () => {
      const text = `let missing = "";
      try { require("optional").setup(); } catch (error) { missing = (error as { code: string }).code; }
      const debug = () => require("./nowhere");
      const native = () => require("./addon.node");
      const later = () => import("chalk");
      const loss = (x: number) => x * missing.length;`;
      const files = { "/project/addon.node": "native" };
      const { problems } = await bundleText(text, { files });
      expect(problems).toEqual([]);
      expect(await valueOf(text, files)).toBe(2 * "MODULE_NOT_FOUND".length);
    });

    test("a module that is asked for again after it was not there is not there again", async () => {
      const text = `const count = () => { try { require("nowhere"); return 0; } catch { return 1; } };
      const counted = count() + count();
      const loss = (x: number) => x * counted;`;
      expect(await valueOf(text)).toBe(4);
    });

    test("a default export and a nested path are handed out", async () => {
      const { code } = await bundleText(`export default (x: number) => x * x;`, {
        wanted: { path: [], isDefault: true },
      });
      expect(code).toContain("m.exports");
      const objective = await objectiveOf(
        `class Losses { static square(x: number) { return x * x; } }`,
        [3],
        {
          wanted: { path: ["Losses", "square"] },
        },
      );
      expect(objective.value(Float64Array.of(3))).toBe(9);
    });

    test("texts: a byte order mark, CRLF, an overlay over the file", async () => {
      expect(await valueOf(`\uFEFFconst loss = (x: number) =>\r\n  x + 1;\r\n`)).toBe(3);
    });
  });

  describe("faults have a place", () => {
    test.each([
      ["an unclosed brace", "function loss(x: number) {\n  return x;", 2, 12],
      ["half an identifier", "const loss = (x: number) => x;\nconst 1a = 2;", 2, 8],
      ["an unterminated template", "const loss = (x: number) => x;\nconst s = `abc", 2, 15],
      ["top-level await", "const loss = (x: number) => x;\nawait 3;", 2, 1],
      ["after emoji", 'const loss = (x: number) => x;\nconst s = "😀é"; const 1;', 2, 24],
    ])("%s", async (_, text, line, column) => {
      const { code, problems } = await bundleText(text);
      expect(code).toBeUndefined();
      expect(problems[0]).toMatchObject({
        severity: "error",
        file: "/project/loss.ts",
        line,
        column,
      });
    });

    test("a missing import", async () => {
      const { problems } = await bundleText(
        `import { a } from "./nowhere";\nconst loss = () => a;`,
      );
      expect(problems).toMatchObject([
        {
          kind: "missingImport",
          message: 'cannot find "./nowhere"',
          line: 1,
          column: 19,
          endColumn: 30,
        },
      ]);
    });

    test("a module that is required and is not there", async () => {
      const text = `const loss = (x: number) => x;\nconst a = 1, b = require("nowhere");`;
      await expect(objectiveOf(text, [2])).rejects.toMatchObject({
        message: "Cannot find module 'nowhere'",
        place: { file: "/project/loss.ts", line: 2, column: 18 },
      });
    });

    test("a name that the imported file does not export", async () => {
      const { problems } = await bundleText(`import { a } from "./lib";\nconst loss = () => a;`, {
        files: { "/project/lib.ts": "export const b = 1;" },
      });
      expect(problems).toMatchObject([
        { message: 'No matching export in "/project/lib.ts" for import "a"', line: 1, column: 10 },
      ]);
    });

    test("an import that paths of a configuration lead astray", async () => {
      const { problems } = await bundleText(`import { a } from "@lib/a";\nconst loss = () => a;`, {
        files: {
          "/project/tsconfig.json": `{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }`,
        },
      });
      expect(problems[0]?.message).toBe(
        'cannot find "@lib/a": "paths" of the configuration lead to /project/lib/a',
      );
    });

    test("in an imported file", async () => {
      const { problems } = await bundleText(`import "./bad"; const loss = (x: number) => x;`, {
        files: { "/project/bad.ts": "\nlet x = ;" },
      });
      expect(problems).toMatchObject([{ file: "/project/bad.ts", line: 2, column: 9 }]);
    });
  });
});
