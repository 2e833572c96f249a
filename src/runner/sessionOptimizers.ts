import { optimizerById as liftedById } from "virtual:lifted-catalogue";
import { loadLifted, loadPlain, type LoadedModule } from "../languages/javascript/load";
import { LocatedError } from "../languages/javascript/locate";
import { readIntrinsics } from "../languages/javascript/realm/realm";
import { locatedError } from "../languages/javascript/thrown";
import { optimizerById } from "../optimizers/catalogue";
import type { Optimizer } from "../optimizers/optimizer";
import { defineOptimizerFromUser, type UserUpdate } from "../optimizers/userOptimizer";
import type { PreparedOptimizer } from "./prepare";
import type { UserRealm } from "./userRealm";

/** The optimizers that a session's runs may name, as they are and lifted. */
export interface SessionOptimizers {
  readonly find: (id: string) => Optimizer | undefined;
  readonly findLifted: (id: string) => Optimizer | undefined;
}

/**
 * The built-in optimizers and the user's own, loaded in the user's realm.
 *
 * Throws a LocatedError when one of the user's does not load or does not answer as an optimizer should.
 */
export function loadOptimizers(
  prepared: readonly PreparedOptimizer[],
  realm: UserRealm,
): SessionOptimizers {
  const plain = new Map<string, Optimizer>();
  const lifted = new Map<string, Optimizer>();
  const intrinsics = readIntrinsics(realm);
  for (const own of prepared) {
    const { id } = own.declaration;
    const module = loadPlain(realm, intrinsics, own.bundle);
    plain.set(id, defineOwn(own, module));
    try {
      lifted.set(id, defineOwn(own, loadLifted(realm, intrinsics, own.bundle)));
    } catch {
      // What cannot be lifted still runs, in the loop that is not compiled.
    }
  }
  return {
    find: (id) => optimizerById(id) ?? plain.get(id),
    findLifted: (id) => liftedById(id) ?? lifted.get(id),
  };
}

function defineOwn({ declaration }: PreparedOptimizer, module: LoadedModule): Optimizer {
  try {
    return defineOptimizerFromUser(declaration, module.target as UserUpdate);
  } catch (thrown) {
    const located = locatedError(thrown, [module.script]);
    throw new LocatedError(
      `optimizer ${declaration.id}: ${located.message}`,
      "unsupported",
      located.place,
    );
  }
}
