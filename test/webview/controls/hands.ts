import type { FrameLocator, Locator, Mouse } from "playwright-core";
import type { Shared } from "../useWorkbench";

/** What a person does with a panel, and where things are. */
export interface Hands {
  readonly panel: () => FrameLocator;
  readonly mouse: () => Mouse;
  readonly press: (key: string) => Promise<void>;
  /** Puts the focus on a control and presses a key. */
  readonly pressOn: (control: Locator, key: string) => Promise<void>;
  /** A button of a section by its name. */
  readonly tool: (section: string, name: string | RegExp) => Locator;
  /** A button of the step bar by its name. */
  readonly bar: (name: string) => Locator;
  /** Brings the first element of a kind into sight and says where it is on the page. */
  readonly boxOf: (
    selector: string,
  ) => Promise<{ x: number; y: number; width: number; height: number }>;
  /** Puts the step cursor somewhere. */
  readonly goTo: (step: number) => Promise<void>;
  /** Goes back to what the code says. */
  readonly discard: () => Promise<void>;
  /** The step cursor. */
  readonly stepNow: () => Promise<number>;
}

/** Mouse and keyboard on the panel in front. */
export function handsOn(code: Shared): Hands {
  const panel = () => code.workbench.panel();
  const slider = () => panel().getByRole("slider", { name: "Step", exact: true });
  const press = (key: string) => code.workbench.page.keyboard.press(key);
  return {
    panel,
    press,
    mouse: () => code.workbench.page.mouse,
    async pressOn(control, key) {
      await control.focus();
      await press(key);
    },
    tool: (section, name) =>
      code.panel
        .section(section)
        .getByRole("button", { name, exact: typeof name === "string" })
        .first(),
    bar: (name) => panel().locator("footer").getByRole("button", { name, exact: true }),
    async boxOf(selector) {
      const element = panel().locator(selector).first();
      // Not under the bars at the top and the bottom, which Playwright does not know of.
      await element.evaluate((it) => it.scrollIntoView({ block: "nearest" }));
      const box = await element.boundingBox();
      if (!box) throw new Error(`${selector} is not on show`);
      return box;
    },
    goTo: (step) => slider().fill(String(step)),
    async discard() {
      const button = panel().getByRole("button", { name: "Discard changes" });
      // Without effect where it is disabled: a change that was taken back leaves nothing to discard.
      await button.evaluate((one) => (one as HTMLElement).click());
      await button.and(panel().locator(":disabled")).waitFor();
      await code.panel.live();
    },
    stepNow: async () => Number(await slider().inputValue()),
  };
}
