import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/workbench/browser";
import { copyOf } from "../../scripts/workbench/examples";
import { projectFolder, type Release, resultsFolder } from "../../scripts/workbench/projectPaths";
import { startServer } from "../../scripts/workbench/server";

/**
 * Names of the built-in themes, one of each kind. The dark one, which every workbench is told to start with, comes last:
 * a theme is applied for certain only when the setting changes.
 */
export const themes = {
  light: "Default Light Modern",
  highContrast: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
  dark: "Default Dark Modern",
} as const;

export type ThemeKind = keyof typeof themes;

export const themeKinds = Object.keys(themes) as readonly ThemeKind[];

const workbenchClass: Record<ThemeKind, string> = {
  dark: "vs-dark",
  light: "vs",
  highContrast: "hc-black",
  highContrastLight: "hc-light",
};

/** The folder of small functions that most tests open. */
export const fixtures = join(projectFolder, "test", "fixtures", "workbench");

/** A VS Code in a browser with the built extension, driven as a user would. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open, a copy that may be changed. */
  readonly folder: string;
  /** The process group of the server and of everything it started. */
  readonly processGroup: number;
  /** Opens a file of the folder by name and waits until its editor is in front. */
  openFile(name: string): Promise<void>;
  /** Runs a command of the palette by its title. */
  runCommand(title: string): Promise<void>;
  /** The lens of that text; the first where several functions have one. */
  codeLens(text: string): Locator;
  /** Replaces text in the editor in front by its find widget; the document stays unsaved. */
  replace(from: string, to: string): Promise<void>;
  /** The inside of the panel in front. */
  panel(): FrameLocator;
  /** The text on the clipboard. */
  clipboard(): Promise<string>;
  /** Messages that are shown as notifications. */
  notifications(): Locator;
  /** Changes the theme and waits until workbench and panel have it. */
  setTheme(kind: ThemeKind): Promise<void>;
  changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Brings the editor of an open file to the front and saves it. */
  saveFile(name: string): Promise<void>;
  /** Has what the browser keeps of the workbench for after a reload, which is written every few seconds, a text? */
  keeps(text: string): Promise<boolean>;
  /** Runs "Reload Window" and waits for the workbench to come back. */
  reload(): Promise<void>;
  /**
   * Saves a picture into test-results. Those whose name begins with "media/" are shown by the README:
   * they go there when that is asked for, so that a test run does not change the sources.
   */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

/** How a workbench is to be opened. */
export interface WorkbenchSetup {
  /** The folder whose copy is opened; the shipped examples if left out. */
  readonly folder?: string;
  /** The folder of the extension under development; this project if left out. */
  readonly extension?: string;
  /** A packaged extension to install, instead of one under development. */
  readonly install?: string;
  /** The oldest VS Code if left out. */
  readonly release?: Release;
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The display language that VS Code tells extensions; "en" if left out. */
  readonly language?: string;
}

