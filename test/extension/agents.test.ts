import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ExtensionApi } from "../../src/host/activate";
import { tools } from "../../src/headless/tools";
import { closeAll, openFile, replace } from "./support/editor";
import { runnerProcesses } from "./support/processes";
import { waitFor } from "./support/waitFor";

const text = `/** @simulate { start: [3], steps: 20, runs: [{ optimizer: "gd", lr: 0.25 }] } */
export function agentLoss(x: number): number {
  return x * x;
}
`;

interface Answer {
  readonly function: string;
  readonly runs: readonly { readonly rows: readonly { readonly loss: number }[] }[];
}

/** With η = 1/4 each step of gradient descent on x² halves x, without rounding. */
function checkAnswer(answer: Answer): void {
  assert.equal(answer.function, "agentLoss");
  assert.deepEqual(
    answer.runs[0]?.rows.map(({ loss }) => loss),
    Array.from({ length: 21 }, (_, t) => 9 / 4 ** t),
  );
}

/** What says how to read the picture, and the picture, of a VS Code that takes such. */
function checkPicture([caption, picture]: readonly unknown[]): void {
  assert.ok(caption instanceof vscode.LanguageModelTextPart);
  assert.match(caption.value, /^The picture shows x \(left to right, /);
  const { mimeType, data } = picture as { readonly mimeType: string; readonly data: Uint8Array };
  assert.equal(mimeType, "image/png");
  assert.equal(Buffer.from(data).toString("latin1", 1, 4), "PNG");
}

/** Nobody is here to press the button of the question whether code may run. */
function approve(value: true | undefined): Thenable<void> {
  const settings = vscode.workspace.getConfiguration("chat.tools");
  return settings.update("autoApprove", value, vscode.ConfigurationTarget.Global);
}

describe("agents", () => {
  let api: ExtensionApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>("optimizer-lens.optimizer-lens");
    api = await extension!.activate();
    await approve(true);
  });
  after(() => approve(undefined));
  afterEach(closeAll);

  it("are offered every tool, and run them as the exported API does", async () => {
    const { document } = await openFile("agents.ts", text);
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith("optimizerLens_"));
    assert.deepEqual(
      ours.map(({ name, inputSchema }) => ({ name, inputSchema })),
      tools.map(({ name, inputSchema }) => ({ name: `optimizerLens_${name}`, inputSchema })),
    );
    const input = { file: document.uri.fsPath };
    for (const { name, runsCode } of tools) {
      const expected = await api.run(name, runsCode ? input : {});
      const result = await vscode.lm.invokeTool(`optimizerLens_${name}`, {
        input: runsCode ? input : {},
        toolInvocationToken: undefined,
      });
      const [part, ...rest] = result.content;
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      assert.deepEqual(JSON.parse(part.value), expected);
      if (name !== "simulate_optimizers") assert.deepEqual(rest, []);
      else {
        checkAnswer(expected as Answer);
        checkPicture(rest);
      }
    }
    await waitFor("the processes of the tools to end", async () =>
      (await runnerProcesses()).every((pid) => pid === api.runnerPid()),
    );
  });

  it("see documents as they stand, saved or not", async () => {
    const editor = await openFile("unsaved.ts", text.replace("x * x", "x + x + x"));
    await replace(editor, "x + x + x", "x * x");
    checkAnswer(
      (await api.run("simulate_optimizers", { file: editor.document.uri.fsPath })) as Answer,
    );
  });

  it("are told what is wrong", async () => {
    await assert.rejects(api.run("simulate_optimizers", { file: "/nowhere.ts" }), /is not below/);
    await assert.rejects(api.run("simulate_optimizers", {}), /file/);
  });
});
