import { expect, test } from "vitest";
import {
  importedModules,
  workspaceImports,
} from "../../../../../src/languages/python/find/imports";

test.each([
  ["import numpy as np, helper\n", ["numpy", "helper"]],
  ["from package.part import f, g as h\n", ["package.part", "package.part.f", "package.part.g"]],
  ["from . import sibling\n", [".", ".sibling"]],
  [
    "from .sibling import (\n    f,  # first\n    g,\n)\n",
    [".sibling", ".sibling.f", ".sibling.g"],
  ],
  ["def f():\n    import inside\n", ["inside"]],
  ["from helper import *\n", ["helper"]],
])("%j", (text, expected) => {
  expect(importedModules(text)).toEqual(expected);
});

test("files of the workspace are followed, each once, also around a circle", async () => {
  const files: Readonly<Record<string, string>> = {
    "/w/src/shared.py": "from package import part\n",
    "/w/app/helper.py": "import loss\nimport shared\n",
    "/w/package/__init__.py": "",
    "/w/package/part.py": "from .other import x\n",
    "/w/package/other.py": "import numpy\n",
  };
  const found = await workspaceImports(
    { file: "/w/app/loss.py", text: "import helper\n", root: "/w" },
    (path) => Promise.resolve(path === "/w/app/loss.py" ? "import helper\n" : files[path]),
  );
  expect(found.sort()).toEqual(["/w/app/loss.py", ...Object.keys(files)].sort());
});
