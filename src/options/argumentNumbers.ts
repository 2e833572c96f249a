import { inWords, suggestion } from "../text/nearest";
import { exactText } from "../text/number";
import type { ArgumentNumber, NumbersByArgument, RunOptions } from "./runOptions";

/** Every number that arguments may have their own of. */
export const argumentNumbers: readonly ArgumentNumber[] = [
  "lr",
  "weightDecay",
  "coupledWeightDecay",
  "decoupledWeightDecay",
];

export function isArgumentNumber(name: string): name is ArgumentNumber {
  return (argumentNumbers as readonly string[]).includes(name);
}

/** The key for arguments that are not named. */
export const defaultKey = "default";

/** The number of the run itself: the default's where that is above 0, else the largest. */
export function referenceOf(numbers: NumbersByArgument): number {
  const { [defaultKey]: usual = 0 } = numbers;
  return usual > 0 ? usual : Math.max(...Object.values(numbers));
}

/** What of a run is the same number for all arguments; undefined for a decay that is off. */
export function sharedNumber(options: RunOptions, name: ArgumentNumber): number | undefined {
  switch (name) {
    case "lr":
      return options.lr;
    case "weightDecay":
      return options.hyperparameters.weightDecay as number | undefined;
    default:
      return options.extras[name];
  }
}

/** A run with another number for all arguments; what arguments have of their own stays. */
function withShared(options: RunOptions, name: ArgumentNumber, value: number): RunOptions {
  switch (name) {
    case "lr":
      return { ...options, lr: value };
    case "weightDecay":
      return { ...options, hyperparameters: { ...options.hyperparameters, [name]: value } };
    default:
      return { ...options, extras: { ...options.extras, [name]: value } };
  }
}

/**
 * A run of which a control changed one of its own numbers: those that arguments have of their own follow by the same
 * factor, and go where it was taken out.
 */
export function withFollowingArguments(options: RunOptions): RunOptions {
  return argumentNumbers.reduce((run, name) => {
    const own = run.byArgument?.[name];
    const shared = sharedNumber(run, name);
    if (!own || shared === referenceOf(own)) return run;
    return shared === undefined
      ? withArgumentNumbers(run, name, undefined)
      : withScaledNumber(run, name, shared);
  }, options);
}

/** A run with the numbers by argument in the places where they are written. */
export function asWritten(options: RunOptions): {
  readonly label: string;
  readonly lr: unknown;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly extras: Readonly<Record<string, unknown>>;
} {
  const { byArgument, label, hyperparameters } = options;
  const { lr = options.lr, weightDecay, ...extras } = byArgument ?? {};
  return {
    ...{ label, lr },
    hyperparameters: { ...hyperparameters, ...(weightDecay && { weightDecay }) },
    extras: { ...options.extras, ...extras },
  };
}

/** A run with the numbers of one of its arguments in the places of its own. */
export function withOwnNumbers(
  options: RunOptions,
  numbers: { readonly [Name in ArgumentNumber]?: number | undefined },
): RunOptions {
  return argumentNumbers.reduce((run, name) => {
    const value = numbers[name];
    return value === undefined ? run : withShared(run, name, value);
  }, options);
}

/** A run whose arguments have these numbers; without any, all have the run's own. */
export function withArgumentNumbers(
  options: RunOptions,
  name: ArgumentNumber,
  numbers: NumbersByArgument | undefined,
): RunOptions {
  const { byArgument, ...rest } = options;
  const kept = Object.entries(byArgument ?? {}).filter(([other]) => other !== name);
  const all = { ...Object.fromEntries(kept), ...(numbers && { [name]: numbers }) };
  const plain = Object.keys(all).length > 0 ? { ...rest, byArgument: all } : rest;
  return numbers ? withShared(plain, name, referenceOf(numbers)) : plain;
}

/**
 * A run with another number in the place of one that arguments may have their own of: those change by the same factor.
 * At 0 they are all alike.
 */
export function withScaledNumber(
  options: RunOptions,
  name: ArgumentNumber,
  value: number,
): RunOptions {
  const own = options.byArgument?.[name];
  if (!own) return withShared(options, name, value);
  const factor = value / referenceOf(own);
  if (!(factor > 0)) return withShared(withArgumentNumbers(options, name, undefined), name, value);
  const scaled = Object.entries(own).map(([key, one]) => [key, scaledBy(one, factor)] as const);
  return withShared(withArgumentNumbers(options, name, Object.fromEntries(scaled)), name, value);
}

