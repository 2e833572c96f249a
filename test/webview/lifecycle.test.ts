import { describe, expect, test } from "vitest";
import { extensionHosts, isAlive, runnerProcesses } from "../extension/support/processes";
import { PanelPage } from "./panelPage";
import { fixtures, openWorkbench, type Workbench } from "./workbench";

async function withRunner(check: (workbench: Workbench, runner: number) => Promise<void>) {
  const workbench = await openWorkbench({ folder: fixtures });
  try {
    await new PanelPage(workbench).simulate("bowl.ts");
    const runners = await runnerProcesses(workbench.processGroup);
    expect(runners).toHaveLength(1);
    await check(workbench, runners[0]!);
  } finally {
    await workbench.close();
  }
}

const toEnd = (id: number) => expect.poll(() => isAlive(id)).toBe(false);

describe("the runner ends", () => {
  test("when the window is reloaded, and the panel comes back with a new one", async () => {
    await withRunner(async (workbench, runner) => {
      await workbench.reload();
      await new PanelPage(workbench).live();
      await toEnd(runner);
    });
  });

  test("when the extension host is killed", async () => {
    await withRunner(async (workbench, runner) => {
      const [host] = await extensionHosts(workbench.processGroup);
      process.kill(host!, "SIGKILL");
      await toEnd(runner);
    });
  });

  test("when VS Code is closed", async () => {
    let runner: number | undefined;
    await withRunner((_, id) => {
      runner = id;
      return Promise.resolve();
    });
    await toEnd(runner!);
  });
});
