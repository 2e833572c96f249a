import { join } from "node:path";
import type { JSHandle, Locator } from "playwright-core";
import { projectFolder } from "../../../scripts/workbench/projectPaths";
import { PanelPage } from "../../webview/panelPage";
import { openWorkbench, type Workbench } from "../../webview/workbench";
import { installProbe, type PanelProbe } from "./probe";

/**
 * Milliseconds without a change after which the panel is taken to be at rest. The host diagnoses runs only a quarter of
 * a second after they ended (`calm` in sessionRuns.ts): being shorter, this does not wait for that.
 */
const quiet = 120;

/** Milliseconds after which what is waited for will not come: then the benchmark fails instead of waiting forever. */
const longestWait = 180_000;

/** A panel in a real VS Code, with a probe in it. */
export class BenchPanel {
  private probe: JSHandle<PanelProbe> | undefined;
  readonly page: PanelPage;

  private constructor(readonly workbench: Workbench) {
    this.page = new PanelPage(workbench);
  }

  /** Opens a workbench of its own on a folder of the project, with an editor on a file of it. */
  static async open(folder: string, file: string): Promise<BenchPanel> {
    const workbench = await openWorkbench({ folder: join(projectFolder, folder) });
    await workbench.page.addInitScript(installProbe);
    await workbench.openFile(file);
    return new BenchPanel(workbench);
  }

  /** Clicks the lens and waits until the panel is there and at rest. */
  async simulate(): Promise<void> {
    const lens = this.workbench.codeLens("Simulate Optimizer");
    await lens.waitFor();
    await lens.click();
    await this.page.live();
    await this.probe?.dispose();
    this.probe = await this.workbench
      .panel()
      .locator("html")
      .evaluateHandle(() => window.panelProbe);
    await this.rest();
  }

  /** Scrolls to the charts, so that they are drawn. */
  async lookAtCharts(): Promise<void> {
    const charts = this.workbench.panel().locator('[data-section="charts"]');
    await charts.evaluate((element) => element.scrollIntoView({ block: "start" }));
    await this.rest();
  }

  async closePanel(): Promise<void> {
    const tab = this.workbench.page.locator('.tab[aria-label^="Optimizer Lens"]');
    await tab.click();
    await tab.locator(".codicon-close").click();
    await tab.waitFor({ state: "detached" });
  }

  /** Waits until the panel is at rest. */
  async rest(): Promise<void> {
    await this.seen.evaluate((probe, milliseconds) => probe.quiet(milliseconds), quiet);
  }

  async forget(): Promise<void> {
    await this.seen.evaluate((probe) => probe.clear());
  }

  /** What the probe has seen since `forget`. */
  async report(): Promise<Pick<PanelProbe, "arrivals" | "frames">> {
    return this.seen.evaluate(({ arrivals, frames }) => ({ arrivals, frames }));
  }

  /**
   * Waits until a frame has ended after `forget`: "anything" is content with the first in which something changed,
   * "runs" waits for one that ended after finished runs had arrived. A rerun also causes frames before that, which show
   * that it is running and the curves so far; its result is not in them.
   */
  async drawn(what: "anything" | "runs"): Promise<void> {
    const drawn = this.seen.evaluate((probe, withRuns) => probe.drawn(withRuns), what === "runs");
    // What waits in the page ends only with it; why is told, and a picture kept of what it shows.
    let lateness: Promise<string> | undefined;
    const late = setTimeout(() => {
      lateness = this.lateness(what).finally(() => this.workbench.page.close());
    }, longestWait);
    try {
      await drawn;
    } catch (error) {
      throw lateness ? new Error(await lateness, { cause: error }) : error;
    } finally {
      clearTimeout(late);
    }
  }

  /** What has come instead of what was waited for, with the path of a picture. */
  private async lateness(what: "anything" | "runs"): Promise<string> {
    const { arrivals, frames } = await this.report();
    const seen = `${arrivals.length} messages with curves (complete: ${arrivals.map(({ complete }) => complete).join()}) and ${frames.length} frames`;
    const picture = await this.workbench.screenshot("bench-late");
    return `no frame with ${what} within ${longestWait} ms, but ${seen}: ${picture}`;
  }

  /** Pauses live runs, which offers to run again by hand. */
  async pause(): Promise<void> {
    await this.header("Freeze").click();
    await this.header("Run again").waitFor();
  }

  /** Runs everything again and waits for the frame that shows it. */
  async rerun(): Promise<void> {
    await this.forget();
    // A real click may scroll, and what is out of sight is not drawn.
    await this.header("Run again").dispatchEvent("click");
    await this.drawn("runs");
  }

  /** When the first frame with curves had ended, by the machine's clock. */
  async firstCurves(): Promise<number> {
    return this.seen.evaluate(
      ({ frames }) => performance.timeOrigin + frames.find(({ curves }) => curves)!.end,
    );
  }

  /** When the newest frame had ended, by the machine's clock. */
  async lastFrame(): Promise<number> {
    return this.seen.evaluate(({ frames }) => performance.timeOrigin + frames.at(-1)!.end);
  }

  /** The panel's clock. */
  async now(): Promise<number> {
    return this.seen.evaluate(() => performance.now());
  }

  async close(): Promise<void> {
    await this.workbench.close();
  }

  private header(button: string): Locator {
    return this.workbench
      .panel()
      .locator("header")
      .getByRole("button", { name: button, exact: true });
  }

  private get seen(): JSHandle<PanelProbe> {
    if (!this.probe) throw new Error("no panel is open yet");
    return this.probe;
  }
}
