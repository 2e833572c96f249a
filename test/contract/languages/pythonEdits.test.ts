import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { residentMemory } from "../../bench/panel/processes";
import { descendants } from "../../extension/support/processes";
import { pythonWith } from "../codeExport/codeExportPython";
import { useRunner } from "../runner/useRunner";

// What is written for hours leaves nothing behind: neither the runner nor the interpreter grows, and there is one of each.

const runner = useRunner({ limits: () => ({ time: 10_000, memory: 2048 }) });

const isDeep = process.env["DEEP"] === "1";
/** Edits until V8 and Python hold what they always will, and those after which they must hold no more. */
const [warmUp, edits] = isDeep ? [1000, 10_000] : [150, 150];

const helper = "def half(x):\n    return x / 2\n";

/** A loss that is edited in its body and in its data; every third time it is broken, in one of three ways. */
function textOf(edit: number): string {
  const text = `import numpy as np
from helper import half

X = np.arange(${20 + (edit % 5)}.0) / 10


def loss(a, b):
    rest = half(a) * X + b - ${edit % 7}
    return np.mean(rest**2)  # edit ${edit}
`;
  if (edit % 3 !== 0) return text;
  const broken = [
    text.replace("return", "retrun"),
    text.replace("np.mean(", "np.mean(absent + "),
    text.replace("half(a)", "(half(a)"),
  ];
  return broken[(edit / 3) % 3]!;
}

async function edit(number: number): Promise<void> {
  const request = runner.requestFor(textOf(1), "loss.py");
  const opened = await runner.client.open({ ...request, text: textOf(number) });
  if (opened.ok !== (number % 3 !== 0)) {
    throw new Error(opened.ok ? "a broken text was opened" : opened.problem.message);
  }
}

test.skipIf(process.platform !== "linux" || pythonWith(["numpy"]) === undefined)(
  `after ${edits} edits, a third of them broken, neither process has grown by more than 30 MB`,
  { timeout: 3_600_000 },
  async () => {
    writeFileSync(join(runner.folder, "helper.py"), helper);
    for (let number = 0; number < warmUp; number++) await edit(number);
    const interpreters = (): Promise<number[]> =>
      descendants(runner.client.pid!, /optimizer|python/);
    const [interpreter] = await interpreters();
    const before = [runner.client.pid!, interpreter!].map(residentMemory);
    for (let number = warmUp; number < warmUp + edits; number++) await edit(number);
    expect(await interpreters()).toEqual([interpreter]);
    const after = [runner.client.pid!, interpreter!].map(residentMemory);
    const growth = after.map((size, k) => size - before[k]!);
    console.log(`grown by ${growth.map((size) => size.toFixed(1)).join(" MB and ")} MB`);
    expect(Math.max(...growth)).toBeLessThan(30);
  },
);
