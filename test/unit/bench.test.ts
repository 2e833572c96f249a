import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

function bench(only: string): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/bench.mjs", "--only", only], {
    encoding: "utf8",
  });
  return { status, stderr };
}

test("a benchmark that does not exist is answered with those that do", () => {
  const { status, stderr } = bench("simulatoin");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^no benchmark is called "simulatoin": there are .*\bsimulation\b.*\n$/);
});

test("several are named in one list, each of which must exist", () => {
  expect(bench("simulation,grahp").stderr).toContain('no benchmark is called "grahp"');
});
