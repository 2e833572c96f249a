import { LocatedError, type Fault } from "../../text/place";
import type { OpenedUpdate, PreparedCode } from "../../languages/language";
import { runnableOptimizer } from "../../simulation/compiled/runnableOptimizer";
import type { ElementOptimizer, Optimizer } from "../../optimizers/optimizer";
import { defineOptimizerFromUser, withUpdate } from "../../optimizers/userOptimizer";
import type { UserUpdate } from "../../optimizers/userUpdate";
import type { PreparedOptimizer } from "../../protocol/worker";

/** Looks up an optimizer that a session's runs may name. */
export type FindOptimizer = (id: string) => Optimizer | undefined;

/**
 * The built-in optimizers and the user's own, each loaded into the user's realm when it is first asked for, so that one
 * with a fault is no fault of functions that do not use it.
 *
 * Asking for one that does not load or does not answer as an optimizer should throws a LocatedError, and so does its
 * update when the user's code throws.
 */
export function loadOptimizers(
  prepared: readonly PreparedOptimizer[],
  openUpdate: OpenUpdate,
): FindOptimizer {
  const loaded = new Map<string, Optimizer>();
  return (id) => {
    const builtIn = runnableOptimizer(id);
    if (builtIn) return builtIn;
    const own = prepared.find(({ declaration }) => declaration.id === id);
    if (!own) return undefined;
    const known = loaded.get(id) ?? loadOwn(own, openUpdate);
    loaded.set(id, known);
    return known;
  };
}

/** How a language opens a user's update. */
export type OpenUpdate = (code: PreparedCode, file: string) => OpenedUpdate;

function loadOwn(
  { declaration, file, code, place }: PreparedOptimizer,
  openUpdate: OpenUpdate,
): ElementOptimizer {
  const said = ({ message, kind, place: where = place }: Fault): LocatedError =>
    new LocatedError(`optimizer ${declaration.id}: ${message}`, kind, where);
  if (!code.ok) {
    const { kind, message, place: where } = code.problem;
    const ofText = kind === "syntax" || kind === "missingImport";
    throw said({ kind: ofText ? kind : "unsupported", message, ...(where && { place: where }) });
  }
  const opened = openUpdate(code.value, file);
  const located = <T>(work: () => T): T => {
    try {
      return opened.located(work);
    } catch (thrown) {
      throw said(thrown as LocatedError);
    }
  };
  const defined = located(() => defineOptimizerFromUser(declaration, opened.plain as UserUpdate));
  const { lifted } = opened;
  return {
    ...defined,
    update: (...values) => located(() => defined.update(...values)),
    ...(lifted && { traced: withUpdate(defined, lifted as UserUpdate) }),
  };
}
