import { optimizerById as liftedById } from "virtual:lifted-catalogue";
import { loadLifted, loadPlain } from "../../languages/javascript/evaluate/load";
import { refuseImpurity } from "../../languages/javascript/evaluate/plainFunction";
import { LocatedError } from "../../languages/javascript/evaluate/locate";
import { readIntrinsics, type Intrinsics } from "../../languages/javascript/realm/realm";
import { locatedError } from "../../languages/javascript/evaluate/thrown";
import { optimizerById } from "../../optimizers/catalogue";
import type { ElementOptimizer, Optimizer } from "../../optimizers/optimizer";
import {
  defineOptimizerFromUser,
  withUpdate,
  type UserUpdate,
} from "../../optimizers/userOptimizer";
import type { PreparedOptimizer } from "../supervisor/prepare";
import type { UserRealm } from "../node/userRealm";

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
  realm: UserRealm,
): SessionOptimizers {
  const loaded = new Map<string, LoadedOptimizer>();
  const intrinsics = readIntrinsics(realm);
  const own = (id: string): LoadedOptimizer | undefined => {
    const one = prepared.find(({ declaration }) => declaration.id === id);
    if (!one) return undefined;
    const known = loaded.get(id) ?? loadOwn(one, realm, intrinsics);
    loaded.set(id, known);
    return known;
  };
  return {
    find: (id) => optimizerById(id) ?? own(id)?.plain,
    findLifted: (id) => liftedById(id) ?? own(id)?.lifted,
  };
}

interface LoadedOptimizer {
  readonly plain: Optimizer;
  /** Absent where the code cannot be lifted: it still runs, in the loop that is not compiled. */
  readonly lifted?: Optimizer;
}

function loadOwn(
  { declaration, bundle, place }: PreparedOptimizer,
  realm: UserRealm,
  intrinsics: Intrinsics,
): LoadedOptimizer {
  if (!bundle.ok) {
    const { kind, message, place: where = place } = bundle.problem;
    throw new LocatedError(
      `optimizer ${declaration.id}: ${message}`,
      kind === "syntax" || kind === "missingImport" ? kind : "unsupported",
      where,
    );
  }
  const module = loadPlain(realm, intrinsics, bundle.value);
  const located = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      const { message, kind, place: where = place } = locatedError(thrown, [module.script]);
      throw new LocatedError(`optimizer ${declaration.id}: ${message}`, kind, where);
    }
  };
  const update: UserUpdate = (...values) => {
    const answer = (module.target as UserUpdate)(...values);
    refuseImpurity(module);
    return answer;
  };
  const defined = located(() => defineOptimizerFromUser(declaration, update));
  const plain: ElementOptimizer = {
    ...defined,
    update: (...values) => located(() => defined.update(...values)),
  };
  try {
    const lifted = loadLifted(realm, intrinsics, bundle.value);
    return { plain, lifted: withUpdate(defined, lifted.target as UserUpdate) };
  } catch {
    return { plain };
  }
}
