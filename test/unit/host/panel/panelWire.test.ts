import { createBirpc } from "birpc";
import { expect, test } from "vitest";
import type { Webview } from "vscode";
import { wirePanel } from "../../../../src/host/panel/panelWire";
import type { PanelHost } from "../../../../src/protocol/panelCalls";
import { batched, unbatched } from "../../../../src/protocol/batch";

/** A panel's two ends, and what was logged. */
function wired(functions: Partial<PanelHost>) {
  const lines: string[] = [];
  let toHost: (message: unknown) => void = () => undefined;
  let toPanel: (message: unknown) => void = () => undefined;
  const webview = {
    postMessage(message: unknown) {
      for (const one of unbatched(structuredClone(message))) toPanel(one);
      return Promise.resolve(true);
    },
    onDidReceiveMessage(listener: (message: unknown) => void) {
      toHost = listener;
      return { dispose: () => undefined };
    },
  };
  wirePanel(webview as unknown as Webview, functions as PanelHost, (line) => lines.push(line));
  const host = createBirpc<PanelHost, object>(
    {},
    {
      post: batched((batch) => toHost(structuredClone(batch)), queueMicrotask),
      on: (listener) => (toPanel = listener),
      timeout: -1,
    },
  );
  return { host, lines, send: (message: unknown) => toHost(message) };
}

test("who waits for the answer to a call that is not sound is told at once what is wrong", async () => {
  const { host, lines } = wired({ rows: () => Promise.resolve([]) });
  await expect(host.rows(-1)).rejects.toContain("rows: ");
  expect(lines).toHaveLength(1);
  expect(await host.rows(1)).toEqual([]);
});

test("what nobody waits for, and what is no call, is logged and not answered", async () => {
  const { host, lines, send } = wired({ rows: () => Promise.resolve([]) });
  void host.copyText.asEvent(7 as unknown as string);
  for (const message of [null, "stop", { t: "q" }, { t: "q", i: 5, m: "rows", a: [] }]) {
    send(message);
  }
  // Its answer would come after those of what was sent before.
  expect(await host.rows(1)).toEqual([]);
  expect(lines).toHaveLength(5);
});