/** Opens a workbench on a server and in a browser of its own. */
export async function openWorkbench(setup: WorkbenchSetup = {}): Promise<Workbench> {
  const scratch = await copyOf(setup.folder ?? join(projectFolder, "media", "examples"));
  const { install, release } = setup;
  const server = await startServer({
    ...(install !== undefined && { install }),
    ...(release !== undefined && { release }),
    workspaceTrust: setup.workspaceTrust ?? false,
    settings: { "workbench.colorTheme": themes.dark, ...setup.settings },
  });
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  if (setup.language !== undefined) {
    // What VS Code sets where a language pack is installed; its own texts stay English without one.
    await page.addInitScript(
      (language) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language }),
      setup.language,
    );
  }
  const url = server.url({
    folder: scratch.folder,
    ...(install === undefined && { extensionDevelopmentPath: setup.extension ?? projectFolder }),
  });
  await page.goto(url);
  await page.locator(".monaco-workbench .part.statusbar").waitFor();

  const panel = () => page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  const quickInput = page.locator(".quick-input-widget");
  /** A starting workbench takes the focus back or does not know all commands yet: then ask again. */
  const quickPick = async (keys: string, text: string, row: string) => {
    const wanted = quickInput.locator(".monaco-list-row").filter({ hasText: row }).first();
    for (let attempt = 1; ; attempt++) {
      try {
        await page.keyboard.press(keys);
        await quickInput.locator("input").fill(text, { timeout: 5000 });
        await wanted.click({ timeout: 5000 });
        break;
      } catch (error) {
        if (attempt === 12) throw error;
        await page.keyboard.press("Escape");
      }
    }
    // A command may ask something by itself, in the same widget and before that was seen to be hidden.
    await page.waitForFunction((asked) => {
      const input = document.querySelector<HTMLInputElement>(".quick-input-widget input");
      return !input?.checkVisibility() || input.value !== asked;
    }, text);
  };

  /**
   * A theme that was set before its extension had been loaded was not applied, and setting it again changes nothing:
   * then another theme is set in between.
   */
  const applyTheme = async (kind: ThemeKind) => {
    const shown = (wanted: ThemeKind) =>
      page.locator(`.monaco-workbench.${workbenchClass[wanted]}`).waitFor({ timeout: 10_000 });
    const between = kind === "highContrast" ? "light" : "highContrast";
    for (let attempt = 1; ; attempt++) {
      await server.changeSettings({ "workbench.colorTheme": themes[kind] });
      try {
        await shown(kind);
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await server.changeSettings({ "workbench.colorTheme": themes[between] });
        await shown(between).catch(() => undefined);
      }
    }
  };

  return {
    page,
    folder: scratch.folder,
    processGroup: server.processGroup,
    async openFile(name) {
      // The whole path: the search for names needs a binary that the server comes without.
      await quickPick("Control+P", join(scratch.folder, name), basename(name));
      await page.locator(`.tab.active[data-resource-name="${basename(name)}"]`).waitFor();
      // Until then the editor shows the text and the lenses of the file before.
      await page
        .locator(`.monaco-editor[data-uri$="/${basename(name)}"]`)
        .first()
        .waitFor();
    },
    runCommand: (title) => quickPick("F1", `>${title}`, title),
    codeLens: (text) => page.locator(".codelens-decoration a").filter({ hasText: text }).first(),
    async replace(from, to) {
      const widget = page.locator(".find-widget.visible.replaceToggled");
      await page.locator(".editor-group-container .monaco-editor").first().click();
      await page.keyboard.press("Control+H");
      await widget.getByRole("textbox", { name: "Find" }).fill(from);
      await widget.getByRole("textbox", { name: "Replace" }).fill(to);
      await widget.getByText(/^1 of 1$/).waitFor({ state: "attached" });
      await page.keyboard.press("Control+Alt+Enter");
      await page.keyboard.press("Escape");
      await widget.waitFor({ state: "hidden" });
    },
    panel,
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
    notifications: () => page.locator(".notifications-toasts .notification-list-item-message"),
    async setTheme(kind) {
      await applyTheme(kind);
      if (await page.locator("iframe.webview.ready").isVisible()) {
        await panel().locator(`body[data-vscode-theme-id="${themes[kind]}"]`).waitFor();
      }
    },
    changeSettings: (settings) => server.changeSettings(settings),
    resize: (width, height) => page.setViewportSize({ width, height }),
    async saveFile(name) {
      const tab = page.locator(`.tab[data-resource-name="${name}"]`);
      await tab.click();
      await page.keyboard.press("Control+S");
      await tab.and(page.locator(":not(.dirty)")).waitFor();
    },
    keeps: (text) => page.evaluate(isInStorage, text),
    async reload() {
      const loaded = page.waitForEvent("load");
      await quickPick("F1", ">Developer: Reload Window", "Reload Window");
      await loaded;
      await page.locator(".monaco-workbench .part.statusbar").waitFor();
    },
    async screenshot(name) {
      const update = process.env["OPTIMIZER_LENS_UPDATE_SCREENSHOTS"] === "1";
      const folder = name.startsWith("media/") && update ? projectFolder : resultsFolder;
      const path = join(folder, `${name}.png`);
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path, animations: "disabled" });
      return path;
    },
    async close() {
      await browser.close();
      await server.stop();
      await scratch.remove();
    },
  };
}

/** Does the state that a workbench keeps in this browser have a text? */
async function isInStorage(text: string): Promise<boolean> {
  const awaited = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the storage cannot be read"));
    });
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith("vscode-web-state-db")) continue;
    const database = await awaited(indexedDB.open(name));
    const values = database.objectStoreNames.contains("ItemTable")
      ? await awaited(database.transaction("ItemTable").objectStore("ItemTable").getAll())
      : [];
    database.close();
    if (values.some((value) => String(value).includes(text))) return true;
  }
  return false;
}
