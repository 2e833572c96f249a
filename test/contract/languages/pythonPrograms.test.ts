import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gradient } from "../../../src/graph/passes/derivative";
import { lowerProgram } from "../../../src/languages/python/lowering/lowerProgram";
import { type SentProgram, readProgram } from "../../../src/languages/python/lowering/readProgram";
import { compile } from "../../../src/wasm/compile";
import { missing, pythonWith } from "../codeExport/codeExportPython";

/** A program that Python recorded, and what it is to give; doubles as their bytes in hexadecimal. */
interface GoldenProgram {
  readonly name: string;
  readonly head: SentProgram;
  readonly blob: string;
  readonly theta: string;
  readonly value: string;
  readonly gradient: string;
}

const python = pythonWith(["numpy", "scipy"]);

const bytesOf = (text: string, encoding: "hex" | "base64"): ArrayBuffer =>
  new Uint8Array(Buffer.from(text, encoding)).buffer;
const doubles = (text: string): Float64Array => new Float64Array(bytesOf(text, "hex"));

/** The functions of Python's own tests as programs. */
function goldenPrograms(): readonly GoldenProgram[] {
  const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-"));
  const file = join(folder, "programs");
  const script = join(import.meta.dirname, "../../python/golden_programs.py");
  const { status, stderr } = spawnSync(python!, ["-B", script, file], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  rmSync(folder, { recursive: true });
  return lines.map((line) => JSON.parse(line) as GoldenProgram);
}

function outputsOf({ head, blob, theta }: GoldenProgram): readonly number[] {
  const compiled = compile(gradient(lowerProgram(readProgram(head, bytesOf(blob, "base64")))));
  compiled.inputs.set(doubles(theta));
  compiled.run();
  return [...compiled.outputs];
}

test.skipIf(python === undefined)(
  `compiled, what Python records has the value and gradient that it has there${python === undefined ? `; ${missing(["numpy", "scipy"])}` : ""}`,
  { timeout: 240_000 },
  () => {
    const programs = goldenPrograms();
    expect(programs.length).toBeGreaterThan(350);
    for (const program of programs) {
      const [value, ...slopes] = outputsOf(program);
      const [expected] = doubles(program.value);
      const wanted = [...doubles(program.gradient)];
      // Sums in another order, and elementary functions of another library.
      expect(Math.abs(value! - expected!), program.name).toBeLessThanOrEqual(
        1e-12 * Math.max(1, Math.abs(expected!)),
      );
      if (!wanted.every(Number.isFinite)) continue;
      const size = Math.max(1, ...wanted.map(Math.abs));
      const error = Math.max(...slopes.map((slope, k) => Math.abs(slope - wanted[k]!)));
      expect(error, program.name).toBeLessThanOrEqual(1e-11 * size);
    }
  },
);
