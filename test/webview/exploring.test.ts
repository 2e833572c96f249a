import { join } from "node:path";
import { beforeAll } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { testCurves } from "./controls/curves";
import { testFormula } from "./controls/formula";
import { testStepBar } from "./controls/stepBar";
import { testSurface } from "./controls/surface";
import { useWorkbench } from "./useWorkbench";

// What is on show, looked at in every way there is: by mouse, and again by keyboard.

const code = useWorkbench({ folder: join(projectFolder, "test/fixtures/workbench") });

beforeAll(async () => {
  await code.workbench.openFile("bowl.ts");
  await code.workbench.codeLens("Simulate Optimizer").click();
  await code.panel.live();
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

testStepBar(code);
testSurface(code);
testCurves(code);
testFormula(code);
