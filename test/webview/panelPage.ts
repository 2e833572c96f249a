import type { Locator } from "playwright-core";
import type { Workbench } from "./workbench";

/** One line of the panel's table of runs. */
export interface EndPoint {
  readonly label: string;
  /** Every digit. */
  readonly loss: number;
  readonly stop: string;
  readonly point: readonly number[];
}

/** What a test reads from the panel, by role and name as a screen reader does. */
export class PanelPage {
  constructor(private readonly workbench: Workbench) {}

  /** Opens a file, clicks the lens of its first loss function and waits for the curves. */
  async simulate(file: string): Promise<void> {
    await this.workbench.openFile(file);
    await this.workbench.codeLens("Simulate Optimizer").click();
    await this.live();
  }

  /** Waits until the panel shows a finished result of the code as it stands. */
  async live(): Promise<void> {
    await this.status("live").waitFor();
    await this.chart("Loss L").waitFor();
  }

  /** Waits until nothing is to be drawn any more: two frames after the last change of size. */
  async drawn(): Promise<void> {
    await this.workbench
      .panel()
      .locator("body")
      .evaluate(
        () =>
          new Promise((resolve) => {
            requestAnimationFrame(() => requestAnimationFrame(resolve));
          }),
      );
  }

  /** Resizes the window until the panel, half of what the activity bar leaves of it, is so wide. */
  async resize(width: number, height: number): Promise<void> {
    await this.workbench.resize(2 * width + 48, height);
    const body = this.workbench.panel().locator("body");
    while (Math.abs((await body.evaluate(() => window.innerWidth)) - width) > 2) await this.drawn();
  }

  async scrollToTop(): Promise<void> {
    await this.workbench
      .panel()
      .locator("body")
      .evaluate(() => {
        for (const element of document.querySelectorAll("*")) element.scrollTop = 0;
      });
  }

  section(name: string): Locator {
    return this.workbench.panel().locator(`[data-section="${name}"]`);
  }

  /** The line of a number, an option or a hyperparameter: its slider, box and buttons. */
  control(name: string): Locator {
    return this.workbench.panel().locator(`[data-control="${name}"]`);
  }

  /** Shows a tab of the card beside the curves. */
  async openTab(name: string | RegExp): Promise<void> {
    const tab = this.workbench.panel().getByRole("tab", { name });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  /** Opens the popover of what can be chosen beside the optimizer and its rate, if it is not open. */
  async openOptions(): Promise<void> {
    await this.open("editor", /^Options of /);
  }

  /** Opens the popover of start, steps, noise and seed, if it is not open. */
  async openSettings(): Promise<void> {
    await this.open("settings", "Start and steps");
  }

  /** Closes the popover that is open, if there is one. */
  async closePopover(): Promise<void> {
    const form = this.workbench.panel().getByRole("dialog");
    if ((await form.count()) > 0) await form.getByRole("button", { name: "Close" }).click();
    await form.waitFor({ state: "detached" });
  }

  private async open(section: string, name: string | RegExp): Promise<void> {
    const button = this.section(section).getByRole("button", { name, expanded: false });
    if (await button.isVisible()) await button.click();
    await this.section(section).getByRole("dialog").waitFor();
  }

  /** The button that says how an axis is spaced. */
  axis(name: string): Locator {
    return this.workbench.panel().getByRole("button", { name: `Axis of ${name}`, exact: true });
  }

  /** Chooses how an axis is spaced, with the mouse. */
  async chooseAxis(name: string, mode: string): Promise<void> {
    await this.chooseIn(`Axis of ${name}`, mode);
  }

  /** Types a number into the box of a control. */
  async type(name: string, text: string): Promise<void> {
    await this.control(name).getByRole("textbox").fill(text);
  }

  /** Chooses from a menu that is named by what it sets, with the mouse. */
  async chooseIn(menu: string, choice: string): Promise<void> {
    await this.workbench.panel().getByRole("button", { name: menu, exact: true }).click();
    await this.workbench.panel().getByRole("menuitemradio", { name: choice, exact: true }).click();
  }

  /** Chooses from a drop-down list with the mouse. */
  async choose(label: string, option: string): Promise<void> {
    const list = this.workbench.panel().getByRole("combobox", { name: label, exact: true });
    await list.click();
    await list.getByRole("option", { name: option, exact: true }).click();
  }

  /** Chooses from a list with a search field, by keyboard alone. */
  async pick(button: string | RegExp, search: string): Promise<void> {
    await this.workbench.panel().getByRole("button", { name: button }).focus();
    await this.workbench.page.keyboard.press("Enter");
    await this.workbench
      .panel()
      .getByRole("combobox", { name: /^Search/ })
      .fill(search);
    await this.workbench.page.keyboard.press("Enter");
  }

  /** What is painted at present, for comparing. What is out of sight is not painted. */
  async picture(canvas: Locator): Promise<string> {
    await canvas.scrollIntoViewIfNeeded();
    return canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  }

  status(status: string): Locator {
    return this.workbench.panel().locator(`[data-status="${status}"]`);
  }

  chart(title: string): Locator {
    return this.workbench.panel().locator(`[role="img"][aria-label^="${title} against step"]`);
  }

  /** First and last value that a chart shows of a run, read from its description. */
  async chartEnds(title: string, run: string): Promise<readonly [number, number]> {
    const label = (await this.chart(title).getAttribute("aria-label")) ?? "";
    const after = label.split(`${run}: `)[1] ?? "";
    const sentence = /^(\S+) at first, (\S+) at last\./.exec(after);
    if (!sentence) throw new Error(`No "${run}" in: ${label}`);
    const numberOf = (text: string | undefined) => Number(text?.replaceAll(",", ""));
    return [numberOf(sentence[1]), numberOf(sentence[2])];
  }

  async endPoints(): Promise<EndPoint[]> {
    await this.openTab("Results");
    const rows = this.workbench.panel().locator('[data-section="results"] tbody tr');
    await rows.first().waitFor();
    return rows.evaluateAll((all) =>
      all.map((row) => {
        const cells = [...row.querySelectorAll("td")];
        const point = cells.at(-1)?.textContent ?? "";
        return {
          label: row.querySelector("th")?.textContent.trim() ?? "",
          loss: Number(cells[0]?.title),
          stop: cells[2]?.textContent ?? "",
          point: point
            .replace(/[()\s]/g, "")
            .split(",")
            .map(Number),
        };
      }),
    );
  }

  /** What the surface says of the runs at the step cursor. */
  async surfaceLabel(): Promise<string> {
    const surface = this.workbench.panel().locator('[data-section="surface"] [role="img"]');
    return (await surface.getAttribute("aria-label")) ?? "";
  }

  /** The part of that which says where each run is. */
  async surfacePoints(): Promise<string> {
    return (await this.surfaceLabel()).split("one path per run. ")[1] ?? "";
  }
}
