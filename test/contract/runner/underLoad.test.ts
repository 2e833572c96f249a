import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

// What a command answers does not depend on how busy the machine is: only work of the code's own counts against its limit.

const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-load-"));
const busy: ChildProcess[] = [];
afterAll(() => {
  for (const loop of busy) loop.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function simulate(file: string): Promise<Answer> {
  const args = [resolve("dist/cli.cjs"), file, "--steps", "30", "--format", "json"];
  return new Promise((answer) => {
    execFile(process.execPath, args, (error, stdout, stderr) =>
      answer({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

/** A recurrence whose trace takes a while, a start at which the loss throws, and a loss with a branch. */
const texts = [
  `export function loss(p = Array.from({ length: 40 }, (_, i) => Math.sin(i) / 5)) {
     let h = new Array(12).fill(0.1);
     for (let t = 0; t < 40; t++) {
       h = h.map((_, j) => Math.tanh(h.reduce((z, x, i) => z + p[(7 * i + 11 * j) % 40] * x, 0)));
     }
     return h.reduce((sum, x) => sum + x * x, 0);
   }`,
  "/** @simulate { start: [1, 1] } */ export function loss(x, y) { if (x > 0) throw new RangeError('right of 0'); return x * y; }",
  "export function loss(x, y) { return x > 1 ? (x - 1) ** 2 + y * y : Math.abs(x) * 0.1 + y ** 4; }",
];

test("two busy loops beside them do not change what commands answer", async () => {
  const files = texts.map((text, k) => {
    const file = join(folder, `loss${k}.js`);
    writeFileSync(file, text);
    return file;
  });
  const answerAll = async (): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (const file of files) answers.push(await simulate(file));
    return answers;
  };
  const alone = await answerAll();
  expect(alone.map(({ code }) => code)).toEqual([0, 1, 0]);
  // They end by themselves where this test is ended before it can end them.
  const loop = "const end = Date.now() + 150_000; while (Date.now() < end);";
  for (let k = 0; k < 2; k++) busy.push(spawn(process.execPath, ["-e", loop]));
  expect(await answerAll()).toEqual(alone);
}, 120_000);
