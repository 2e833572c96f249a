import { optimizerById as tracedById } from "virtual:lifted-catalogue";
import {
  type MethodSetting,
  type WriteMethod,
  type WrittenMethod,
  constants,
} from "../methods/writtenMethod";
import { pythonName, snakeCase } from "../python";
import { ExpressionPrinter } from "./expression";
import { inputsOf, operandsOf } from "./nodes";
import { type Carried, type TracedMethod, traceMethod } from "./tracedMethod";

/** How to write an elementwise method of the catalogue out in Python: as its update says, which is traced. */
export function printedMethod(id: string): WriteMethod | undefined {
  const optimizer = tracedById(id);
  if (optimizer?.kind !== "element") return undefined;
  return (setting) => printMethod(traceMethod(optimizer, setting), setting);
}

/** Names that the loop around a method uses for something else. */
const ofTheLoop = ["theta", "g", "value", "rate", "t", "m", "sigma", "trajectory"];

/** A choice of more operations than this is given its name, though it is used only once. */
const shortEnough = 6;

/** Lines of Python for a traced step: what is used twice has a name, and each name the value that it is later read for. */
function printMethod(traced: TracedMethod, { values, own }: MethodSetting): WrittenMethod {
  const { builder, sources, m, sigma, decay, carried } = traced;
  const names = new Names(values);
  const variables = new Map(
    carried.map((one) => [one.before, names.add(snakeCase(one.name), "last_")]),
  );
  const fixed = (input: number): string | undefined => {
    const source = sources[input]!;
    switch (source.kind) {
      case "gradient":
        return "g";
      case "hyperparameter":
        return snakeCase(source.name);
      case "state":
      case "scalar":
        return undefined;
      default:
        return source.kind;
    }
  };
  const given = new Map<number, string>();
  const nameOf = (node: number): string | undefined =>
    given.get(node) ??
    variables.get(node) ??
    (isInput(node) ? fixed(builder.operandOf(node, 0)) : undefined);
  const isInput = (node: number): boolean =>
    builder.constantValue(node) === undefined && operandsOf(builder, node).length === 0;
  const arrays = own ? arrayScalars(traced) : new Set<string>();
  const isPlain = ({ isScalar, name }: Carried): boolean => isScalar && !arrays.has(name);
  const isArrayInput = (input: number): boolean => {
    const source = sources[input]!;
    if (source.kind === "hyperparameter")
      return source.name === "weightDecay" && own?.weightDecay !== undefined;
    if (source.kind === "scalar") return arrays.has(source.name);
    return ["theta", "gradient", "state", ...(own ? ["rate"] : [])].includes(source.kind);
  };
  const printer = new ExpressionPrinter(builder, isArrayInput, nameOf);

  const isOne = builder.constantValue(sigma) === 1;
  const results = [...(isOne ? [] : [sigma]), m, ...(decay === undefined ? [] : [decay])];
  const isLeaf = (node: number): boolean => operandsOf(builder, node).length === 0;
  const kept = carried.filter(({ after, before }) => !isLeaf(after) && after !== before);
  const ownLines = new Set([
    ...kept.map(({ after }) => after),
    ...(isOne || isLeaf(sigma) ? [] : [sigma]),
  ]);
  const roots = [...results, ...carried.map(({ after }) => after)];
  const lines = [...namedNodes(traced, printer, roots, ownLines)].sort((a, b) => a - b);
  const named = new Set(lines);

  /** The nodes with a name, or without operands, that the line of a node reads. */
  const reads = (node: number): ReadonlySet<number> => {
    const found = new Set<number>();
    const visit = (operand: number): void => {
      if (named.has(operand) || isLeaf(operand)) found.add(operand);
      else operandsOf(builder, operand).forEach(visit);
    };
    operandsOf(builder, node).forEach(visit);
    return found;
  };
  const readLater = (before: number, line: number): boolean =>
    lines.some((other) => other > line && reads(other).has(before)) ||
    [...results, ...carried.map(({ after }) => after)].some(
      (root) => !named.has(root) && (root === before || reads(root).has(before)),
    );

  const step: string[] = [];
  const after: string[] = [];
  const gradient = builder.input(sources.findIndex(({ kind }) => kind === "gradient"));
  for (const line of lines) {
    const definition = printer.definition(line);
    const holders = kept.filter((one) => one.after === line);
    const [holder] = holders;
    const name = line === sigma ? "sigma" : nameFor(line, holder);
    given.set(line, name);
    step.push(`${name} = ${definition}`);
  }
  function nameFor(line: number, holder: Carried | undefined): string {
    if (holder) {
      const variable = variables.get(holder.before)!;
      return readLater(holder.before, line) ? names.add(`next_${variable}`) : variable;
    }
    const known = traced.names.get(line);
    if (known !== undefined) return names.add(snakeCase(known));
    const operation = printer.operationOf(line);
    const isDecayed = operation === "add" && operandsOf(builder, line)[0] === gradient;
    if (isDecayed && !readLater(gradient, line)) return "g";
    return names.add(operation === "sqrt" ? "root" : "part");
  }
  for (const one of carried) {
    const variable = variables.get(one.before)!;
    const text = isPlain(one) ? printer.text(one.after) : printer.array(one.after);
    if (text !== variable) after.push(`${variable} = ${text}`);
  }
  const starts = carried.filter(({ start }) => start !== undefined);
  const ofRate = (one: Carried): boolean =>
    inputsOf(builder, one.start!).some((input) => sources[input]!.kind === "rate");
  const startOf = (one: Carried): string => `${variables.get(one.before)!} = ${startText(one)}`;
  const beginning = new ExpressionPrinter(builder, isArrayInput, (node) =>
    isInput(node) ? fixed(builder.operandOf(node, 0)) : undefined,
  );
  const startText = (one: Carried): string =>
    isPlain(one) ? beginning.text(one.start!) : beginning.array(one.start!);
  const used = new Set(
    [...roots, ...starts.map(({ start }) => start!)].flatMap((root) => inputsOf(builder, root)),
  );
  const hyperparameters = [...used].flatMap((input) => {
    const source = sources[input]!;
    return source.kind === "hyperparameter" ? [source.name] : [];
  });
  const decays = own?.weightDecay !== undefined && hyperparameters.includes("weightDecay");
  const shared = hyperparameters.filter((name) => !decays || name !== "weightDecay");
  const first = starts.filter(ofRate).map((one) => `    ${startOf(one)}`);
  // m = σ·x steps by η·x.
  const factors = printer.operationOf(m) === "mul" ? operandsOf(builder, m) : [];
  const plain = isOne
    ? m
    : factors.includes(sigma)
      ? factors.find((one) => one !== sigma)
      : undefined;
  const isDecaying = decay !== undefined && !isZero(traced, decay, values);
  return {
    before: [
      ...constants(values, ...shared.sort((a, b) => order(values, a) - order(values, b))),
      ...(decays ? [`weight_decay = ${own.weightDecay}`] : []),
      ...starts.filter((one) => !ofRate(one)).map(startOf),
    ],
    step: [...(first.length > 0 ? ["if t == 0:", ...first] : []), ...step],
    change:
      plain === undefined
        ? `rate / ${printer.factor(sigma)} * ${printer.factor(m)}`
        : `rate * ${printer.factor(plain)}`,
    decay: isDecaying ? printer.factor(decay) : undefined,
    after,
  };
}

