import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type * as vscode from "vscode";
import { closeAll, diagnosticsOf, noDiagnostics, openFile, panels } from "./editor";
import { waitFor } from "./waitFor";
import { after, completionsAt, diagnosticsLike, hoversAt, mend } from "./writing";

let files = 0;

function open(settings: string, python = false): Promise<vscode.TextEditor> {
  const text = python
    ? `# @simulate ${settings}\ndef writtenLoss(x, y):\n    return x * x + y * y\n`
    : `/** @simulate ${settings} */\nexport function writtenLoss(x: number, y: number) {\n  return x * x + y * y;\n}\n`;
  return openFile(`written${files++}.${python ? "py" : "ts"}`, text);
}

/** Help in the settings of a comment: nothing of it runs code, so it is the same in Restricted Mode. */
export function describeWriting(): void {
  describe("writing settings", () => {
    afterEach(closeAll);

    for (const python of [false, true]) {
      const language = python ? "Python" : "TypeScript";

      it(`is completed in ${language}`, async () => {
        const editor = await open('{ steps: 10, runs: [{ optimizer: "", }], start: { }', python);
        const names = await completionsAt(editor, after(editor, "steps: 10, "));
        assert.ok(names.has("window") && !names.has("steps"), [...names.keys()].join());
        const optimizers = await completionsAt(editor, after(editor, 'optimizer: "'));
        assert.ok(optimizers.has("adam"), [...optimizers.keys()].join());
        const start = await completionsAt(editor, after(editor, "start: { "));
        assert.deepEqual([...start.keys()], ["x", "y"]);
      });

      it(`is explained in ${language}`, async () => {
        const editor = await open('{ runs: [{ optimizer: "momentum", lr: 0.1 }] }', python);
        const hover = await hoversAt(editor, after(editor, '"mom'));
        assert.match(hover, /uᵗ = μ uᵗ⁻¹ \+ gᵗ/);
        assert.match(hover, /Polyak/);
        assert.match(await hoversAt(editor, after(editor, "lr")), /a number from 1e-12 to 1e6/);
      });

      it(`is checked in ${language} without a panel, and mended`, async () => {
        const editor = await open('{ stpes: 5, runs: [{ optimizer: "admm", lr: 0.1 }] }', python);
        const { code, range } = await diagnosticsLike(editor, /stpes/);
        assert.equal(code, "unknown");
        assert.equal(editor.document.getText(range), "stpes");
        await mend(editor, 'Change to "steps"');
        await diagnosticsLike(editor, /admm/);
        await mend(editor, 'Change to "adam"');
        await noDiagnostics(editor.document.uri);
        assert.match(
          editor.document.getText(),
          /\{ steps: 5, runs: \[\{ optimizer: "adam", lr: 0\.1/,
        );
        assert.deepEqual(panels(), []);
      });
    }

    for (const [settings, title, mended] of [
      ["{ optimizer: adam }", "Put quotes around adam", '{ optimizer: "adam" }'],
      ["{ steps: 5 seed: 1 }", "Insert the comma", "{ steps: 5, seed: 1 }"],
      [
        '{ optimizer: "adam", beta1: 2 }',
        "Clamp to 0.999999",
        '{ optimizer: "adam", beta1: 0.999999 }',
      ],
      ["{ steps: 0 }", "Clamp to 1", "{ steps: 1 }"],
      ["{ steps: 5", "Insert }", "{ steps: 5 }"],
      ["steps: 5", "Put braces around the settings", "{ steps: 5 }"],
    ] as const) {
      it(`offers: ${title}`, async () => {
        const editor = await open(settings);
        await mend(editor, title);
        await noDiagnostics(editor.document.uri);
        assert.ok(editor.document.getText().includes(`@simulate ${mended} `));
      });
    }

    it("knows an optimizer of another file, once that file is there", async () => {
      const editor = await open('{ optimizer: "ofAnotherFile" }');
      await diagnosticsLike(editor, /no optimizer is called "ofAnotherFile"/);
      const mine = '/** @optimizer { id: "ofAnotherFile" } */\nexport function mine() {}\n';
      await openFile("another.ts", mine);
      await closeAll();
      const again = await open('{ optimizer: "ofAnotherFile", lr: 0 }');
      await diagnosticsLike(again, /lr must be/);
      await waitFor("only that", () => diagnosticsOf(again.document.uri).length === 1);
    });

    it("says what is wrong as one types, and no more once it is right", async () => {
      const editor = await open("{ }");
      assert.deepEqual(diagnosticsOf(editor.document.uri), []);
      await editor.edit((edit) => edit.insert(after(editor, "{ "), "steps: 0"));
      const { range } = await diagnosticsLike(editor, /steps must be/);
      await editor.edit((edit) => edit.replace(range, "30"));
      await noDiagnostics(editor.document.uri);
    });
  });
}
