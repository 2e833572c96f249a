import { beforeAll } from "vitest";
import { testCloserLook } from "./controls/closerLook";
import { testCurves } from "./controls/curves";
import { testFormula } from "./controls/formula";
import { testStepBar } from "./controls/stepBar";
import { testSurface } from "./controls/surface";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// What is on show, looked at in every way there is: by mouse, and again by keyboard.

const code = useWorkbench({ folder: fixtures });

beforeAll(async () => {
  await code.panel.simulate("bowl.ts");
  await code.workbench.runCommand("View: Close Primary Side Bar");
});

testStepBar(code);
testSurface(code);
testCurves(code);
testCloserLook(code);
testFormula(code);
