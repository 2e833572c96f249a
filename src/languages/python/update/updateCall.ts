/** What a step has, in the order in which the interpreter is given its numbers. */
const stepNames = ["t", "gradient", "theta", "learningRate"] as const;

/** A call of an update as names, and values in a row: the step's, the state's, the hyperparameters'. */
export interface UpdateCall {
  /** Null while no name of the state is known: each then gives 0. */
  readonly state: readonly string[] | null;
  /** Hyperparameters that are numbers. */
  readonly hyperparameters: readonly string[];
  /** The others. */
  readonly choices: Readonly<Record<string, unknown>>;
  /** Numbers, or traced ones. */
  readonly values: readonly unknown[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The call of an update that is given a step, its state and its hyperparameters. */
export function updateCall(step: Fields, state: Fields, hyperparameters: Fields): UpdateCall {
  // What has every name is a state that is to be found out.
  const names = "" in state ? null : Object.keys(state);
  const own = Object.entries(hyperparameters);
  const isChoice = (value: unknown): boolean =>
    typeof value === "boolean" || typeof value === "string";
  const numeric = own.filter(([, value]) => !isChoice(value));
  return {
    state: names,
    hyperparameters: numeric.map(([name]) => name),
    choices: Object.fromEntries(own.filter(([, value]) => isChoice(value))),
    values: [
      ...stepNames.map((name) => step[name]),
      ...(names ?? []).map((name) => state[name]),
      ...numeric.map(([, value]) => value),
    ],
  };
}

/** The same for calls that differ in values alone. */
export function keyOf({ state, hyperparameters, choices }: UpdateCall): string {
  return JSON.stringify([state, hyperparameters, choices]);
}

/** Puts values at paths into an object, as an update answers: `["m"]`, `["state", "velocity"]`. */
export function answerOf(fields: Iterable<readonly [readonly string[], unknown]>): unknown {
  const answer: Record<string, unknown> = {};
  for (const [path, value] of fields) {
    const [name, inner] = path;
    if (name === undefined) return value;
    if (inner === undefined) answer[name] = value;
    else answer[name] = { ...(answer[name] as object | undefined), [inner]: value };
  }
  return answer;
}