/** Without the digits that only rounding has made: 0.1 · 3 is 0.3. */
function scaledBy(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

/** "w 0.1 b 0.01". */
export function inArguments(numbers: NumbersByArgument): string {
  return Object.entries(numbers)
    .map(([key, value]) => `${key} ${exactText(value)}`)
    .join(" ");
}

/** Why numbers by argument do not fit a function, and the key that is to blame, where one is. */
export interface ArgumentFault {
  readonly name: ArgumentNumber;
  readonly key?: string;
  readonly message: string;
  /** Keys that fit. */
  readonly known: readonly string[];
}

/** What of a run's numbers by argument does not fit a function with these parameters. */
export function argumentFaults(
  { byArgument = {} }: Pick<RunOptions, "byArgument">,
  parameters: readonly string[],
): ArgumentFault[] {
  const known = argumentNames(parameters);
  return argumentNumbers.flatMap((name): ArgumentFault[] => {
    const numbers = byArgument[name];
    if (!numbers) return [];
    const { unknown, missing } = assign(Object.keys(numbers), parameters);
    if (unknown.length > 0) {
      return unknown.map((key) => ({
        ...{ name, key, known },
        message: /^\d+$/.test(key)
          ? `${name} has a number ${Number(key) + 1}, and the function ${known.length} arguments: ${inWords(known.slice(0, 8), "and")}`
          : `${name} names no argument with "${key}": ${suggestion(key, known)}`,
      }));
    }
    if (Object.hasOwn(numbers, defaultKey)) {
      if (missing.length > 0) return [];
      const message = `${name} has a number for each argument, so its default is for none`;
      return [{ name, key: defaultKey, message, known }];
    }
    if (missing.length === 0) return [];
    const left = inWords(missing.slice(0, 4), "and");
    return [
      { name, message: `${name} has no number for ${left}: name it, or write default: …`, known },
    ];
  });
}

/** The arguments by name: those of the function, or the parts of its only one. */
export function argumentNames(parameters: readonly string[]): string[] {
  const roots = distinct(parameters.map((name) => prefixOf(name, 1)));
  return roots.length > 1 ? roots : distinct(parameters.map((name) => prefixOf(name, 2)));
}

/** The arguments with the rate that each has, and the key that it has or may have; none where a part has another. */
export function argumentRates(
  { lr, byArgument }: Pick<RunOptions, "lr" | "byArgument">,
  parameters: readonly string[],
): readonly { readonly argument: string; readonly key: string; readonly rate: number }[] {
  const numbers = byArgument?.lr ?? { [defaultKey]: lr };
  const { keys } = assign(Object.keys(numbers), parameters);
  const found = argumentNames(parameters).map((argument) => {
    const own = new Set(keys.filter((_, i) => isWithin(parameters[i]!, argument)));
    const [key] = own;
    return { argument, key: key ?? argument, rate: numbers[key ?? defaultKey] ?? lr, own };
  });
  return found.every(({ own }) => own.size === 1)
    ? found.map(({ argument, key, rate }) => ({ argument, key, rate }))
    : [];
}

/** A run without a default that is for none of the arguments, as all are named. */
export function withoutIdleDefault(options: RunOptions, parameters: readonly string[]): RunOptions {
  return argumentNumbers.reduce((run, name) => {
    const numbers = run.byArgument?.[name];
    if (!numbers || !Object.hasOwn(numbers, defaultKey)) return run;
    const { keys } = assign(Object.keys(numbers), parameters);
    if (keys.includes(undefined)) return run;
    const named = Object.entries(numbers).filter(([key]) => key !== defaultKey);
    return withArgumentNumbers(run, name, Object.fromEntries(named));
  }, options);
}

/** For each parameter the number that its argument has. Throws where they do not fit; they are checked before. */
export function numbersOf(numbers: NumbersByArgument, parameters: readonly string[]): number[] {
  const { keys, unknown } = assign(Object.keys(numbers), parameters);
  return keys.map((key, i) => {
    const value = numbers[key ?? defaultKey];
    if (value === undefined || unknown.length > 0) {
      throw new Error(`no number for ${parameters[i]!} in ${JSON.stringify(numbers)}`);
    }
    return value;
  });
}

/** Parameters whose numbers are alike, as runs of their own, and by parameter the index of its group. */
export function groupParameters(
  options: RunOptions,
  parameters: readonly string[],
): { readonly groups: readonly RunOptions[]; readonly of: Int32Array } {
  const own = argumentNumbers.flatMap((name) => {
    const numbers = options.byArgument?.[name];
    return numbers ? [{ name, values: numbersOf(numbers, parameters) }] : [];
  });
  return groupAlike(
    parameters.map((_, i) => own.map(({ name, values }) => [name, values[i]!] as const)),
    (numbers) =>
      numbers.reduce<RunOptions>((run, [name, value]) => withShared(run, name, value), options),
  );
}

/** By number, the key that is meant for an argument. */
export type ArgumentKeys = { readonly [Name in ArgumentNumber]?: string };

/** Parameters for which the same keys are meant, whatever numbers these have, and by parameter the index of its group. */
export function groupByKeys(
  options: RunOptions,
  parameters: readonly string[],
): { readonly groups: readonly ArgumentKeys[]; readonly of: Int32Array } {
  const own = argumentNumbers.flatMap((name) => {
    const numbers = options.byArgument?.[name];
    return numbers ? [{ name, keys: assign(Object.keys(numbers), parameters).keys }] : [];
  });
  return groupAlike(
    parameters.map((_, i) => own.map(({ name, keys }) => [name, keys[i] ?? defaultKey] as const)),
    (meant): ArgumentKeys => Object.fromEntries(meant),
  );
}

/** Items that are alike as JSON as groups, made of the first of each, and by item the index of its group. */
function groupAlike<Item, Group>(
  items: readonly Item[],
  groupOf: (item: Item) => Group,
): { readonly groups: readonly Group[]; readonly of: Int32Array } {
  const indices = new Map<string, number>();
  const groups: Group[] = [];
  const of = Int32Array.from(items, (item) => {
    const key = JSON.stringify(item);
    const known = indices.get(key) ?? groups.length;
    if (known === groups.length) {
      indices.set(key, known);
      groups.push(groupOf(item));
    }
    return known;
  });
  return { groups, of };
}

/** A run as an argument has it for which these keys are meant. */
export function runOfKeys(options: RunOptions, keys: ArgumentKeys): RunOptions {
  return argumentNumbers.reduce((run, name) => {
    const [own, key] = [options.byArgument?.[name], keys[name]];
    return own && key !== undefined ? withShared(run, name, own[key]!) : run;
  }, options);
}

/** By parameter the key that is meant for it, the closest one; keys that mean none, and parameters without. */
function assign(
  given: readonly string[],
  parameters: readonly string[],
): {
  readonly keys: readonly (string | undefined)[];
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
} {
  const roots = distinct(parameters.map((name) => prefixOf(name, 1)));
  const only = roots.length === 1 ? roots[0]! : undefined;
  const named = given.filter((key) => key !== defaultKey);
  const paths = named.map((key) => {
    const inOnly = only === undefined ? [] : [`${only}.${key}`, `${only}[${key}]`, only + key];
    const byPlace = only === undefined && /^\d+$/.test(key) ? [roots[Number(key)] ?? key] : [];
    const candidates = [...byPlace, key, ...inOnly];
    return candidates.find((path) => parameters.some((name) => isWithin(name, path)));
  });
  const keys = parameters.map((name) => {
    let best: number | undefined;
    paths.forEach((path, k) => {
      if (path === undefined || !isWithin(name, path)) return;
      if (best === undefined || path.length > paths[best]!.length) best = k;
    });
    return best === undefined ? undefined : named[best];
  });
  return {
    keys,
    unknown: named.filter((_, k) => paths[k] === undefined),
    missing: parameters.filter((_, i) => keys[i] === undefined),
  };
}

function isWithin(name: string, path: string): boolean {
  return name === path || (name.startsWith(path) && /^[.[]/.test(name.slice(path.length)));
}

/** The beginning of a name, so many keys long: "layer.w" of "layer.w[0]". */
function prefixOf(name: string, keys: number): string {
  const parts = name.match(/^[^.[\]]+|\.[^.[\]]+|\[\d+\]/g) ?? [name];
  return parts.slice(0, keys).join("");
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
