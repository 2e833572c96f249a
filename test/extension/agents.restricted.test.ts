import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ExtensionApi } from "../../src/host/activate";
import { closeAll, openFile } from "./support/editor";
import { runnerProcesses } from "./support/processes";

describe("agents in Restricted Mode", () => {
  afterEach(closeAll);

  it("run nothing of the workspace, and may read the catalogue", async () => {
    const { document } = await openFile("agents.ts", "export const loss = (x: number) => x * x;\n");
    const extension = vscode.extensions.getExtension<ExtensionApi>("optimizer-lens.optimizer-lens");
    const api = await extension!.activate();
    for (const tool of ["simulate_optimizers", "find_learning_rate"])
      await assert.rejects(api.run(tool, { file: document.uri.fsPath }), /not trusted/);
    assert.deepEqual(await runnerProcesses(), []);
    assert.ok("optimizers" in ((await api.run("list_optimizers", {})) as object));
  });
});
