import { afterAll, afterEach, beforeAll } from "vitest";
import { PanelPage } from "./panelPage";
import { openWorkbench, type Workbench, type WorkbenchSetup } from "./workbench";

/** What the tests of a file share; to be used inside tests and hooks only. */
export interface Shared {
  readonly workbench: Workbench;
  readonly panel: PanelPage;
}

/**
 * Opens one workbench for the tests of a file, closes it after them, and saves a picture of it
 * whenever one fails.
 */
export function useWorkbench(setup: WorkbenchSetup = {}): Shared {
  let shared: Shared | undefined;
  const get = () => {
    if (!shared) throw new Error("The workbench is not open yet");
    return shared;
  };
  beforeAll(async () => {
    const workbench = await openWorkbench(setup);
    shared = { workbench, panel: new PanelPage(workbench) };
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    await get().workbench.screenshot(`failed/${task.name.replace(/\W+/g, "-")}`);
  });
  afterAll(() => shared?.workbench.close());
  return {
    get workbench() {
      return get().workbench;
    },
    get panel() {
      return get().panel;
    },
  };
}
