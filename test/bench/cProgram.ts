import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program of `test/bench/c` that prints numbers. */
export interface CProgram {
  /** Runs it once; the last argument is a file with these doubles. */
  run(parameters: readonly (string | number)[], data: Float64Array): number[];
  dispose(): void;
}

const optimized = ["-O3", "-march=native", "-ffp-contract=off"];

/** Builds a program by its name; undefined where there is no gcc. */
export function buildC(name: string, flags: readonly string[] = []): CProgram | undefined {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const program = join(folder, name);
  const source = `test/bench/c/${name}.c`;
  try {
    execFileSync("gcc", [...optimized, ...flags, "-o", program, source, "-lm"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    run(parameters, data) {
      const file = join(folder, "data");
      writeFileSync(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      const output = execFileSync(program, [...parameters.map(String), file], { encoding: "utf8" });
      return output.trim().split(/\s+/).map(Number);
    },
    dispose() {
      rmSync(folder, { recursive: true });
    },
  };
}
