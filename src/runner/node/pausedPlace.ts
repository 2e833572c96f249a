import { Session } from "node:inspector";
import { lookPeriod, WorkClock } from "../supervisor/workClock";

/** A place in generated code: 0-based line and column in the script of that name. */
export interface GeneratedPlace {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

interface InspectorMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly callFrames?: readonly CallFrame[];
    readonly scriptId?: string;
    readonly url?: string;
  };
}

interface CallFrame {
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber?: number;
  };
}

/**
 * Pauses the process's worker through the inspector and says where its JavaScript stands, innermost frame first.
 * Resolves with [] when the worker does not stop within `patience` milliseconds of work (it is inside native code).
 */
export function pausedPlaces(patience: number): Promise<readonly GeneratedPlace[]> {
  const session = new Session();
  session.connect();
  return new Promise((resolve) => {
    const finish = (places: readonly GeneratedPlace[]) => {
      clearInterval(timer);
      session.disconnect();
      resolve(places);
    };
    const clock = new WorkClock();
    let waited = 0;
    const timer = setInterval(() => {
      waited += clock.look();
      if (waited > patience) finish([]);
    }, lookPeriod);
    session.on("NodeWorker.attachedToWorker", ({ params }) => {
      const send = (id: number, method: string) =>
        session.post("NodeWorker.sendMessageToWorker", {
          sessionId: params.sessionId,
          message: JSON.stringify({ id, method }),
        });
      send(1, "Debugger.enable");
      send(2, "Debugger.pause");
    });
    const urls = new Map<string, string>();
    session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
      const message = JSON.parse(params.message) as InspectorMessage;
      const { scriptId, url, callFrames } = message.params ?? {};
      if (message.method === "Debugger.scriptParsed" && scriptId !== undefined) {
        urls.set(scriptId, url ?? "");
      }
      if (message.method !== "Debugger.paused" || !callFrames) return;
      finish(
        callFrames.map(({ location }) => ({
          url: urls.get(location.scriptId) ?? "",
          line: location.lineNumber,
          column: location.columnNumber ?? 0,
        })),
      );
    });
    session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  });
}
