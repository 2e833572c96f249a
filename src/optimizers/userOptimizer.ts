import { createCatalogue, type OptimizerCatalogue } from "./catalogue";
import type { ElementOptimizer } from "./optimizer";
import { checkAnswer, probeUpdate } from "./userAnswer";
import type { OptimizerDeclaration, UserUpdate } from "./userUpdate";

/** The built-in optimizers and those that are declared beside the code. */
export function catalogueWith(
  own: readonly { readonly declaration: OptimizerDeclaration }[],
): OptimizerCatalogue {
  return createCatalogue(own.map(({ declaration }) => declaredOptimizer(declaration)));
}

/**
 * An optimizer from a user's function, called on a few plain numbers to see that it answers as it should, and looked at
 * again at every step.
 *
 * State that the declaration does not list is found by the first call: fields of the returned state, each from 0. Throws
 * an `Error` that says what is wrong with an answer, and whatever the function throws.
 */
export function defineOptimizerFromUser(
  declaration: OptimizerDeclaration,
  update: UserUpdate,
): ElementOptimizer {
  const { id } = declaration;
  const state = probeUpdate(declaration, update);
  const names = Object.keys(state);
  const optimizer = { ...declaredOptimizer(declaration), state };
  return withUpdate(optimizer, (step, before, hyperparameters) => {
    const answer = update(step, before, hyperparameters);
    checkAnswer(id, answer, names);
    return answer;
  });
}

/** The same optimizer by another form of its update, such as a lifted one, whose answers are not looked at. */
export function withUpdate(optimizer: ElementOptimizer, update: UserUpdate): ElementOptimizer {
  return {
    ...optimizer,
    // Copies, so that an update may write into what it is given.
    update(step, state, hyperparameters) {
      const result = update({ ...step }, { ...state }, { ...hyperparameters });
      return {
        m: result.m,
        sigma: result.sigma ?? 1,
        ...(result.decay !== undefined && { decay: result.decay }),
        state: result.state ?? {},
      };
    },
  };
}

/** The declaration as a catalogue entry, for those that list and validate but never run; its `update` throws. */
export function declaredOptimizer(declaration: OptimizerDeclaration): ElementOptimizer {
  return {
    kind: "element",
    id: declaration.id,
    label: declaration.label,
    description: declaration.description,
    family: "yours",
    year: 0,
    source: "this workspace",
    learningRate: declaration.learningRate,
    hyperparameters: declaration.hyperparameters,
    state: { ...declaration.state },
    update() {
      throw new Error(`the update of "${declaration.id}" is not loaded here`);
    },
  };
}
