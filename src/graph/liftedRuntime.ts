import { createLiftedMath } from "./liftedMath";

/*
 * Everything that lifted code calls, in one module: the lifted optimizers and schedules import it,
 * and user code is handed it.
 */
export * from "./lifted";
export * from "./liftedIdentity";
export * from "./liftedObjects";
export * from "./liftedState";
export * from "./speculation";

/** `Math` for lifted code of our own. */
export const liftedMath = createLiftedMath();
