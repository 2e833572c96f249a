import type { Hyperparameters, NumberHyperparameter } from "./hyperparameter";
import { defaultValues } from "./hyperparameter";
import type { ElementOptimizer, ElementStep } from "./optimizer";

/** What `@optimizer { … }` above a user's function says, validated. */
export interface OptimizerDeclaration {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly learningRate: NumberHyperparameter;
  readonly hyperparameters: Hyperparameters;
  /** Initial state of every parameter; if absent, whatever the function returns, from 0. */
  readonly state?: Readonly<Record<string, number>>;
}

/** What a user's update returns; σ is 1 and the state empty if left out. */
export interface UserUpdateResult {
  readonly m: number;
  readonly sigma?: number;
  readonly decay?: number;
  readonly state?: Readonly<Record<string, number>>;
}

/** A user's update: like a built-in one's, without per-step scalars (`step.t` is there for bias corrections). */
export type UserUpdate = (
  step: ElementStep,
  state: Readonly<Record<string, number>>,
  hyperparameters: Readonly<Record<string, number | boolean | string>>,
) => UserUpdateResult;

/**
 * An optimizer from a user's function, called once on plain numbers to see that it answers as it should.
 *
 * State that the declaration does not list is found by that call: fields of the returned state, each from 0. Throws an
 * `Error` that says what is wrong with the answer, and whatever the function throws.
 */
export function defineOptimizerFromUser(
  declaration: OptimizerDeclaration,
  update: UserUpdate,
): ElementOptimizer {
  const { id } = declaration;
  const step = { t: 0, gradient: 1, theta: 1, learningRate: declaration.learningRate.default };
  const hyperparameters = defaultValues(declaration.hyperparameters);
  const answer: unknown = update(step, declaration.state ?? zeros, hyperparameters);
  const state = declaration.state ?? stateOf(id, answer);
  checkAnswer(id, answer, Object.keys(state));
  checkAnswer(id, update(step, state, hyperparameters), Object.keys(state));
  return {
    ...declaredOptimizer(declaration),
    state,
    update(at, before, values) {
      const result = update(at, before, values);
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

/** Answers 0 for every field, whatever its name. */
const zeros: Readonly<Record<string, number>> = new Proxy({}, { get: () => 0, has: () => true });

function stateOf(id: string, answer: unknown): Record<string, number> {
  const state = isObject(answer) ? answer.state : undefined;
  if (state === undefined) return {};
  if (!isObject(state)) throw new Error(`${id} must return its state as { name: number, … }`);
  return Object.fromEntries(Object.keys(state).map((name) => [name, 0]));
}

function checkAnswer(id: string, answer: unknown, names: readonly string[]): void {
  if (!isObject(answer))
    throw new Error(`${id} must return { m, sigma, state }, and returned ${kindOf(answer)}`);
  const { m, sigma, decay, state } = answer;
  if (typeof m !== "number")
    throw new Error(`${id} must return m as a number, and returned ${kindOf(m)}`);
  if (sigma !== undefined && typeof sigma !== "number")
    throw new Error(`${id} must return sigma as a number, and returned ${kindOf(sigma)}`);
  if (decay !== undefined && typeof decay !== "number")
    throw new Error(`${id} must return decay as a number, and returned ${kindOf(decay)}`);
  const next = state ?? {};
  if (!isObject(next)) throw new Error(`${id} must return its state as { name: number, … }`);
  for (const name of names)
    if (typeof next[name] !== "number")
      throw new Error(
        `${id} must return state.${name} as a number, and returned ${kindOf(next[name])}`,
      );
  for (const name of Object.keys(next))
    if (!names.includes(name))
      throw new Error(
        `${id} returned state.${name}, which is not in its first state: declare state: { ${name}: 0 }`,
      );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (value instanceof Promise) return "a promise";
  return `a${/^[aeiou]/.test(typeof value) ? "n" : ""} ${typeof value}`;
}
