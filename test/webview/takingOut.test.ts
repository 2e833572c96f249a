import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientDescentRow, lectureAdagradRow } from "./bowl";
import { handsOn } from "./controls/hands";
import { useWorkbench } from "./useWorkbench";
import { fixtures } from "./workbench";

// What leaves the panel: into the code, onto the clipboard and to the disk.

const code = useWorkbench({ folder: fixtures });
const { panel, press, pressOn, tool } = handsOn(code);

const onDisk = (name: string) => join(code.workbench.folder, name);
const bowl = () => readFile(onDisk("bowl.ts"), "utf8");
const menuItem = (name: string) => panel().getByRole("menuitem", { name, exact: true });
const exportMenu = () => panel().getByRole("button", { name: "Export", exact: true });

beforeAll(() => code.panel.simulate("bowl.ts"));

describe("Export", () => {
  /** Chooses where to in VS Code's own dialog, and waits for the file. */
  async function saved(name: string): Promise<Buffer> {
    const path = code.workbench.page.locator(".quick-input-widget input:visible");
    // The dialog puts its suggestion in once it has looked at the folder.
    await expect.poll(() => path.inputValue()).toContain("bowlLoss");
    await path.fill(onDisk(name));
    await press("Enter");
    await path.waitFor({ state: "hidden" });
    const read = () => readFile(onDisk(name)).catch(() => Buffer.alloc(0));
    await expect.poll(async () => (await read()).length).toBeGreaterThan(0);
    return read();
  }

  async function exported(item: string, name: string): Promise<Buffer> {
    await exportMenu().click();
    await menuItem(item).click();
    return saved(name);
  }

  test("writes every row of every run as CSV", async () => {
    const lines = (await exported("CSV …", "rows.csv")).toString().trim().split(/\r?\n/);
    await code.workbench.page.getByText("rows.csv is written.").first().waitFor();
    const head = lines[0]!.split(",");
    // 2 runs of 20 steps have 21 rows each.
    expect(lines).toHaveLength(1 + 2 * 21);
    const rows = lines.slice(1).map((line) => line.split(","));
    const losses = rows.map((row) => Number(row[head.indexOf("loss")]));
    const [descent, adagrad] = await code.panel.endPoints();
    expect(losses[20]).toBe(descent!.loss);
    expect(losses[41]).toBe(adagrad!.loss);
    losses.slice(0, 21).forEach((loss, t) => {
      expect(loss / gradientDescentRow(t).loss).toBeCloseTo(1, 12);
    });
    expect(losses[30]! / lectureAdagradRow(9).loss).toBeCloseTo(1, 12);
  });

  test("writes JSON, chosen by keyboard", async () => {
    await pressOn(exportMenu(), "Enter");
    await panel().locator("[role=menuitem]:focus").waitFor();
    await press("ArrowDown");
    await press("Enter");
    const json = JSON.parse((await saved("rows.json")).toString()) as {
      parameters: string[];
      runs: { rows: { loss: number }[] }[];
    };
    expect(json.parameters).toEqual(["x", "y"]);
    const [descent] = await code.panel.endPoints();
    expect(json.runs[0]!.rows).toHaveLength(21);
    expect(json.runs[0]!.rows[20]!.loss).toBe(descent!.loss);
  });

  test("closes with Escape and gives the focus back", async () => {
    await pressOn(exportMenu(), "Enter");
    await panel().locator("[role=menuitem]:focus").waitFor();
    await press("Escape");
    await expect.poll(() => exportMenu().getAttribute("aria-expanded")).toBe("false");
    expect(await exportMenu().evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test.each(["Surface", "Curves"])("writes %s as PNG and SVG", async (what) => {
    const png = await exported(`${what} as PNG …`, `${what}.png`);
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    // IHDR: width and height of a picture 800 wide at two pixels each.
    expect(png.readUInt32BE(16)).toBe(1600);
    const svg = (await exported(`${what} as SVG …`, `${what}.svg`)).toString();
    const size = await code.workbench.page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      const { nodeName } = parsed.documentElement;
      const marks = parsed.querySelectorAll("path, polyline, line").length;
      return { nodeName, marks, height: parsed.documentElement.getAttribute("height") };
    }, svg);
    expect(size.nodeName).toBe("svg");
    expect(size.marks).toBeGreaterThan(10);
    expect(png.readUInt32BE(20)).toBe(2 * Number(size.height));
    // Title and legend; the map also has its bar.
    for (const said of ["bowlLoss", "Gradient descent", "Adagrad"]) expect(svg).toContain(said);
    if (what === "Surface") expect(svg).toMatch(/>L(, log)?</);
  });

  test("writes the playing runs as an animation, one picture a step", async () => {
    const gif = await exported("Playing runs as GIF …", "playing.gif");
    const found = await code.workbench.page.evaluate(async (base64) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: "image/gif" });
      await decoder.completed;
      await decoder.tracks.ready;
      const count = decoder.tracks.selectedTrack!.frameCount;
      const canvas = document.createElement("canvas");
      const looks: string[] = [];
      for (let frameIndex = 0; frameIndex < count; frameIndex++) {
        const { image } = await decoder.decode({ frameIndex });
        [canvas.width, canvas.height] = [image.displayWidth, image.displayHeight];
        canvas.getContext("2d")!.drawImage(image, 0, 0);
        looks.push(canvas.toDataURL());
      }
      return { count, different: new Set(looks).size, width: canvas.width };
    }, gif.toString("base64"));
    // Rows 0 to 20, of which no two have the runs at the same place, or the same number in the title.
    expect(found).toEqual({ count: 21, different: 21, width: 800 });
  });

  test.each(["surface", "curves"])("copies the %s as a picture", async (what) => {
    await exportMenu().click();
    await menuItem(`Copy ${what} as picture`).click();
    const copied = () =>
      code.workbench.page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        if (!item?.types.includes("image/png")) return [0, 0];
        const { width, height } = await createImageBitmap(await item.getType("image/png"));
        return [width, height];
      });
    await expect.poll(async () => (await copied())[0]).toBe(1600);
  });

  test.each([
    ["PyTorch", "torch.optim.SGD", "lr=0.1"],
    ["Optax", "optax.sgd", "0.1"],
    ["Keras", "keras.optimizers.SGD", "learning_rate=0.1"],
  ])("copies the run as %s code", async (library, call, rate) => {
    await exportMenu().click();
    await menuItem(library).click();
    await expect.poll(() => code.workbench.clipboard()).toContain(call);
    expect(await code.workbench.clipboard()).toContain(rate);
  });

  test("opens copied code as a file", async () => {
    const { workbench } = code;
    await exportMenu().click();
    await menuItem("PyTorch").click();
    await workbench.page.getByRole("button", { name: "Open as File" }).first().click();
    await workbench.page.locator(".view-line").getByText("import").first().waitFor();
    await workbench.runCommand("View: Revert and Close Editor");
    await workbench.runCommand("Notifications: Clear All Notifications");
  });
});

