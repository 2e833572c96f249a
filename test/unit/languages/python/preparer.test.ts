import { expect, test } from "vitest";
import type { ModuleSource } from "../../../../src/languages/python/moduleSource";
import { findPythonFunctions } from "../../../../src/languages/python/find/find";
import { createPreparer } from "../../../../src/languages/python/preparer";

const text =
  "from helper import half\nimport models.linear\n\ndef loss(x):\n    return half(x) ** 2\n";

/** What is made ready of a file among others, and how often the interpreter was started ahead. */
async function prepared(
  file: string,
  files: Readonly<Record<string, string>>,
  overlays: Readonly<Record<string, string>> = {},
): Promise<{ root: string; inputs: readonly string[]; starts: number }> {
  let starts = 0;
  const preparer = createPreparer({
    readSource: (path) => Promise.resolve(files[path]),
    realPath: (path) => Promise.resolve(path),
    startEsbuild: () => Promise.reject(new Error("nothing is bundled")),
    startPython: () => {
      starts++;
    },
  });
  const [fn] = findPythonFunctions(text, { language: ".py" }).functions;
  const result = await preparer.prepare({ function: fn!, file, text, overlays });
  if (!result.ok) throw new Error(result.fault.message);
  const { root } = result.value.code as ModuleSource;
  return { root, inputs: result.value.inputs, starts };
}

test("the project's folder and the imported files are found, and the interpreter starts meanwhile", async () => {
  const files = {
    "/me/lab/pyproject.toml": "",
    "/me/lab/src/helper.py": "",
    "/me/lab/models/linear.py": "",
  };
  expect(await prepared("/me/lab/nets/loss.py", files)).toEqual({
    root: "/me/lab",
    inputs: ["/me/lab/nets/loss.py", "/me/lab/src/helper.py", "/me/lab/models/linear.py"],
    starts: 1,
  });
});

test("on Windows, too, an unsaved file among them", async () => {
  const files = { "C:\\lab\\setup.py": "", "C:\\lab\\nets\\models\\linear.py": "" };
  const unsaved = { "C:\\lab\\helper.py": "" };
  expect(await prepared("C:\\lab\\nets\\loss.py", files, unsaved)).toEqual({
    root: "C:\\lab",
    inputs: ["C:\\lab\\nets\\loss.py", "C:\\lab\\helper.py", "C:\\lab\\nets\\models\\linear.py"],
    starts: 1,
  });
});
