import { optimizerById as liftedById } from "virtual:lifted-catalogue";
import { LocatedError, type Fault } from "../../text/place";
import type { OpenedUpdate, PreparedCode } from "../../languages/language";
import { optimizerById } from "../../optimizers/catalogue";
import type { ElementOptimizer, Optimizer } from "../../optimizers/optimizer";
import {
  defineOptimizerFromUser,
  withUpdate,
  type UserUpdate,
} from "../../optimizers/userOptimizer";
import type { PreparedOptimizer } from "../../protocol/worker";

/** The optimizers that a session's runs may name, as they are and lifted. */
export interface SessionOptimizers {
  readonly find: (id: string) => Optimizer | undefined;
  readonly findLifted: (id: string) => Optimizer | undefined;
}

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
): SessionOptimizers {
  const loaded = new Map<string, LoadedOptimizer>();
  const own = (id: string): LoadedOptimizer | undefined => {
    const one = prepared.find(({ declaration }) => declaration.id === id);
    if (!one) return undefined;
    const known = loaded.get(id) ?? loadOwn(one, openUpdate);
    loaded.set(id, known);
    return known;
  };
  return {
    find: (id) => optimizerById(id) ?? own(id)?.plain,
    findLifted: (id) => liftedById(id) ?? own(id)?.lifted,
  };
}

/** How a language opens a user's update. */
export type OpenUpdate = (code: PreparedCode, file: string) => OpenedUpdate;

interface LoadedOptimizer {
  readonly plain: Optimizer;
  /** Absent where the code cannot be lifted: it still runs, in the loop that is not compiled. */
  readonly lifted?: Optimizer;
}

function loadOwn(
  { declaration, file, code, place }: PreparedOptimizer,
  openUpdate: OpenUpdate,
): LoadedOptimizer {
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
  const plain: ElementOptimizer = {
    ...defined,
    update: (...values) => located(() => defined.update(...values)),
  };
  const { lifted } = opened;
  return lifted ? { plain, lifted: withUpdate(defined, lifted as UserUpdate) } : { plain };
}
