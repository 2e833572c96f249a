import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { openFile } from "./support/editor";
import { waitFor } from "./support/waitFor";

const identifier = "optimizer-lens.optimizer-lens";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe("activation", () => {
  it("happens when a TypeScript file is opened", async () => {
    const extension = vscode.extensions.getExtension(identifier);
    assert.ok(extension, "the extension is installed");
    await openFile("plain.ts", "export const answer = 42;\n");
    await waitFor("activation", () => extension.isActive);
  });

  it("registers every command that package.json contributes", async () => {
    const { contributes } = vscode.extensions.getExtension(identifier)!.packageJSON as Manifest;
    assert.ok(contributes.commands.length > 0);
    const known = await vscode.commands.getCommands(true);
    const missing = contributes.commands.filter(({ command }) => !known.includes(command));
    assert.deepEqual(missing, []);
  });
});
