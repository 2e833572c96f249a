import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeAll,
  diagnosticsOf,
  noDiagnostics,
  openFile,
  putCursor,
  replace,
  resultLens,
} from "./support/editor";
import { waitFor } from "./support/waitFor";

function lossReturning(expression: string, statements = ""): string {
  return `/** @simulate { start: [3], steps: 20, runs: [{ optimizer: "gd", lr: 0.1 }] } */
export function faultyLoss(x: number): number {
  ${statements}
  return ${expression};
}
`;
}

let files = 0;

/** Each text is a file of its own, so that nothing said about another is taken for it. */
async function simulate(text: string): Promise<vscode.TextEditor> {
  const editor = await openFile(`faulty${files++}.ts`, text);
  putCursor(editor, "return");
  await vscode.commands.executeCommand("optimizerLens.simulate");
  return editor;
}

/** The one thing said about a document, with the text it is said about. */
async function onlyDiagnostic(editor: vscode.TextEditor) {
  const [found] = await waitFor("a diagnostic", () => {
    const all = diagnosticsOf(editor.document.uri);
    return all.length > 0 && all;
  });
  assert.equal(diagnosticsOf(editor.document.uri).length, 1);
  return {
    message: found!.message,
    line: found!.range.start.line + 1,
    text: editor.document.getText(found!.range),
  };
}

describe("diagnostics", () => {
  afterEach(closeAll);

  it("point at the call that is no number at the start", async () => {
    const editor = await simulate(lossReturning("x * x + Math.log(x - 5)"));
    const { line, text, message } = await onlyDiagnostic(editor);
    assert.equal(line, 4);
    assert.equal(text, "log");
    assert.match(message, /NaN at the start/);
    await replace(editor, "x - 5", "x + 5");
    await noDiagnostics(editor.document.uri);
  });

  it("point at an unknown key of the options, and the rest still works", async () => {
    const editor = await simulate(
      lossReturning("x * x").replace("steps: 20", "steps: 20, stpes: 5"),
    );
    const { text, message } = await onlyDiagnostic(editor);
    assert.equal(text, "stpes");
    assert.match(message, /stpes/);
    await resultLens(editor.document.uri, /after 20/);
  });

  it("point at a value that is out of range", async () => {
    const editor = await simulate(lossReturning("x * x").replace("lr: 0.1", "lr: -1"));
    const { text } = await onlyDiagnostic(editor);
    assert.equal(text, "-1");
  });

  it("point at the statement that threw, and go when it is mended", async () => {
    const editor = await simulate(
      lossReturning("x * x", 'if (x < 100) throw new Error("too small");'),
    );
    const { message, line } = await onlyDiagnostic(editor);
    assert.match(message, /too small/);
    assert.equal(line, 3);
    await replace(editor, "x < 100", "x > 100");
    await resultLens(editor.document.uri, /after 20/);
    await noDiagnostics(editor.document.uri);
  });

  it("name the line of an endless loop, and the next edit works", async () => {
    const editor = await simulate(
      lossReturning("x * x", "let turns = 0; while (x < 100) turns++;"),
    );
    const { line } = await onlyDiagnostic(editor);
    assert.equal(line, 3);
    await replace(editor, "x < 100", "turns < 100");
    await resultLens(editor.document.uri, /after 20/);
    await noDiagnostics(editor.document.uri);
  });

  it("say that the loss is not a number", async () => {
    const editor = await simulate(lossReturning('"text" as unknown as number'));
    const { message } = await onlyDiagnostic(editor);
    assert.match(message, /"text" instead of a number/);
  });

  it("point at a syntax error, and go when it is mended", async () => {
    const editor = await simulate(lossReturning("x * x"));
    await resultLens(editor.document.uri, /after 20/);
    await replace(editor, "return x * x", "return x * * x");
    const { line, message } = await onlyDiagnostic(editor);
    assert.equal(line, 4, message);
    await replace(editor, "x * * x", "x * x * x * x");
    await noDiagnostics(editor.document.uri);
  });
});
