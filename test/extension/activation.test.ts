import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";

describe("activation", () => {
  it("runs in a window with the examples open", () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
