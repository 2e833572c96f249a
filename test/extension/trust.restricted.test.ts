import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeAll,
  diagnosticsOf,
  openFile,
  panels,
  putCursor,
  simulateLines,
} from "./support/editor";
import { runnerProcesses } from "./support/processes";
import { waitFor } from "./support/waitFor";

const text = `export function squareLoss(x: number): number {
  return x * x;
}
`;

describe("Restricted Mode", () => {
  afterEach(closeAll);

  it("is what this window is in", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it("finds loss functions", async () => {
    const { document } = await openFile("square.ts", text);
    assert.deepEqual(await simulateLines(document.uri), [1]);
  });

  it("runs nothing of the workspace, whatever command is called", async () => {
    const editor = await openFile("square.ts", text);
    putCursor(editor, "return");
    for (const command of ["simulate", "rerun", "restartRunner"]) {
      await vscode.commands.executeCommand(`optimizerLens.${command}`);
    }
    await waitFor("the panel", () => panels().length === 1);
    assert.deepEqual(await runnerProcesses(), []);
    assert.deepEqual(diagnosticsOf(editor.document.uri), []);
  });
});
