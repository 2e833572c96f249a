import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeAll,
  lensesOf,
  openFile,
  putCursor,
  replace,
  resultLens,
  simulateLines,
} from "./support/editor";
import { waitFor } from "./support/waitFor";
import { after, hoversAt } from "./support/writing";

const runs = (count: number) =>
  Array.from(
    { length: count },
    (_, k) => `{ optimizer: "gd", lr: 0.1, label: "${"x".repeat(40)}${k}" }`,
  );

const withRuns = (
  count: number,
) => `/** @simulate { start: [3], steps: 20, runs: [${runs(count).join(", ")}] } */
export function habitLoss(x: number): number {
  return x * x;
}
`;

async function simulate(name: string, text: string): Promise<vscode.TextEditor> {
  const editor = await openFile(name, text);
  putCursor(editor, "return");
  await vscode.commands.executeCommand("optimizerLens.simulate");
  return editor;
}

async function openExample(file: string): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand("optimizerLens.openExample", file);
  return waitFor(`${file} in an editor`, () => {
    const editors = vscode.window.visibleTextEditors;
    return editors.find(({ document }) => document.uri.path === `/${file}`);
  });
}

describe("habits of an editor", () => {
  afterEach(closeAll);

  it("results above a function are bounded", async () => {
    const editor = await simulate("bounded.ts", withRuns(5));
    const words = await resultLens(editor.document.uri, /after 20/);
    assert.equal(words.split(" · ").length, 4);
    assert.match(words, /2 more$/);
    assert.match(words, /^x{23}… /);
    const hover = await hoversAt(editor, after(editor, "habitL"));
    assert.match(hover, /Latest: x{23}… .* after 20/);
  });

  it("results of a text that was go, where nothing newer comes", async () => {
    const editor = await simulate("outdated.ts", withRuns(1));
    await resultLens(editor.document.uri, /after 20/);
    await vscode.commands.executeCommand("optimizerLens.togglePause");
    await replace(editor, "x * x", "x * x + 1");
    await waitFor("no results", async () => (await lensesOf(editor.document.uri)).length === 1);
  });

  it("the old side of a diff has no lenses, the new one has", async () => {
    const old = (await openFile("old.ts", withRuns(1))).document.uri;
    const now = (await openFile("now.ts", withRuns(1))).document.uri;
    await closeAll();
    await vscode.commands.executeCommand("vscode.diff", old, now);
    assert.deepEqual(await simulateLines(now), [2]);
    assert.deepEqual(await lensesOf(old), []);
  });

  it("an example is changed without being asked about it, and is as it was shipped when opened anew", async () => {
    const editor = await openExample("bowl.ts");
    const shipped = editor.document.getText();
    const { uri } = editor.document;
    await replace(editor, "export", "// mine\nexport");
    await waitFor("the example to be kept", () => !editor.document.isDirty);
    // With something unsaved this would ask, and never answer.
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    const kept = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.match(kept, /\/\/ mine\nexport/);
    assert.equal((await openExample("bowl.ts")).document.getText(), shipped);
  });

  it("cells of a notebook have no lenses", async () => {
    const cell = new vscode.NotebookCellData(
      vscode.NotebookCellKind.Code,
      withRuns(1),
      "javascript",
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    assert.equal(document.languageId, "javascript");
    // The workbench takes a moment to know the cell.
    const lenses = await waitFor("the cell", () => lensesOf(document.uri).catch(() => undefined));
    assert.deepEqual(lenses, []);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
