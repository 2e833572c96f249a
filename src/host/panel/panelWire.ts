import { createBirpc, type BirpcReturn } from "birpc";
import type * as vscode from "vscode";
import { batched, unbatched } from "../../protocol/batch";
import { nameNonFinite } from "../../protocol/nonFinite";
import { inOneBuffer } from "../../protocol/oneBuffer";
import type { PanelView } from "../../protocol/panel";
import type { PanelHost } from "../../protocol/panelCalls";
import { faultOfMessage } from "./panelCalls";

export type PanelWire = BirpcReturn<PanelView, PanelHost>;

/**
 * Connects a webview's messages to the functions it may call. What is not a sound call of one of them is dropped and
 * logged; nothing that arrives from a webview is trusted.
 */
export function wirePanel(
  webview: vscode.Webview,
  functions: PanelHost,
  log: (line: string) => void,
): { readonly wire: PanelWire; dispose(): void } {
  let closed = false;
  const subscriptions: vscode.Disposable[] = [];
  const wire = createBirpc<PanelView, PanelHost>(functions, {
    post: batched((batch) => {
      if (!closed) void webview.postMessage(nameNonFinite(inOneBuffer(batch)));
    }, setImmediate),
    on: (listener) => {
      const receive = (received: unknown) => {
        for (const message of closed ? [] : unbatched(received)) {
          const fault = faultOfMessage(message);
          if (fault === undefined) listener(message);
          else log(`dropped a message of the panel: ${fault}`);
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
