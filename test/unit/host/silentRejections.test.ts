import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as vscode from "vscode";
import { OwnOptimizers } from "../../../src/host/editor/userOptimizers";
import type { HostServices } from "../../../src/host/services";
import { Session } from "../../../src/host/session/session";
import { functionAround } from "../../../src/languages/javascript/find/find";
import type { PanelState } from "../../../src/protocol/panel";
import type { OpenRequest } from "../../../src/protocol/runner";

// What fails between a document and its panel is said there; the panel does not wait for ever.

const text = `/** @simulate { runs: [{ optimizer: "gd" }, { optimizer: "mine" }] } */
export function loss(x: number) { return x * x; }`;

const uri = {
  scheme: "file",
  fsPath: "/project/loss.ts",
  path: "/project/loss.ts",
} as unknown as vscode.Uri;
const document = {
  ...{ uri, languageId: "typescript", version: 1, isDirty: false },
  getText: () => text,
  positionAt: (offset: number) => new vscode.Position(0, offset),
} as vscode.TextDocument;

let logged: string[] = [];
let asked: OpenRequest[] = [];
let states: PanelState[] = [];

const log = {
  ...{ error: (line: string) => logged.push(line), warn: (line: string) => logged.push(line) },
  info: () => undefined,
} as unknown as HostServices["log"];

beforeEach(() => {
  [logged, asked, states] = [[], [], []];
  vi.spyOn(vscode.workspace, "openTextDocument").mockResolvedValue(document);
});
afterEach(() => vi.restoreAllMocks());

function session(ownOptimizers: unknown): Session {
  const services = {
    runner: {
      cancel: () => undefined,
      open: (request: OpenRequest) => {
        asked.push(request);
        const problem = { kind: "syntax", message: "as far as the runner" };
        return Promise.resolve({ ok: false, problem });
      },
    },
    ...{ log, ownOptimizers, diagnostics: { report: () => undefined } },
    settings: () => ({ functionNames: [], steps: 10 }),
    mayRun: () => true,
    functionAt: (_: unknown, offset: number) => functionAround(text, offset, { language: ".ts" }),
    lessonOf: () => ({}),
  } as unknown as HostServices;
  return new Session("test", { uri, name: "loss", offset: text.indexOf("loss") }, services, {
    stateChanged: (state) => states.push(state),
    seriesChanged: () => undefined,
    curvatureChanged: () => undefined,
  });
}

test("a workspace that cannot be searched is told to the log, and the code is opened", async () => {
  vi.spyOn(vscode.workspace, "findFiles").mockRejectedValue(new Error("spawn rg ENOENT"));
  await session(new OwnOptimizers(log)).refresh();
  expect(asked).toHaveLength(1);
  expect(states.at(-1)?.problem?.message).toBe("as far as the runner");
  expect(logged).toEqual(["the workspace was not searched for optimizers: spawn rg ENOENT"]);
});

test("what should not happen while code is read is a problem, and the next edit is opened", async () => {
  const known = vi.fn().mockReturnValue([]);
  known.mockImplementationOnce(() => {
    throw new TypeError("cannot read it");
  });
  const tested = session({ known, lookEverywhere: () => Promise.resolve() });
  await tested.refresh();
  expect(states.at(-1)).toMatchObject({
    status: "failed",
    problem: { kind: "internal", message: "cannot read it" },
  });
  expect(logged.join()).toContain("cannot read it");
  await tested.refresh();
  expect(states.at(-1)?.problem?.message).toBe("as far as the runner");
});

test("a text that was edited while an older one could not be read is opened", async () => {
  const known = vi.fn().mockReturnValue([]);
  known.mockImplementationOnce(() => {
    void tested.refresh();
    throw new TypeError("cannot read it");
  });
  const runner = { known, lookEverywhere: () => Promise.resolve() };
  const tested = session(runner);
  await tested.refresh();
  expect(asked).toHaveLength(1);
});
