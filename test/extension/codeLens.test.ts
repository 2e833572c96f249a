import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeAll,
  extensionFolder,
  lensesOf,
  openFile,
  replace,
  showFile,
  simulateLines,
  workspaceFolder,
} from "./support/editor";
import { waitFor } from "./support/waitFor";

const valley = `export function valleyLoss(b: number, w: number): number {
  return b * b + 100 * w * w;
}
`;

describe("CodeLens", () => {
  afterEach(closeAll);

  it("stands above every shipped example's loss functions", async () => {
    const shipped = vscode.Uri.joinPath(extensionFolder(), "media", "examples");
    const entries = await vscode.workspace.fs.readDirectory(shipped);
    const examples = entries.map(([name]) => name).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
    assert.ok(examples.length >= 7, `only ${examples.length} examples`);
    for (const name of examples) {
      const uri = vscode.Uri.joinPath(workspaceFolder(), name);
      await showFile(uri);
      assert.ok((await simulateLines(uri)).length > 0, name);
    }
  });

  it("stands on the line of the function and not above others", async () => {
    const text = `export const answer = 42;\n\nexport function greet(name: string) {\n  return name;\n}\n\n${valley}`;
    const { document } = await openFile("lens.ts", text);
    assert.deepEqual(await simulateLines(document.uri), [7]);
  });

  it("works in JavaScript, TSX and JSX", async () => {
    const text = "export const quadraticCost = (x) => x * x;\n";
    for (const name of ["lens.js", "lens.mjs", "lens.cjs", "lens.jsx", "lens.tsx"]) {
      const { document } = await openFile(name, text);
      assert.deepEqual(await simulateLines(document.uri), [1], name);
    }
  });

  it("stays while the text does not parse", async () => {
    const editor = await openFile("half.ts", valley);
    await simulateLines(editor.document.uri);
    await replace(editor, "100 * w * w;", "100 * (w *");
    assert.deepEqual(await simulateLines(editor.document.uri), [1]);
  });

  it("moves with its function", async () => {
    const editor = await openFile("move.ts", valley);
    await simulateLines(editor.document.uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// first\n// second\n"));
    await waitFor("the lens on line 3", async () =>
      (await lensesOf(editor.document.uri)).some(({ line }) => line === 3),
    );
  });

  it("can be turned off and on again", async () => {
    const { document } = await openFile("off.ts", valley);
    await simulateLines(document.uri);
    const settings = vscode.workspace.getConfiguration("optimizerLens");
    await settings.update("codeLens.enabled", false, vscode.ConfigurationTarget.Workspace);
    await waitFor("no lens", async () => (await lensesOf(document.uri)).length === 0);
    await settings.update("codeLens.enabled", undefined, vscode.ConfigurationTarget.Workspace);
    await simulateLines(document.uri);
  });

  it("finds functions by words from the settings", async () => {
    const { document } = await openFile(
      "words.ts",
      "export const wobble = (x: number) => x * x;\n",
    );
    assert.deepEqual(await lensesOf(document.uri), []);
    const settings = vscode.workspace.getConfiguration("optimizerLens");
    await settings.update("functionNames", ["wobble"], vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await simulateLines(document.uri), [1]);
    await settings.update("functionNames", undefined, vscode.ConfigurationTarget.Workspace);
  });
});
