import { createBirpc, type BirpcReturn } from "birpc";
import { batched, unbatched } from "../../src/protocol/batch";
import { restoreNonFinite } from "../../src/protocol/nonFinite";
import type { PanelView } from "../../src/protocol/panel";
import type { PanelHost } from "../../src/protocol/panelCalls";

/** What VS Code gives a webview's script, once. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export type Host = BirpcReturn<PanelHost, PanelView>;

let connected: { readonly api: WebviewApi; readonly host: Host } | undefined;

/** Joins the webview to its host; `view` answers what the host says. */
export function connect(api: WebviewApi, view: PanelView): Host {
  const host = createBirpc<PanelHost, PanelView>(view, {
    post: batched((batch) => api.postMessage(batch), queueMicrotask),
    on: (receive) => {
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        for (const message of unbatched(restoreNonFinite(event.data))) receive(message);
      });
    },
    timeout: 60_000,
  });
  connected = { api, host };
  return host;
}

/** The host, once connected. */
export function host(): Host {
  if (!connected) throw new Error("The panel is not connected to its host yet");
  return connected.host;
}

export function webviewApi(): WebviewApi {
  if (!connected) throw new Error("The panel is not connected to its host yet");
  return connected.api;
}

/** The host takes no longer texts. */
const longestReport = 8000;

/** Tells the log of the host about something that went wrong here. */
export function report(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  void connected?.host.log.asEvent(text.slice(0, longestReport));
}
