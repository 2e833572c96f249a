import * as v from "valibot";
import { faultOfChange } from "./panelCalls";

const restored = v.object({
  uri: v.pipe(v.string(), v.maxLength(10_000)),
  name: v.pipe(v.string(), v.maxLength(1000)),
  offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
  locked: v.boolean(),
  paused: v.boolean(),
  change: v.pipe(
    v.unknown(),
    v.check((change) => faultOfChange(change) === undefined),
  ),
});

export type Restored = v.InferOutput<typeof restored>;

/** What `PanelState.restore` was when the webview last saved its state; undefined when that cannot be read. */
export function readRestored(state: unknown): Restored | undefined {
  const kept =
    typeof state === "object" && state !== null && "restore" in state ? state.restore : undefined;
  const result = v.safeParse(restored, kept);
  return result.success ? result.output : undefined;
}
