import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../scripts/workbench/browser";
import { projectFolder } from "../../scripts/workbench/projectPaths";

let start: ChildProcess;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  start.kill("SIGKILL");
  await browser.close();
});

test("npm start prints an address that opens an example with the extension, and ends cleanly", async () => {
  start = spawn(process.execPath, [join(projectFolder, "scripts", "start.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await printedAddress(start);
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  await page.locator(".codelens-decoration a", { hasText: "Simulate Optimizer" }).first().waitFor();
  expect(await page.locator(".monaco-dialog-box").count()).toBe(0);

  const ended = new Promise((resolve) => start.once("exit", resolve));
  start.kill("SIGINT");
  expect(await ended).toBe(0);
  await expect(fetch(address)).rejects.toThrow();
});

function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const match = /http:\/\/127\.0\.0\.1:\S+/.exec(output);
      if (match) resolve(match[0]);
    });
    child.once("exit", () => reject(new Error(`npm start ended:\n${output}`)));
  });
}
