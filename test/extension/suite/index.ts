import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { format } from "node:util";
import Mocha from "mocha";
import { readPlan } from "../plan";

/**
 * What VS Code calls inside the extension host: runs the bundled test files.
 *
 * The extension host's own output ends up among the workbench's log lines, so the report goes to
 * files, which the runner outside shows and counts.
 *
 * @throws when a test failed.
 */
export async function run(): Promise<void> {
  const plan = readPlan();
  const report = openSync(plan.reportFile, "a");
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    writeSync(report, `${format(...parts)}\n`);
  };
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 120_000,
    grep: new RegExp(plan.grep),
    reporter: Mocha.reporters.Spec,
  });
  for (const file of plan.testFiles) mocha.addFile(file);
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats === undefined) reject(new Error("Mocha kept no count of the tests."));
      else resolve(runner.stats);
    });
  });
  closeSync(report);
  const counts = { passed: passes, failed: failures, skipped: pending };
  writeFileSync(plan.countsFile, JSON.stringify(counts));
  if (failures > 0) throw new Error(`${failures} tests in the extension host failed`);
}
