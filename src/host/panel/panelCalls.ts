import * as v from "valibot";
import { panelCalls, settingsChange } from "../../protocol/panelCalls";

const request = v.object({
  t: v.literal("q"),
  m: v.picklist(Object.keys(panelCalls) as [string, ...string[]]),
  a: v.array(v.unknown()),
});
const response = v.object({ t: v.literal("s") });

/** Why a message of the webview is not acted on; undefined when it is sound. */
export function faultOfMessage(message: unknown): string | undefined {
  if (v.is(response, message)) return undefined;
  const call = v.safeParse(request, message);
  if (!call.success) return `not a call: ${v.summarize(call.issues)}`;
  const { m: name, a: values } = call.output;
  const checked = v.safeParse(panelCalls[name as keyof typeof panelCalls], values);
  return checked.success ? undefined : `${name}: ${v.summarize(checked.issues)}`;
}

const awaited = v.object({ t: v.literal("q"), i: v.pipe(v.string(), v.maxLength(100)) });

/** The number of the call that a message makes, sound or not; undefined where nobody waits for its answer. */
export function awaitedCall(message: unknown): string | undefined {
  return v.is(awaited, message) ? message.i : undefined;
}

/** Why a saved change of the settings cannot be used; undefined when it is sound. */
export function faultOfChange(value: unknown): string | undefined {
  const checked = v.safeParse(settingsChange, value);
  return checked.success ? undefined : v.summarize(checked.issues);
}
