import { beforeAll } from "vitest";
import { testFindings } from "./controls/findings";
import { testNumbers } from "./controls/numbers";
import { testOptimizers } from "./controls/optimizers";
import { testPopovers } from "./controls/popovers";
import { testRuns } from "./controls/runs";
import { testUndo } from "./controls/undo";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// Runs and their settings, changed in every way there is: each change must come out in the numbers.

const code = useWorkbench({ folder: fixtures });

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

testRuns(code);
testPopovers(code);
testNumbers(code);
testOptimizers(code);
testFindings(code);
testUndo(code);
