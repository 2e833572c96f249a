import { LocatedError } from "../../../text/place";
import type { OpenedUpdate, UserCall } from "../../language";
import type { Interpreter } from "../../platform";
import type { ModuleSource } from "../moduleSource";
import { LoadedUpdate } from "./loadedUpdate";
import { type UpdateCall, updateCall } from "./updateCall";
import { UpdateTraces } from "./updateTraces";

/** Opens the update of an optimizer in Python: `update(step, state, hyperparameters)` of dictionaries, answered by one. */
export function openUpdate(
  interpreter: Interpreter,
  source: ModuleSource,
  onCall: () => void,
): OpenedUpdate {
  const traces = new UpdateTraces(source.function, new LoadedUpdate(interpreter, source, onCall));
  const called =
    (use: (call: UpdateCall) => unknown): UserCall =>
    (...values: Parameters<typeof updateCall>) =>
      use(updateCall(...values));
  return {
    plain: called((call) => traces.answer(call)),
    lifted: called((call) => traces.replay(call)),
    located,
  };
}

/** What the interpreter tells has its place; what is wrong with an answer has none but the function's. */
function located<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof LocatedError) throw thrown;
    throw new LocatedError(thrown instanceof Error ? thrown.message : String(thrown), "threw");
  }
}
