import { createLiftedMath } from "./math";

/*
 * Everything that lifted code calls, in one module: the lifted optimizers and schedules import it,
 * and user code is handed it.
 */
export * from "./operators";
export * from "./identity";
export * from "./objects";
export * from "./state";
export * from "./branches";

/** `Math` for lifted code of our own. */
export const liftedMath = createLiftedMath();
