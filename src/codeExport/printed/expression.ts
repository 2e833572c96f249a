import type { GraphBuilder } from "../../graph/builder";
import { ELEMENTWISE } from "../../graph/graph";
import { OPERATION_NAMES, type OperationName } from "../../graph/operations";
import { pythonFloat } from "../python";
import { operandsOf } from "./nodes";

/** How tightly an expression of Python binds. */
const Binding = {
  choice: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  sum: 5,
  product: 6,
  sign: 7,
  power: 8,
  atom: 9,
} as const;

interface Expression {
  readonly text: string;
  readonly binding: number;
}

const infix: Partial<Record<OperationName, readonly [sign: string, binding: number]>> = {
  add: ["+", Binding.sum],
  sub: ["-", Binding.sum],
  mul: ["*", Binding.product],
  div: ["/", Binding.product],
  lt: ["<", Binding.comparison],
  le: ["<=", Binding.comparison],
  gt: [">", Binding.comparison],
  ge: [">=", Binding.comparison],
  eq: ["==", Binding.comparison],
  ne: ["!=", Binding.comparison],
};

/** Functions that modules of arrays and `math` call by the same name. */
const functions = new Set<OperationName>([
  "sqrt",
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "log10",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "floor",
  "ceil",
]);

/** Thrown for an operation that is not written in Python. */
class NotPrintable extends Error {}

/** Nodes as Python, arrays through `xp`. */
export class ExpressionPrinter {
  private readonly arrays = new Map<number, boolean>();

  /** `nameOf` gives what stands for a node instead of its operation; `isArrayInput` whether an input is one. */
  constructor(
    private readonly builder: GraphBuilder,
    private readonly isArrayInput: (input: number) => boolean,
    private readonly nameOf: (node: number) => string | undefined,
  ) {}

  /** One number for each parameter, not one for all. */
  isArray(node: number): boolean {
    let known = this.arrays.get(node);
    if (known === undefined) {
      const operands = operandsOf(this.builder, node);
      known =
        operands.length > 0
          ? operands.some((operand) => this.isArray(operand))
          : this.builder.constantValue(node) === undefined &&
            this.isArrayInput(this.builder.operandOf(node, 0));
      this.arrays.set(node, known);
    }
    return known;
  }

  /** A choice between numbers computes only what it takes. */
  isLazy(node: number): boolean {
    return this.operationOf(node) === "select" && !this.isArray(operandsOf(this.builder, node)[0]!);
  }

  operationOf(node: number): OperationName | undefined {
    return OPERATION_NAMES[this.builder.codeOf(node) - ELEMENTWISE];
  }

  /** A node's name if it has one, else what it is. */
  text(node: number, least: number = Binding.choice): string {
    const name = this.nameOf(node);
    return name ?? bracketed(this.expression(node), least);
  }

  /** What a node is, whether it has a name or not. */
  definition(node: number): string {
    return this.expression(node).text;
  }

  /** As factor of a product, as in `rate / sigma * …`. */
  factor(node: number): string {
    return this.text(node, Binding.sign);
  }

  /** As an array, also where it is one number for all. */
  array(node: number): string {
    if (this.isArray(node)) return this.text(node);
    const constant = this.builder.constantValue(node);
    if (constant === 0) return "xp.zeros_like(theta)";
    if (constant === 1) return "xp.ones_like(theta)";
    return `${this.text(node, Binding.product)} * xp.ones_like(theta)`;
  }

  private expression(node: number): Expression {
    const constant = this.builder.constantValue(node);
    if (constant !== undefined) return number(constant);
    const operation = this.operationOf(node);
    const operands = operandsOf(this.builder, node);
    const [a = -1, b = -1, c = -1] = operands;
    if (operation === undefined) throw new NotPrintable(`input ${this.builder.operandOf(node, 0)}`);
    if (operation === "mul" && this.isReciprocal(b))
      return this.binary("/", Binding.product, a, operandsOf(this.builder, b)[1]!);
    const sign = infix[operation];
    if (sign) return this.binary(sign[0], sign[1], a, b);
    const isArray = this.isArray(node);
    if (functions.has(operation))
      return call(`${isArray ? "xp" : "math"}.${operation}`, this.text(a));
    switch (operation) {
      case "neg":
        return { text: `-${this.text(a, Binding.sign)}`, binding: Binding.sign };
      case "abs":
        return call(isArray ? "xp.abs" : "abs", this.text(a));
      case "sign":
        if (!isArray) return call("math.copysign", "1.0", this.text(a));
        return call("xp.sign", this.text(a));
      case "pow":
        return {
          text: `${this.text(a, Binding.atom)} ** ${this.text(b, Binding.sign)}`,
          binding: Binding.power,
        };
      case "max":
      case "min":
        return this.extreme(operation, a, b);
      case "and":
      case "or":
        if (isArray) return call(`xp.logical_${operation}`, this.text(a), this.text(b));
        return this.binary(operation, Binding[operation], a, b);
      case "not":
        if (isArray) return call("xp.logical_not", this.text(a));
        return { text: `not ${this.text(a, Binding.not)}`, binding: Binding.not };
      case "select":
        if (this.isArray(a)) return call("xp.where", this.text(a), this.array(b), this.array(c));
        return {
          text: `${this.text(b, Binding.or)} if ${this.text(a, Binding.or)} else ${this.text(c)}`,
          binding: Binding.choice,
        };
      default:
        throw new NotPrintable(operation);
    }
  }

  private isReciprocal(node: number): boolean {
    if (node < 0 || this.nameOf(node) !== undefined || this.operationOf(node) !== "div")
      return false;
    return this.builder.constantValue(operandsOf(this.builder, node)[0]!) === 1;
  }

  private binary(sign: string, binding: number, a: number, b: number): Expression {
    // a − (b − c) and a / (b · c) keep their brackets.
    return { text: `${this.text(a, binding)} ${sign} ${this.text(b, binding + 1)}`, binding };
  }

  /** Bounds that are one number for all are what `clip` takes. */
  private extreme(operation: "min" | "max", a: number, b: number): Expression {
    const [inside, bound] = this.isArray(a) ? [a, b] : [b, a];
    if (!this.isArray(inside)) return call(operation, this.text(a), this.text(b));
    if (this.isArray(bound)) return call(`xp.${operation}imum`, this.text(a), this.text(b));
    if (operation === "max")
      return call("xp.clip", this.text(inside), this.text(bound), "math.inf");
    const low =
      this.nameOf(inside) === undefined && this.operationOf(inside) === "max"
        ? operandsOf(this.builder, inside)
        : [];
    const scalar = low.find((operand) => !this.isArray(operand));
    const array = low.find((operand) => this.isArray(operand));
    if (scalar !== undefined && array !== undefined)
      return call("xp.clip", this.text(array), this.text(scalar), this.text(bound));
    return call("xp.clip", this.text(inside), "-math.inf", this.text(bound));
  }
}

function bracketed({ text, binding }: Expression, least: number): string {
  return binding < least ? `(${text})` : text;
}

function call(name: string, ...values: readonly string[]): Expression {
  return { text: `${name}(${values.join(", ")})`, binding: Binding.atom };
}

function number(value: number): Expression {
  const text =
    Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : pythonFloat(value);
  return { text, binding: text.startsWith("-") ? Binding.sign : Binding.atom };
}
