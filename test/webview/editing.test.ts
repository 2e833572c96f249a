import { join } from "node:path";
import { beforeAll } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { testFindings } from "./controls/findings";
import { testNumbers } from "./controls/numbers";
import { testOptimizers } from "./controls/optimizers";
import { testRuns } from "./controls/runs";
import { useWorkbench } from "./useWorkbench";

// Runs and their settings, changed in every way there is: each change must come out in the numbers.

const code = useWorkbench({ folder: join(projectFolder, "test/fixtures/workbench") });

beforeAll(async () => {
  await code.workbench.openFile("bowl.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

testRuns(code);
testNumbers(code);
testOptimizers(code);
testFindings(code);
