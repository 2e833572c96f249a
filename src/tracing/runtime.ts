// tracing: what code computes with while it is recorded.
// What enters: the calls that lifted code makes in the place of its operators, branches and look-ups. What leaves: a graph
// with guards (`graphRecorder.ts`), or a tape of one evaluation at one point (`tape.ts`). A traced number is an object
// that knows its node (`traced.ts`); an arm that is not taken is run as well where everything that it does can be taken
// back (`branches.ts`).
// Who may call: lifted code, JavaScript's evaluator, and the compiled run, which traces optimizers.

import { createLiftedMath } from "./math";

/*
 * Everything that lifted code calls, in one module: the lifted optimizers and schedules import it,
 * and user code is handed it.
 */
export * from "./operators";
export * from "./products";
export * from "./identity";
export * from "./objects";
export * from "./state";
export * from "./branches";

/** `Math` for lifted code of our own. */
export const liftedMath = createLiftedMath();
