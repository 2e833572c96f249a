import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Dual } from "./dual";
import * as dual from "./dual";

/** A random program, as text and as a function of dual numbers made from the same choices. */
export interface RandomProgram {
  readonly text: string;
  readonly dimension: number;
  evaluate(inputs: readonly Dual[]): Dual;
  /** Whether the last evaluation came to a comparison of values that are equal but for rounding. */
  readonly isDecidedByRounding: boolean;
}

type Environment = Map<string, Dual | Dual[]>;
interface Expression {
  readonly text: string;
  evaluate(environment: Environment): Dual;
}
interface Condition {
  readonly text: string;
  evaluate(environment: Environment): boolean;
}
/** What a statement did to the loop around it. */
type Flow = "next" | "continue" | "break" | { readonly returned: Dual };
interface Statement {
  readonly text: string;
  run(environment: Environment): Flow;
}
interface Helper {
  readonly name: string;
  readonly text: string;
  readonly arity: number;
  call(values: readonly Dual[]): Dual;
}

/** Writes a program: helpers, data, and a loss function of scalars or of an array. */
export function randomProgram(seed: number): RandomProgram {
  const random = xoroshiro128plus(seed);
  const integer = (from: number, to: number): number => uniformInt(random, from, to);
  const chance = (probability: number): boolean => uniformFloat64(random) < probability;
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)]!;
  const number = (): number => Math.round((uniformFloat64(random) * 4 - 2) * 1000) / 1000;
  let names = 0;
  let isDecidedByRounding = false;
  const fresh = (prefix: string): string => `${prefix}${++names}`;

  function expression(
    scope: readonly string[],
    helpers: readonly Helper[],
    depth: number,
  ): Expression {
    const inner = (): Expression => expression(scope, helpers, depth - 1);
    if (depth === 0 || chance(0.15)) {
      if (scope.length === 0 || chance(0.25)) {
        const value = number();
        return {
          text: value < 0 ? `(${value})` : `${value}`,
          evaluate: () => dual.constant(value),
        };
      }
      const name = pick(scope);
      return { text: name, evaluate: (environment) => environment.get(name) as Dual };
    }
    switch (integer(0, 11)) {
      case 0:
      case 1:
      case 2: {
        const [operator, apply] = pick([
          ["+", dual.add],
          ["-", dual.sub],
          ["*", dual.mul],
        ] as const);
        const [a, b] = [inner(), inner()];
        return {
          text: `(${a.text} ${operator} ${b.text})`,
          evaluate: (environment) => apply(a.evaluate(environment), b.evaluate(environment)),
        };
      }
      case 3: {
        const [a, b] = [inner(), inner()];
        return {
          text: `(${a.text} / (1.5 + Math.sin(${b.text})))`,
          evaluate: (environment) => {
            const below = dual.add(dual.constant(1.5), dual.sin(b.evaluate(environment)));
            return dual.div(a.evaluate(environment), below);
          },
        };
      }
      case 4:
      case 5: {
        const name = pick(["sin", "cos", "tanh", "atan", "abs", "asinh"] as const);
        const a = inner();
        return {
          text: `Math.${name}(${a.text})`,
          evaluate: (environment) => dual[name](a.evaluate(environment)),
        };
      }
      case 6: {
        const a = inner();
        const [text, apply] = pick([
          [`Math.exp(Math.sin(${a.text}))`, (x: Dual) => dual.exp(dual.sin(x))],
          [
            `Math.log(1 + ${a.text} ** 2)`,
            (x: Dual) => dual.log(dual.add(dual.constant(1), dual.mul(x, x))),
          ],
          [
            `Math.sqrt(2 + Math.cos(${a.text}))`,
            (x: Dual) => dual.sqrt(dual.add(dual.constant(2), dual.cos(x))),
          ],
          [`-${a.text}`, (x: Dual) => dual.sub(dual.constant(-0), x)],
          [
            `Math.pow(1.5 + Math.sin(${a.text}), 2.5)`,
            (x: Dual) => dual.power(dual.add(dual.constant(1.5), dual.sin(x)), 2.5),
          ],
        ] as const);
        return {
          text: text.startsWith("-") ? `(${text})` : text,
          evaluate: (environment) => apply(a.evaluate(environment)),
        };
      }
      case 7: {
        const [name, apply] = pick([
          ["max", dual.max],
          ["min", dual.min],
        ] as const);
        const [a, b] = [inner(), inner()];
        return {
          text: `Math.${name}(${a.text}, ${b.text})`,
          evaluate: (environment) => apply(a.evaluate(environment), b.evaluate(environment)),
        };
      }
      case 8: {
        const test = condition(scope, helpers, depth - 1);
        const [a, b] = [inner(), inner()];
        return {
          text: `(${test.text} ? ${a.text} : ${b.text})`,
          evaluate: (environment) => (test.evaluate(environment) ? a : b).evaluate(environment),
        };
      }
      case 9: {
        const terms = [inner(), inner(), inner()];
        const [text, apply] = pick([
          ["reduce((a, b) => a + b, 0)", dual.sum],
          [
            "map((v) => v * v).reduce((a, b) => a + b)",
            (all: readonly Dual[]) => dual.sum(all.map((x) => dual.mul(x, x))),
          ],
          [
            "filter((v) => v > 0).reduce((a, b) => a + b, 0)",
            (all: readonly Dual[]) => dual.sum(all.filter((x) => x.value > 0)),
          ],
        ] as const);
        return {
          text: `[${terms.map((term) => term.text).join(", ")}].${text}`,
          evaluate: (environment) => apply(terms.map((term) => term.evaluate(environment))),
        };
      }
      default: {
        if (helpers.length === 0) return inner();
        const helper = pick(helpers);
        const values = Array.from({ length: helper.arity }, inner);
        return {
          text: `${helper.name}(${values.map((value) => value.text).join(", ")})`,
          evaluate: (environment) =>
            helper.call(values.map((value) => value.evaluate(environment))),
        };
      }
    }
  }

  function condition(
    scope: readonly string[],
    helpers: readonly Helper[],
    depth: number,
  ): Condition {
    if (depth > 0 && chance(0.3)) {
      const a = condition(scope, helpers, depth - 1);
      const b = condition(scope, helpers, depth - 1);
      switch (integer(0, 2)) {
        case 0:
          return {
            text: `(${a.text} && ${b.text})`,
            evaluate: (environment) => a.evaluate(environment) && b.evaluate(environment),
          };
        case 1:
          return {
            text: `(${a.text} || ${b.text})`,
            evaluate: (environment) => a.evaluate(environment) || b.evaluate(environment),
          };
        default:
          return { text: `!${a.text}`, evaluate: (environment) => !a.evaluate(environment) };
      }
    }
    const a = expression(scope, helpers, Math.max(0, depth));
    const b = expression(scope, helpers, 0);
    const isLess = chance(0.5);
    return {
      text: `(${a.text} ${isLess ? "<" : ">="} ${b.text})`,
      evaluate: (environment) => {
        const [left, right] = [a.evaluate(environment).value, b.evaluate(environment).value];
        const gap = Math.abs(left - right) / Math.max(1, Math.abs(left));
        isDecidedByRounding ||= gap < 1e-12 && a.text !== b.text;
        return isLess ? left < right : left >= right;
      },
    };
  }

  function assignment(
    scope: string[],
    mutable: readonly string[],
    helpers: readonly Helper[],
  ): Statement {
    const value = expression(scope, helpers, 2);
    if (mutable.length === 0 || chance(0.4)) {
      const name = fresh("v");
      scope.push(name);
      return {
        text: `let ${name} = ${value.text};`,
        run(environment) {
          environment.set(name, value.evaluate(environment));
          return "next";
        },
      };
    }
    const name = pick(mutable);
    const [text, apply] = pick([
      [`${name} += ${value.text};`, dual.add],
      [`${name} -= ${value.text};`, dual.sub],
      [
        `${name} = Math.tanh(${name} * ${value.text});`,
        (a: Dual, b: Dual) => dual.tanh(dual.mul(a, b)),
      ],
      [`${name} = ${value.text};`, (_: Dual, b: Dual) => b],
    ] as const);
    return {
      text,
      run(environment) {
        environment.set(name, apply(environment.get(name) as Dual, value.evaluate(environment)));
        return "next";
      },
    };
  }

  function block(
    outer: readonly string[],
    helpers: readonly Helper[],
    depth: number,
    inLoop: boolean,
  ): Statement {
    const scope = [...outer];
    const mutable = outer.filter((name) => name.startsWith("v"));
    const statements: Statement[] = [];
    for (let count = integer(1, 3); count > 0; count--) {
      statements.push(statement(scope, mutable, helpers, depth, inLoop));
      if (!inLoop)
        mutable.splice(0, mutable.length, ...scope.filter((name) => name.startsWith("v")));
    }
    return sequence(statements);
  }

  function sequence(statements: readonly Statement[]): Statement {
    return {
      text: statements.map(({ text }) => text).join("\n"),
      run(environment) {
        for (const each of statements) {
          const flow = each.run(environment);
          if (flow !== "next") return flow;
        }
        return "next";
      },
    };
  }

  function statement(
    scope: string[],
    mutable: readonly string[],
    helpers: readonly Helper[],
    depth: number,
    inLoop: boolean,
  ): Statement {
    if (depth === 0 || chance(0.4)) return assignment(scope, mutable, helpers);
    if (inLoop && chance(0.25)) {
      const test = condition(scope, helpers, 1);
      const word = pick(["continue", "break"] as const);
      return {
        text: `if (${test.text}) ${word};`,
        run: (environment) => (test.evaluate(environment) ? word : "next"),
      };
    }
    if (chance(0.6)) {
      const test = condition(scope, helpers, 1);
      const then = block(scope, helpers, depth - 1, inLoop);
      const otherwise = chance(0.5) ? block(scope, helpers, depth - 1, inLoop) : undefined;
      const tail = otherwise === undefined ? "" : ` else {\n${otherwise.text}\n}`;
      return {
        text: `if (${test.text}) {\n${then.text}\n}${tail}`,
        run: (environment) =>
          test.evaluate(environment)
            ? then.run(environment)
            : (otherwise?.run(environment) ?? "next"),
      };
    }
    if (mutable.length > 0 && chance(0.3)) return products(scope, pick(mutable), helpers);
    return loop(scope, helpers, depth);
  }

  /** A loop that adds products of the entries of two lists. */
  function products(scope: readonly string[], sum: string, helpers: readonly Helper[]): Statement {
    const [left, right, counter] = [fresh("a"), fresh("b"), fresh("i")];
    const pairs = Array.from({ length: integer(1, 5) }, () => [
      expression(scope, helpers, 1),
      expression(scope, helpers, chance(0.5) ? 0 : 1),
    ]);
    const list = (k: number): string => pairs.map((pair) => pair[k]!.text).join(", ");
    const from = integer(0, 1);
    const isTyped = chance(0.3);
    return {
      text: `{
  const ${left} = ${isTyped ? `Float64Array.of(${list(0)})` : `[${list(0)}]`}, ${right} = [0, ${list(1)}], n = 1;
  for (let ${counter} = ${from}; ${counter} < ${left}.length; ${counter}++) ${sum} += ${left}[${counter}] * ${right}[${counter} + n];
}`,
      run(environment) {
        const values = pairs.map((pair) => pair.map((factor) => factor.evaluate(environment)));
        let total = environment.get(sum) as Dual;
        for (const [a, b] of values.slice(from)) total = dual.add(total, dual.mul(a!, b!));
        environment.set(sum, total);
        return "next";
      },
    };
  }

  function loop(scope: readonly string[], helpers: readonly Helper[], depth: number): Statement {
    const counter = fresh("i");
    const count = integer(2, 5);
    const data = Array.from({ length: count }, number);
    const body = block([...scope, counter], helpers, depth - 1, true);
    const overData = chance(0.5);
    const head = overData
      ? `for (const ${counter} of [${data.join(", ")}])`
      : `for (let ${counter} = 0; ${counter} < ${count}; ${counter}++)`;
    return {
      text: `${head} {\n${body.text}\n}`,
      run(environment) {
        for (let turn = 0; turn < count; turn++) {
          environment.set(counter, dual.constant(overData ? data[turn]! : turn));
          const flow = body.run(environment);
          if (flow === "break") break;
          if (typeof flow === "object") return flow;
        }
        return "next";
      },
    };
  }

  function helper(known: readonly Helper[]): Helper {
    const name = fresh("helper");
    const arity = integer(1, 2);
    const parameters = Array.from({ length: arity }, () => fresh("p"));
    const early = chance(0.5);
    const test = condition(parameters, known, 1);
    const first = expression(parameters, known, 2);
    const last = expression(parameters, known, 2);
    const call = (values: readonly Dual[]): Dual => {
      const environment: Environment = new Map(
        parameters.map((parameter, i) => [parameter, values[i]!]),
      );
      return (early && test.evaluate(environment) ? first : last).evaluate(environment);
    };
    const body = early
      ? `if (${test.text}) return ${first.text};\n  return ${last.text};`
      : `return ${last.text};`;
    const text = chance(0.5)
      ? `function ${name}(${parameters.join(", ")}) {\n  ${body}\n}`
      : `const ${name} = (${parameters.join(", ")}) => {\n  ${body}\n};`;
    return { name, arity, text, call };
  }

  const dimension = integer(1, 4);
  const inputs = Array.from({ length: dimension }, (_, index) => `x${index}`);
  const helpers: Helper[] = [];
  for (let count = integer(0, 2); count > 0; count--) helpers.push(helper(helpers));
  const scope = [...inputs, "v0"];
  const body: Statement[] = [];
  for (let count = integer(1, 5); count > 0; count--) {
    const mutable = scope.filter((name) => name.startsWith("v"));
    body.push(statement(scope, mutable, helpers, 2, false));
  }
  const result = expression(scope, helpers, 2);
  const program = sequence(body);
  const text = [
    ...helpers.map((each) => each.text),
    `function loss([${inputs.join(", ")}]) {`,
    "let v0 = x0;",
    program.text,
    `return ${result.text} + v0;`,
    "}",
  ].join("\n");
  return {
    text,
    dimension,
    get isDecidedByRounding() {
      return isDecidedByRounding;
    },
    evaluate(values) {
      isDecidedByRounding = false;
      const environment: Environment = new Map(inputs.map((name, index) => [name, values[index]!]));
      environment.set("v0", values[0]!);
      program.run(environment);
      return dual.add(result.evaluate(environment), environment.get("v0") as Dual);
    },
  };
}
