import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { requireLanguage } from "../../../src/languages/registry";
import { readTagObject } from "../../../src/options/simulateComment";
import type { OpenRequest, RunSlice } from "../../../src/protocol/runner";
import type { Limits } from "../../../src/protocol/supervision";
import { RunnerClient } from "../../../src/runner/client/runnerClient";

const script = resolve(import.meta.dirname, "../../../dist/runner.cjs");

/** A runner process and a folder for user code; to be used inside tests and hooks only. */
export interface TestRunner {
  readonly client: RunnerClient;
  readonly folder: string;
  /** The request that opens the first loss function of a text, as a file of the folder. */
  requestFor(text: string, name?: string): OpenRequest;
}

/** What user code may take in the process that is started next, and who hears of the rows of its runs. */
export interface RunnerSetup {
  readonly limits: () => Limits;
  readonly onSlice?: (slice: RunSlice) => void;
}

/** Starts the built runner for the tests of a file, and ends it and removes its folder after them. */
export function useRunner({ limits, onSlice = () => undefined }: RunnerSetup): TestRunner {
  let client: RunnerClient | undefined;
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "optimizer-lens-runner-"));
    client = new RunnerClient({ script, limits, onSlice, log: () => undefined });
  });
  afterAll(() => {
    client?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get client() {
      if (!client) throw new Error("The runner is not there yet");
      return client;
    },
    get folder() {
      return folder;
    },
    requestFor(text, name = "loss.ts") {
      const language = extname(name);
      const { functions } = requireLanguage(language).find(text, { language });
      const fn = functions.find(({ role }) => role === "loss");
      if (!fn) throw new Error(`no loss function in ${text}`);
      const file = join(folder, name);
      const given = readTagObject(fn)?.value as Pick<OpenRequest, "samples" | "start"> | undefined;
      return {
        ...{ session: "test", file, text, overlays: {}, function: fn },
        ...{ optimizers: [], ...(given?.samples !== undefined && { samples: given.samples }) },
        ...(given?.start !== undefined && { start: given.start }),
      };
    },
  };
}
