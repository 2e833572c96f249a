import { createBirpc, type BirpcReturn } from "birpc";
import type * as vscode from "vscode";
import { batched, unbatched } from "../../protocol/batch";
import { nameNonFinite } from "../../protocol/nonFinite";
import { inOneBuffer } from "../../protocol/oneBuffer";
import type { PanelView } from "../../protocol/panel";
import type { PanelHost } from "../../protocol/panelCalls";
import { awaitedCall, faultOfMessage } from "./panelCalls";

export type PanelWire = BirpcReturn<PanelView, PanelHost>;

/**
 * Connects a webview's messages to the functions it may call. What is not a sound call of one of them is logged and not
 * acted on, and who waits for an answer is told at once; nothing that arrives from a webview is trusted.
 */
export function wirePanel(
  webview: vscode.Webview,
  functions: PanelHost,
  log: (line: string) => void,
): { readonly wire: PanelWire; dispose(): void } {
  let closed = false;
  const subscriptions: vscode.Disposable[] = [];
  const post = batched((batch: readonly unknown[]) => {
    if (!closed) void webview.postMessage(nameNonFinite(inOneBuffer(batch)));
  }, setImmediate);
  const wire = createBirpc<PanelView, PanelHost>(functions, {
    post,
    on: (listener) => {
      const receive = (received: unknown) => {
        for (const message of closed ? [] : unbatched(received)) {
          const fault = faultOfMessage(message);
          if (fault === undefined) {
            listener(message);
            continue;
          }
          log(`dropped a message of the panel: ${fault}`);
          const i = awaitedCall(message);
          if (i !== undefined) post({ t: "s", i, e: fault });
        }
      };
      subscriptions.push(webview.onDidReceiveMessage(receive));
    },
    timeout: -1,
    onFunctionError: (error, name) => {
      log(`panel call ${name} failed: ${error.stack ?? error.message}`);
    },
  });
  return {
    wire,
    dispose() {
      closed = true;
      for (const subscription of subscriptions) subscription.dispose();
      wire.$close();
    },
  };
}