describe("the table of end points", () => {
  beforeAll(() => code.panel.openTab("Results"));
  const rows = async () => (await code.panel.endPoints()).map(({ label }) => label);
  const header = (name: string) =>
    code.panel.section("results").getByRole("button", { name, exact: true });
  const sortOf = (name: string) =>
    code.panel.section("results").getByRole("columnheader", { name }).getAttribute("aria-sort");
  const descent = "Gradient descent";
  const adagrad = "Adagrad (lecture)";

  test("sorts by a column, the other way, and not at all", async () => {
    await header("End loss").click();
    await expect.poll(rows).toEqual([adagrad, descent]);
    expect(await sortOf("End loss")).toBe("ascending");
    await pressOn(header("End loss"), "Enter");
    await expect.poll(rows).toEqual([descent, adagrad]);
    expect(await sortOf("End loss")).toBe("descending");
    await press("Enter");
    await expect.poll(() => sortOf("End loss")).toBe("none");
  });

  test("is copied with every digit", async () => {
    await pressOn(tool("card", "Copy table"), "Enter");
    await expect.poll(() => code.workbench.clipboard()).toContain("Close to best");
    const lines = (await code.workbench.clipboard()).split("\n").map((line) => line.split("\t"));
    const ends = await code.panel.endPoints();
    expect(lines.slice(1).map(([label, loss]) => [label, Number(loss)])).toEqual(
      ends.map(({ label, loss }) => [label, loss]),
    );
  });

  test("chooses a run by mouse and by keyboard", async () => {
    const cell = (label: string) =>
      code.panel.section("results").getByRole("button", { name: label });
    await pressOn(cell(adagrad), "Enter");
    const pressed = () => panel().locator('[data-run="run-1"]').getAttribute("aria-pressed");
    await expect.poll(pressed).toBe("true");
    await cell(descent).click();
    await expect.poll(pressed).toBe("false");
  });

  test("counts the steps to within a tolerance that is typed or dragged", async () => {
    const within = async () =>
      panel()
        .locator('[data-section="results"] tbody td:nth-of-type(4)')
        .evaluateAll((cells) => cells.map((cell) => cell.textContent));
    await code.panel.type("Close is", "0.1");
    const best = lectureAdagradRow(20).loss;
    const close = best + 0.1 * (6.5 - best);
    const first = (row: (t: number) => { loss: number }) =>
      Array.from({ length: 21 }, (_, t) => row(t).loss).findIndex((loss) => loss <= close);
    await expect
      .poll(within)
      .toEqual([first(gradientDescentRow), first(lectureAdagradRow)].map(String));
    await pressOn(code.panel.control("Close is").getByRole("slider"), "End");
    // All of the way: every run is that close at the start.
    await expect.poll(within).toEqual(["0", "0"]);
  });
});

describe("Save to code", () => {
  test("writes the settings into the comment, and one undo takes them out", async () => {
    const before = await bowl();
    const save = panel().getByRole("button", { name: "Save to code" });
    expect(await save.isDisabled()).toBe(true);
    await code.panel.type("η (lr)", "0.15");
    await expect.poll(() => save.isDisabled()).toBe(false);
    await pressOn(save, "Enter");
    // What is saved is what the code says: nothing is left to save.
    await expect.poll(() => save.isDisabled()).toBe(true);
    await code.workbench.saveFile("bowl.ts");
    const after = await bowl();
    expect(after).toBe(before.replace("lr: 0.1 ", "lr: 0.15 "));
    await code.workbench.page.locator(".monaco-editor").first().click();
    await press("Control+Z");
    await code.workbench.saveFile("bowl.ts");
    expect(await bowl()).toBe(before);
    // The panel follows the code again.
    await expect
      .poll(async () =>
        Number(await code.panel.control("η (lr)").getByRole("textbox").inputValue()),
      )
      .toBe(0.1);
  });
});