/** The per-step scalars that are one number for each parameter where η is: they are made of it. */
function arrayScalars({ builder, sources, carried }: TracedMethod): ReadonlySet<string> {
  const found = new Set<string>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { name, isScalar, after, start } of carried) {
      const inputs = [after, ...(start === undefined ? [] : [start])].flatMap((node) => [
        ...inputsOf(builder, node),
      ]);
      const isArray = inputs.some((input) => {
        const source = sources[input]!;
        return source.kind === "rate" || (source.kind === "scalar" && found.has(source.name));
      });
      if (isScalar && isArray) found.add(name);
    }
  }
  return found;
}

function order(values: MethodSetting["values"], name: string): number {
  return Object.keys(values).indexOf(name);
}

/** A decay by a hyperparameter that is 0 is none. */
function isZero(
  { builder, sources }: TracedMethod,
  decay: number,
  values: MethodSetting["values"],
): boolean {
  if (builder.constantValue(decay) !== undefined) return builder.constantValue(decay) === 0;
  if (operandsOf(builder, decay).length > 0) return false;
  const source = sources[builder.operandOf(decay, 0)]!;
  return source.kind === "hyperparameter" && values[source.name] === 0;
}

/** The nodes that get a line of their own: those in `own`, and what is used more than once and not short. */
function namedNodes(
  traced: TracedMethod,
  printer: ExpressionPrinter,
  roots: readonly number[],
  own: ReadonlySet<number>,
): ReadonlySet<number> {
  const { builder, names } = traced;
  const uses = new Map<number, number>();
  const eager = new Set<number>();
  const visit = (node: number, isEager: boolean): void => {
    uses.set(node, (uses.get(node) ?? 0) + 1);
    if (eager.has(node) || (!isEager && uses.get(node)! > 1)) return;
    if (isEager) eager.add(node);
    operandsOf(builder, node).forEach((operand, k) => {
      visit(operand, isEager && !(k > 0 && printer.isLazy(node)));
    });
  };
  roots.forEach((root) => visit(root, true));
  const size = (node: number): number =>
    operandsOf(builder, node).reduce((sum, operand) => sum + size(operand), 1);
  const isLeafOrOwn = (node: number): boolean =>
    own.has(node) || operandsOf(builder, node).length === 0 || uses.get(node)! > 1;
  const isShort = (node: number): boolean =>
    (!printer.isArray(node) || builder.isBoolean(node)) &&
    operandsOf(builder, node).every(isLeafOrOwn);
  const isNamed = (node: number): boolean =>
    own.has(node) ||
    (operandsOf(builder, node).length > 0 &&
      ((uses.get(node)! > 1 && !isShort(node)) || (names.has(node) && size(node) > shortEnough)));
  return new Set([...eager].filter(isNamed));
}

/** Names in use, each once. */
class Names {
  private readonly taken: Set<string>;

  constructor(values: MethodSetting["values"]) {
    this.taken = new Set([...ofTheLoop, ...Object.keys(values).map(snakeCase)]);
  }

  add(wanted: string, prefix = ""): string {
    const word = this.taken.has(wanted) ? prefix + wanted : wanted;
    let name = pythonName(word);
    for (let k = 2; this.taken.has(name); k++) name = `${pythonName(word)}${k}`;
    this.taken.add(name);
    return name;
  }
}
