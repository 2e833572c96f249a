import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { closeAll, openFile, putCursor, replace, resultLens } from "./support/editor";
import { isAlive, runnerProcesses } from "./support/processes";
import { waitFor } from "./support/waitFor";

const text = `/** @simulate { start: [3], steps: 20, runs: [{ optimizer: "gd", lr: 0.1 }] } */
export function squareLoss(x: number): number {
  return x * x;
}
`;

async function simulate(): Promise<vscode.TextEditor> {
  const editor = await openFile("square.ts", text);
  putCursor(editor, "return");
  await vscode.commands.executeCommand("optimizerLens.simulate");
  await resultLens(editor.document.uri, /after 20/);
  return editor;
}

describe("the runner process", () => {
  afterEach(closeAll);

  it("is a process of its own", async () => {
    await simulate();
    const runners = await runnerProcesses();
    assert.equal(runners.length, 1);
    assert.notEqual(runners[0], process.pid);
  });

  it("is replaced after it was killed", async () => {
    const editor = await simulate();
    const [killed] = await runnerProcesses();
    process.kill(killed!, "SIGKILL");
    await waitFor("its end", async () => !(await isAlive(killed!)));
    await replace(editor, "steps: 20", "steps: 30");
    await resultLens(editor.document.uri, /after 30/);
    const runners = await runnerProcesses();
    assert.equal(runners.length, 1);
    assert.notEqual(runners[0], killed);
  });

  it("leaves nothing behind when it is restarted", async () => {
    const editor = await simulate();
    const [first] = await runnerProcesses();
    await vscode.commands.executeCommand("optimizerLens.restartRunner");
    await waitFor("the end of the first", async () => !(await isAlive(first!)));
    await replace(editor, "steps: 20", "steps: 30");
    await resultLens(editor.document.uri, /after 30/);
    assert.ok((await runnerProcesses()).length <= 1);
  });

  it("survives code that ends its process", async () => {
    const editor = await simulate();
    await replace(editor, "return x * x;", "return (process as { exit(): number }).exit();");
    await waitFor(
      "a diagnostic",
      () => vscode.languages.getDiagnostics(editor.document.uri).length > 0,
    );
    await replace(editor, "(process as { exit(): number }).exit()", "x * x");
    await replace(editor, "steps: 20", "steps: 30");
    await resultLens(editor.document.uri, /after 30/);
  });

  it("keeps the extension host answering while the code never ends", async () => {
    const editor = await simulate();
    await replace(editor, "return x * x;", "for (;;) { x += 0; }");
    const [looping] = await runnerProcesses();
    let answers = 0;
    const timer = setInterval(() => answers++, 5);
    await waitFor("the end of the runner", async () => !(await isAlive(looping!)));
    clearInterval(timer);
    // The loop is given seconds, hundreds of intervals; a host that waited for it would see one.
    assert.ok(answers > 20, `${answers} answers`);
  });
});
