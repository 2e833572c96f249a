import { beforeAll, expect, test } from "vitest";
import { useWorkbench } from "./useWorkbench";

// Log axes end where only rounding is left, each for itself.

const code = useWorkbench({ settings: { "editor.minimap.enabled": false } });
const note = (kind: string) =>
  code.workbench.panel().locator(`[data-chart="${kind}"] .chartNote .floorNote`);

beforeAll(async () => {
  // High enough for the lens to be in sight.
  await code.workbench.resize(1280, 1300);
  await code.panel.simulate("rosenbrock.ts");
});

test("the axes of the loss and of ‖g‖ end twelve decades below the start, and each can be shown whole", async () => {
  // L⁰ = (1 + 1.2)² + 100·(1 − 1.44)² = 24.2; g⁰ = (−215.6, −88), ‖g⁰‖ = 232.868.
  await note("loss").getByText("Drawn down to 2.4e-11.").waitFor();
  await note("gradientNorm").getByText("Drawn down to 2.3e-10.").waitFor();
  await note("gradientNorm").getByRole("button", { name: "Show all" }).press("Enter");
  await note("gradientNorm").getByRole("button", { name: "End the axis 12 decades" }).waitFor();
  await note("loss").getByText("Drawn down to 2.4e-11.").waitFor();
  await note("gradientNorm")
    .getByRole("button", { name: "End the axis 12 decades" })
    .press("Enter");
  await expect.poll(() => note("gradientNorm").textContent()).toContain("Drawn down to 2.3e-10.");
});
