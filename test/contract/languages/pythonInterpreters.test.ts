import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPythonFunctions } from "../../../src/languages/python/find/find";
import type { Problem } from "../../../src/protocol/problem";
import { RunnerClient } from "../../../src/runner/client/runnerClient";
import { pythonWith } from "../codeExport/codeExportPython";

// What is chosen as an interpreter and is none, or not one that will do: one problem that says so, and a way to another.

const script = resolve(import.meta.dirname, "../../../dist/runner.cjs");
const text = "def loss(x, y):\n    return x * x + y * y\n";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "optimizer-lens-interpreters-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of the system's shell. */
function program(name: string, lines: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** One that answers as our program would, but in an old version of Python. */
function ofVersion(version: string): string {
  const answer = { python: version, executable: "/opt/old/python", pid: 1, numpy: null };
  const head = JSON.stringify({ id: 1, answer });
  const path = join(folder, `answer-${version}`);
  const bytes = new Uint8Array(8 + head.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(new TextEncoder().encode(head), 8);
  writeFileSync(path, bytes);
  return program(`python-${version}`, `cat '${path}'; exec cat > /dev/null`);
}

/** What opening a function says with this interpreter chosen. */
async function problemWith(python: string): Promise<Problem | undefined> {
  const client = new RunnerClient({
    ...{ script, python: () => python, limits: () => ({ time: 5000, memory: 2048 }) },
    ...{ onSlice: () => undefined, log: () => undefined },
  });
  try {
    const [fn] = findPythonFunctions(text, { language: ".py" }).functions;
    const file = join(folder, "loss.py");
    const request = { session: "test", file, text, overlays: {}, function: fn!, optimizers: [] };
    const opened = await client.open(request);
    return opened.ok ? undefined : opened.problem;
  } finally {
    client.dispose();
  }
}

describe.skipIf(process.platform === "win32")("an interpreter that will not do", () => {
  test.each<[string, () => string, string]>([
    ["missing", () => join(folder, "absent"), "ENOENT"],
    ["a folder", () => folder, "EACCES"],
    ["not Python", () => program("quiet", "exit 0"), "Python ended (exit code 0)"],
    [
      "a stub that only says where to get it",
      () => program("stub", "echo 'Python was not found; run without arguments' >&2; exit 9"),
      "Python was not found; run without arguments",
    ],
    [
      "Python 2",
      () => ofVersion("2.7.18"),
      "/opt/old/python is Python 2.7.18; 3.8 or newer is needed",
    ],
    [
      "Python 3.6",
      () => ofVersion("3.6.9"),
      "/opt/old/python is Python 3.6.9; 3.8 or newer is needed",
    ],
  ])("%s", async (_, make, reason) => {
    const path = make();
    const problem = await problemWith(path);
    expect(problem).toMatchObject({ kind: "unsupported", about: "interpreter" });
    expect(problem!.message).toMatch(/^No Python was found/);
    expect(problem!.message).toContain(path);
    expect(problem!.message).toContain(reason);
  });

  test.skipIf(pythonWith([]) === undefined)("one that will do has no problem", async () => {
    expect(await problemWith(pythonWith([])!)).toBeUndefined();
  });
});
