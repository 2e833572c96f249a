import { defaultValues } from "./hyperparameter";
import type { ElementStep } from "./optimizer";
import type { OptimizerDeclaration, UserUpdate } from "./userUpdate";

/** What an update may return. */
const answerNames = ["m", "sigma", "decay", "state"];

/** Steps at which an update is asked twice: the first, where it must give numbers, and others of either sign. */
const firstStep = { t: 0, gradient: 0.7, theta: 1.3 };
const laterSteps = [
  { t: 1, gradient: -0.4, theta: -2.1 },
  { t: 20, gradient: 3.3, theta: 0.6 },
];

/**
 * The initial state of a user's update, which is called on a few steps to see that it answers as it should: numbers,
 * the same ones for the same step. Throws an `Error` that says what is wrong, and what the first calls throw.
 */
export function probeUpdate(
  declaration: OptimizerDeclaration,
  update: UserUpdate,
): Readonly<Record<string, number>> {
  const { id } = declaration;
  const unknown = new Map<string, string>();
  const hyperparameters = defaultValues(declaration.hyperparameters);
  const learningRate = declaration.learningRate.default;
  const ask = (at: Omit<ElementStep, "learningRate">, state: Readonly<Record<string, number>>) => {
    const step = { ...at, learningRate };
    return update(
      noticing(step, (name) => unknown.set(name, `a step has ${listed(step)}`)),
      state,
      noticing({ ...hyperparameters }, (name) =>
        unknown.set(name, `its hyperparameters are ${listed(hyperparameters)}`),
      ),
    );
  };
  const first: unknown = ask(firstStep, declaration.state ? { ...declaration.state } : zeros());
  const hint = () =>
    [...unknown].map(([name, known]) => `: it reads ${name}, and ${known}`).join("");
  const state = declaration.state ?? stateOf(id, first);
  const names = Object.keys(state);
  checkAnswer(id, first, names, hint);
  checkNumbers(id, first, hint);
  checkSame(id, ask(firstStep, { ...state }), ask(firstStep, { ...state }), names);
  for (const later of laterSteps) {
    // What an update throws at some step, it throws in the run.
    const answers = [later, later].map((at) => attempt(() => ask(at, { ...state })));
    if (!answers.includes(undefined)) checkSame(id, answers[0], answers[1], names);
  }
  return state;
}

/** Throws what is wrong with an answer; `hint` may say what it comes from. */
export function checkAnswer(
  id: string,
  answer: unknown,
  names: readonly string[],
  hint: () => string = () => "",
): void {
  if (!isObject(answer) || isPromise(answer))
    throw new Error(`${id} must return { m, sigma, state }, and returned ${kindOf(answer)}`);
  for (const name of Object.keys(answer))
    if (!answerNames.includes(name))
      throw new Error(`${id} returned ${name}, but a step is made of m, sigma, decay and state`);
  const { m, sigma = 1, decay = 0, state = {} } = answer;
  const checkNumber = (name: string, value: unknown): void => {
    if (typeof value === "number") return;
    const returned = `and returned ${kindOf(value)}${hint()}`;
    throw new Error(`${id} must return ${name} as a number, ${returned}`);
  };
  checkNumber("m", m);
  checkNumber("sigma", sigma);
  checkNumber("decay", decay);
  if (!isObject(state)) throw new Error(`${id} must return its state as { name: number, … }`);
  for (const name of names) checkNumber(`state.${name}`, state[name]);
  for (const name of Object.keys(state))
    if (!names.includes(name))
      throw new Error(
        `${id} returned state.${name}, which is not in its first state: declare state: { ${name}: 0 }`,
      );
}

function checkNumbers(id: string, answer: unknown, hint: () => string): void {
  for (const [name, value] of Object.entries(answer as object))
    if (Number.isNaN(value))
      throw new Error(
        `${id} returned ${name} = NaN for g = ${firstStep.gradient} at the first step${hint()}`,
      );
}

function checkSame(id: string, one: unknown, other: unknown, names: readonly string[]): void {
  const [before, after] = [numbersOf(one, names), numbersOf(other, names)];
  for (const [name, value] of before)
    if (!Object.is(value, after.get(name)))
      throw new Error(
        `${id} returned ${name} = ${String(value)} and then ${String(after.get(name))} for the same step: ` +
          "what it remembers belongs in its state",
      );
}

function numbersOf(answer: unknown, names: readonly string[]): Map<string, unknown> {
  const { m, sigma, decay, state } = answer as Readonly<Record<string, unknown>>;
  const kept = state as Readonly<Record<string, unknown>> | undefined;
  return new Map([
    ...Object.entries({ m, sigma, decay }),
    ...names.map((name) => [`state.${name}`, kept?.[name]] as const),
  ]);
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Answers 0 for every field, whatever its name. */
function zeros(): Readonly<Record<string, number>> {
  return new Proxy({}, { get: () => 0, has: () => true });
}

/** The same object, telling the names that are read although it does not have them. */
function noticing<T extends object>(target: T, notice: (name: string) => void): T {
  return new Proxy(target, {
    get(object, name) {
      if (typeof name === "string" && !(name in object)) notice(name);
      return Reflect.get(object, name) as unknown;
    },
  });
}

function stateOf(id: string, answer: unknown): Record<string, number> {
  const state = isObject(answer) ? answer.state : undefined;
  if (state === undefined) return {};
  if (!isObject(state)) throw new Error(`${id} must return its state as { name: number, … }`);
  return Object.fromEntries(Object.keys(state).map((name) => [name, 0]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isPromise(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.then === "function";
}

function listed(values: object): string {
  return Object.keys(values).join(", ") || "none";
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isObject(value) && isPromise(value)) return "a promise";
  return `a${/^[aeiou]/.test(typeof value) ? "n" : ""} ${typeof value}`;
}
