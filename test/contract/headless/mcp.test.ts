import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import UPNG from "upng-js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { tools } from "../../../src/headless/tools";
import { optimizers } from "../../../src/optimizers/catalogue";
import { schedules } from "../../../src/schedules/catalogue";

// The server as it ships, asked by the protocol's own client; what it answers is what the command line prints.

// Starting processes is slow on a busy machine; none of this is about time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const dist = join(import.meta.dirname, "../../../dist");
const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-mcp-"));
const file = join(folder, "bowl.ts");

/** GD at 0.25 overshoots in y: its curvature is 10, and 2/10 is the largest rate that is stable. */
const text = `/** @simulate { start: [3, -2], steps: 120, runs: [{ optimizer: "gd", lr: 0.25 }, { optimizer: "adam", lr: 0.1 }] } */
export function bowl(x: number, y: number) { return (x * x + 10 * y * y) / 2; }
`;

const client = new Client({ name: "test", version: "1" });

beforeAll(async () => {
  writeFileSync(file, text);
  const server = { command: process.execPath, args: [join(dist, "mcp.cjs"), folder] };
  await client.connect(new StdioClientTransport(server));
});

afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

function commandLine(...words: string[]): unknown {
  const cli = join(dist, "cli.cjs");
  const printed = execFileSync(process.execPath, [cli, file, "--format", "json", ...words], {
    encoding: "utf8",
  });
  return JSON.parse(printed);
}

async function call(name: string, input: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: input });
  const [content] = answer.content as readonly { readonly text: string }[];
  return { isError: answer.isError === true, found: answer.structuredContent, text: content!.text };
}

test("lists every tool", async () => {
  const { tools: listed } = await client.listTools();
  expect(listed.map(({ name, inputSchema }) => ({ name, inputSchema }))).toEqual(
    tools.map(({ name, inputSchema }) => ({ name, inputSchema })),
  );
});

test("simulates as the command line does, with its findings", async () => {
  const { found, text: json } = await call("simulate_optimizers", { file });
  // 120 steps in 50 rows at most: every third.
  expect(found).toEqual(commandLine("--findings", "--every", "3"));
  expect(JSON.parse(json)).toEqual(found);
  const { runs } = found as { runs: { findings: { id: string }[]; rows: unknown[] }[] };
  expect(runs[0]!.findings.map(({ id }) => id)).toContain("diverging");
  expect(runs[1]!.rows).toHaveLength(41);
});

test("shows the surface with the paths", async () => {
  const answer = await client.callTool({
    name: "simulate_optimizers",
    arguments: { file, runs: [{ optimizer: "gd", lr: 0.1 }], steps: 5 },
  });
  const [, caption, image] = answer.content as readonly Record<string, string>[];
  expect(image).toMatchObject({ type: "image", mimeType: "image/png" });
  const picture = UPNG.decode(Buffer.from(image!.data!, "base64"));
  const { width, height } = picture;
  const colours = new Uint8Array(UPNG.toRGBA8(picture)[0]!);
  const ranges = [...caption!.text!.matchAll(/(\S+) … ([^)]+)\)/g)].map(([, from, to]) => [
    Number(from),
    Number(to),
  ]);
  const colourAt = (x: number, y: number) => {
    const share = (value: number, [from, to]: number[]) => (value - from!) / (to! - from!);
    const column = Math.round(share(x, ranges[0]!) * (width - 1));
    const row = Math.round((1 - share(y, ranges[1]!)) * (height - 1));
    return [...colours.subarray(4 * (row * width + column)).subarray(0, 3)];
  };
  // Curvatures 1 and 10: after 5 steps of 0.1, x is 3 · 0.9⁵ and y is 0 from the first step on.
  expect(caption!.text).toContain("Gradient descent blue");
  const [red, green, blue] = colourAt(3 * 0.9 ** 5, 0);
  expect(blue).toBeGreaterThan(red! + 100);
  expect(blue).toBeGreaterThan(green! + 50);
  // The ring of the start has a white inside, and where the loss is highest the ground is darkest.
  expect(colourAt(3, -2)).toEqual([255, 255, 255]);
  const sum = (colour: readonly number[]) => colour.reduce((total, channel) => total + channel, 0);
  const corner = colourAt(ranges[0]![0]!, ranges[1]![0]!);
  expect(sum(corner)).toBeLessThan(sum(colourAt(2.4, 0.1)));
});

test("runs, start and steps may be asked for", async () => {
  const asked = { runs: [{ optimizer: "gd", lr: 0.05 }, "adam"], start: [1, 2], steps: 10 };
  const { found } = await call("simulate_optimizers", { file: "bowl.ts", ...asked, rows: 11 });
  const words = ["--run", '{ optimizer: "gd", lr: 0.05 }', "--run", "adam", "--start", "1,2"];
  expect(found).toEqual(commandLine("--findings", "--steps", "10", "--every", "1", ...words));
});

test("finds rates as the command line does", async () => {
  const { found } = await call("find_learning_rate", { file });
  expect(found).toEqual(commandLine("--find-rate", "--every", "120"));
  const { runs } = found as { runs: { rates: { stableAtStart: number } }[] };
  // 2 / λmax with λmax = 10; what an eigenvalue is rounded by.
  expect(runs[0]!.rates.stableAtStart).toBeCloseTo(0.2, 9);
});

test("lists the whole catalogue", async () => {
  const { found } = await call("list_optimizers", {});
  const { optimizers: some, schedules: others } = found as Record<string, { id: string }[]>;
  expect(some!.map(({ id }) => id)).toEqual(optimizers.map(({ id }) => id));
  expect(others!.map(({ id }) => id)).toEqual(schedules.map(({ id }) => id));
});

test.each([
  ["simulate_optimizers", { file: "bowl.ts", runs: ["adma"] }, "did you mean adam"],
  ["simulate_optimizers", { file: "none.ts" }, "there is no file"],
  ["simulate_optimizers", { file: "bowl.ts", steps: 0 }, "steps: "],
  ["simulate_optimizers", {}, "file"],
  ["simulate_optimizers", { file: join(tmpdir(), "other.ts") }, "is not below"],
  ["simulate_optimizers", { file: "../other.ts" }, "is not below"],
  ["no_such_tool", {}, "there is no tool no_such_tool"],
])("%s %j says what is wrong", async (name, input, message) => {
  const { isError, text: said } = await call(name, input);
  expect(isError).toBe(true);
  expect(said).toContain(message);
});
