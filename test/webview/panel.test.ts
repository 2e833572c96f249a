import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../../scripts/workbench/projectPaths";
import { gradientDescentRow, lectureAdagradRow } from "./bowl";
import { PanelPage } from "./panelPage";
import { openWorkbench, type Workbench } from "./workbench";

let workbench: Workbench;
let panel: PanelPage;

beforeAll(async () => {
  workbench = await openWorkbench({ folder: join(projectFolder, "test/fixtures/workbench") });
  panel = new PanelPage(workbench);
});
afterAll(() => workbench.close());

describe("a click on Simulate Optimizer", () => {
  beforeAll(async () => {
    await workbench.openFile("bowl.ts");
    await workbench.codeLens("Simulate Optimizer").click();
    await panel.live();
  });

  test("shows where each run ended, to the last digit", async () => {
    const [descent, adagrad] = await panel.endPoints();
    const last = gradientDescentRow(20);
    // 20 steps of rounding, each within a few units in the last place.
    expect(descent!.loss / last.loss).toBeCloseTo(1, 12);
    expect(adagrad!.loss / lectureAdagradRow(20).loss).toBeCloseTo(1, 10);
    // The point is shown with seven digits.
    expect(descent!.point[0]! / last.theta[0]).toBeCloseTo(1, 6);
    expect(descent!.point[1]! / last.theta[1]).toBeCloseTo(1, 6);
  });

  test("draws loss and σ of both runs", async () => {
    const [descent, adagrad] = await panel.endPoints();
    // Charts describe their ends with four digits.
    const loss = await panel.chartEnds("Loss L", descent!.label);
    expect(loss[0]).toBe(6.5);
    expect(loss[1] / gradientDescentRow(20).loss).toBeCloseTo(1, 3);
    const sigma = await panel.chartEnds("Scale σ of x", adagrad!.label);
    expect(sigma[0]).toBe(3);
    expect(sigma[1] / lectureAdagradRow(19).sigma[0]).toBeCloseTo(1, 3);
  });
});
