import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll, openFile, panels, putCursor, replace, resultLens } from "./support/editor";
import { waitFor } from "./support/waitFor";

/*
 * One coordinate of L = (x² + 4y²)/2 under gradient descent with η = 0.1 is multiplied by 1 − 0.1 = 0.9
 * (x) and 1 − 0.4 = 0.6 (y) at each step. From (3, 1), after 20 steps, L = (9·0.9^40 + 4·0.6^40)/2 = 0.0665…
 */
const bowl = `/** @simulate { start: [3, 1], steps: 20, runs: [{ optimizer: "gd", lr: 0.1 }] } */
export function bowlLoss(x: number, y: number): number {
  return (x * x + 4 * y * y) / 2;
}
`;
const afterTwentySteps = (9 * 0.9 ** 40 + 4 * 0.6 ** 40) / 2;

/** The first number with an exponent or a fraction in a lens such as "GD 0.0665 after 20". */
function lossIn(lens: string): number {
  const match = /-?\d+(\.\d+)?(e[+-]?\d+)?(?=\D*(after|at)\b)/.exec(lens);
  assert.ok(match, lens);
  return Number(match[0]);
}

describe("Simulate Optimizer", () => {
  afterEach(closeAll);

  it("opens one panel beside the code and leaves the focus in the editor", async () => {
    const editor = await openFile("bowl.ts", bowl);
    putCursor(editor, "x * x");
    await vscode.commands.executeCommand("optimizerLens.simulate");
    const [panel] = await waitFor("the panel", () => panels().length > 0 && panels());
    assert.equal(panels().length, 1);
    assert.equal(panel!.group.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
  });

  it("uses the same panel again", async () => {
    const editor = await openFile("bowl.ts", bowl);
    putCursor(editor, "x * x");
    for (let time = 0; time < 3; time++) {
      await vscode.commands.executeCommand("optimizerLens.simulate");
    }
    await waitFor("the panel", () => panels().length > 0);
    assert.equal(panels().length, 1);
  });

  it("tells the result above the function", async () => {
    const editor = await openFile("bowl.ts", bowl);
    putCursor(editor, "x * x");
    await vscode.commands.executeCommand("optimizerLens.simulate");
    const lens = await resultLens(editor.document.uri, /after 20/);
    // The lens shows a few digits.
    assert.ok(Math.abs(lossIn(lens) / afterTwentySteps - 1) < 0.02, lens);
  });

  it("follows an edit that is not saved", async () => {
    const editor = await openFile("bowl.ts", bowl);
    putCursor(editor, "x * x");
    await vscode.commands.executeCommand("optimizerLens.simulate");
    await resultLens(editor.document.uri, /after 20/);
    await replace(editor, "steps: 20", "steps: 40");
    const lens = await resultLens(editor.document.uri, /after 40/);
    const expected = (9 * 0.9 ** 80 + 4 * 0.6 ** 80) / 2;
    assert.ok(Math.abs(lossIn(lens) / expected - 1) < 0.02, lens);
    assert.ok(editor.document.isDirty);
  });

  it("works on the function around the cursor whatever its name", async () => {
    const text = bowl.replace("bowlLoss", "wobble").replace(/^.*\n/, "");
    const editor = await openFile("wobble.ts", text);
    putCursor(editor, "x * x");
    await vscode.commands.executeCommand("optimizerLens.simulate");
    await waitFor("the panel", () => panels().length === 1);
    await waitFor("a panel that names it", () => panels()[0]?.label.includes("wobble"));
  });

  it("works on an untitled document", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "typescript",
      content: bowl,
    });
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    putCursor(editor, "x * x");
    await vscode.commands.executeCommand("optimizerLens.simulate");
    await resultLens(document.uri, /after 20/);
  });
});
