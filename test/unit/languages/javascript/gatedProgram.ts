import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * A random program `loss([x, y])` whose effects only count beyond a gate: the points at which a trace is checked first
 * do not see them. What it is made of is what JavaScript does behind a plain look: accessors, proxies, iterators,
 * aliases, numbers that pass through text, bits and rounding.
 */
export function gatedProgram(seed: number): string {
  const random = xoroshiro128plus(seed);
  const integer = (from: number, to: number): number => uniformInt(random, from, to);
  const chance = (probability: number): boolean => uniformFloat64(random) < probability;
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)]!;
  const number = (): string => String(Math.round((uniformFloat64(random) * 4 - 2) * 100) / 100);

  const first = pick(THINGS);
  const things = THINGS.filter((thing) => thing === first || chance(0.2));
  const setup = things.flatMap(({ setup }) => setup);
  const readings = things.flatMap(({ reads }) => reads);
  const actions = things.flatMap(({ acts }) => acts);
  const locals = ["s", "t"];
  let names = 0;

  /** Each `§` in a template is an expression. */
  const filled = (template: string, depth: number): string =>
    template.replaceAll("§", () => `(${expression(depth)})`);

  function expression(depth: number): string {
    if (depth <= 0) return pick(["x", "y", "x", number(), ...locals]);
    switch (integer(0, 11)) {
      case 0:
      case 1:
        return `(${expression(depth - 1)} ${pick(["+", "-", "*"])} ${expression(depth - 1)})`;
      case 2:
        return `Math.${pick(["sin", "tanh", "cos", "abs"])}(${expression(depth - 1)})`;
      case 3:
        return `(${condition(depth - 1)} ? ${expression(depth - 1)} : ${expression(depth - 1)})`;
      case 4:
        return `(${condition(depth - 1)} ${pick(["&&", "||"])} ${condition(depth - 1)} ? ${expression(depth - 1)} : ${expression(0)})`;
      case 5:
      case 6:
        return `(${filled(pick(TEXTS), depth - 1)})`;
      case 7:
        return expression(0);
      default:
        return `(${filled(pick(readings), depth - 1)})`;
    }
  }

  function condition(depth: number): string {
    if (chance(0.15)) return `(${filled(pick(CONDITIONS), 0)})`;
    const left = chance(0.6) ? pick(["x", "y"]) : expression(Math.min(depth, 1));
    return `${left} ${pick(["<", ">", ">=", "<="])} ${pick([number(), "0", "1", "2"])}`;
  }

  function action(): string {
    if (chance(0.35)) {
      return `${pick(locals)} ${pick(["=", "+=", "-="])} Math.tanh(${expression(2)});`;
    }
    return filled(pick(actions), 1);
  }

  function block(depth: number, inLoop: boolean): string {
    const lines: string[] = [];
    for (let count = integer(1, 3); count > 0; count--) lines.push(statement(depth, inLoop));
    return lines.join(" ");
  }

  function statement(depth: number, inLoop: boolean): string {
    if (depth === 0 || chance(0.3)) return action();
    switch (integer(0, 7)) {
      case 0:
      case 1:
        return `if (${condition(1)}) { ${block(depth - 1, inLoop)} }`;
      case 2:
        return `if (${condition(1)}) { ${block(depth - 1, inLoop)} } else { ${block(depth - 1, inLoop)} }`;
      case 3: {
        const name = `i${++names}`;
        return `for (let ${name} = 0; ${name} < ${integer(2, 3)}; ${name}++) { ${inLoop ? "" : `if (${condition(1)}) ${pick(["continue", "break"])};`} ${block(depth - 1, true)} }`;
      }
      case 4:
        return `${condition(1)} ${pick(["&&", "||"])} (${pick(locals)} ${pick(["+=", "="])} ${expression(2)});`;
      case 5: {
        const name = `call${++names}`;
        return `const ${name} = (v) => { if (${condition(1)}) return ${expression(1)}; ${action()} return v + ${expression(1)}; }; s += Math.tanh(${name}(${expression(1)}));`;
      }
      case 6: {
        const name = `v${++names}`;
        return `const ${name} = ${expression(2)}; t += Math.sin(${name});`;
      }
      default:
        return action();
    }
  }

  const lines: string[] = [];
  for (let count = integer(2, 5); count > 0; count--) lines.push(statement(2, false));
  const total = Array.from(
    { length: integer(1, 3) },
    () => `Math.tanh(${filled(pick(readings), 1)})`,
  );
  return [
    ...new Set(things.flatMap(({ declares }) => declares)),
    "function part(x, y) {",
    "let s = 0.5, t = 0.25;",
    ...setup,
    ...lines,
    `return Math.tanh(s * 0.3) + Math.sin(t) + ${total.join(" + ")};`,
    "}",
    "function loss([x, y]) {",
    "return Math.max(0, x + 0.5) * Math.tanh(part(x, y) * 0.2) + 0.5 * (x - 1) ** 2 + 0.25 * (y + 1) ** 2;",
    "}",
  ].join("\n");
}

/** Something with a state of its own: how it is made, what reads it and what changes it. */
interface Thing {
  readonly declares: readonly string[];
  readonly setup: readonly string[];
  readonly reads: readonly string[];
  readonly acts: readonly string[];
}

const TEXTS = [
  // Defined on one side only: what the other side would give must not spread.
  "((v) => (v > 0 ? Math.sqrt(v) : 0.3))(§)",
  "((v) => (v > 0.1 ? 1 / v : 2))(§)",
  "((v) => (v <= 0 ? 0 : Math.log(v)))(§)",
  "((v) => { if (v > 0) return v ** 0.5; return 0.1; })(§)",
  "((v) => { let r = 0.2; if (v > 0) r += v ** v; return r; })(§)",
  "((v) => { let r = 0.2; if (v > 0) { r *= Math.sqrt(v); r += 0.1; } else r -= Math.sqrt(-v); return r; })(§)",
  "((v) => (v >= -1 && v <= 1 ? Math.acos(v) : 0.4))(§)",
  "((v) => { const r = Math.sqrt(v); return v > 0 ? r : 0.3; })(§)",
  "((v) => { const r = Math.log(v); return Number.isNaN(r) ? 0.2 : Math.tanh(r); })(§)",
  "((v) => (v !== 0 ? Math.sin(v) / v : 1))(§)",
  "((v) => { let r = 0; for (let k = 0; k < 3; k++) { if (v - k <= 0) continue; r += Math.sqrt(v - k); } return r; })(§)",
  "[§, §, 0.4].reduce((r, v) => (v > 0 ? r + Math.log(v) : r), 0) * 0.2",
  "[§, §].filter((v) => v > 0).map((v) => Math.sqrt(v)).reduce((a, b) => a + b, 0)",
  "Math.max(0, (§ > 0 ? 1 : NaN) * 0.2 || 0.1)",
  "((v) => (v > 0.5 ? 0.3 : Math.exp(v)))(§)",
  "((v) => (v > 0.5 ? 0.3 : Math.tanh(Math.exp(Math.exp(v * 9)) * 1e-9)))(§)",
  "Number((§).toFixed(1))",
  "+(§).toFixed(2)",
  "parseFloat((§).toPrecision(2))",
  "Number(`${§}`)",
  "`${§}`.length * 0.1",
  "String(§).length * 0.1",
  "({ 0: 0.1, 1: 0.2, 2: 0.3 }[Math.round(§)] ?? 0.7)",
  "({ k0: 0.1, k1: 0.2, 'k-1': 0.3 }[`k${Math.round(§)}`] ?? 0.7)",
  "({ 'true': 0.3, 'false': 0.9 })[§ > 0.5]",
  "[§, §, 0.5].sort()[0]",
  "[§, §, 0.5].sort((a, b) => a - b)[1]",
  "[10, 9, §].toSorted()[0] * 0.1",
  "tag`a${§}b`",
  "tag`${§}${§}`",
  "parseInt(§, 10) * 0.1",
  "parseInt(String(§)) * 0.1",
  "JSON.parse(JSON.stringify({ v: 1 })).v * §",
  "[§, §].join().split(',').length",
  "Number([§])",
  "((§) | 0)",
  "((§ * 4) & 3)",
  "((§ * 2) ^ 1)",
  "~~§",
  "((§ * 3) >> 1)",
  "((§ * 3) >>> 28)",
  "(1 << (§ & 3))",
  "Math.round(§ * 2) / 2",
  "Math.floor(§)",
  "Math.ceil(§ * 3) / 3",
  "Math.trunc(§ * 2)",
  "Math.fround(§)",
  "Math.sign(§)",
  "((§) % 0.7)",
  "Math.imul(§ * 5, 3) * 0.01",
  "Math.clz32(§ * 100) * 0.01",
  "Math.hypot(§, §)",
  "Math.max(§, §, 0.1)",
  "Number(§ > 0.3)",
  "(§ > 0.2) + (§ < 1)",
  "[0.1, 0.2, 0.3].at(§ & 1)",
  "[0.3, §, 0.1].indexOf(0.3)",
  "[0.3, §, 0.1].includes(0.3) * 0.4",
  "Math.max(...[§, 0.2].filter((v) => v > 0), 0)",
  "[§, §].findIndex((v) => v > 0.5) * 0.3",
  "[§, §].reduce((a, b) => (a > b ? a : b))",
  "(new Float32Array([§]))[0]",
  "(new Int32Array([(§ * 10) | 0]))[0] * 0.1",
  "Int8Array.of(§ * 10)[0] * 0.1",
  "new Date(0).getTime() * §",
  "'abc'.charCodeAt(§ & 1) * 0.01",
  "'abcdef'.slice(§ & 3).length * 0.1",
  "'x'.repeat((§ & 3)).length * 0.1",
  "Array.from({ length: (§ & 3) }, (_, i) => i).length * 0.1",
  "new Array((§ & 3)).fill(0.2).length * 0.1",
  "structuredClone({ a: § }).a",
  "Object.entries({ a: §, b: 2 }).map(([k, v]) => v).reduce((a, b) => a + b, 0) * 0.2",
  "Object.fromEntries([['a', §]]).a",
  "(({ a = § }) => a)({})",
  "(([a, ...b]) => a + b.length)([§, §])",
  "((v, ...r) => v + r.length + (v ?? 3))(§, 2)",
  "(typeof § === 'number' ? 0.3 : 0.8)",
  "(isNaN(§) ? 0.1 : 0.2)",
  "(Number.isInteger(§) ? 0.1 : 0.2)",
  "(Object.is(§, 0.5) ? 0.1 : 0.2)",
  "((() => { switch (Math.round(§)) { case 0: return 0.3; case 1: return 0.6; default: return 0.9; } })())",
  "((() => { switch (true) { case § > 1: return 0.3; case § > 0: return 0.6; default: return 0.9; } })())",
  "((() => { try { if (§ > 1) throw 0.5; return 0.3; } catch (e) { return e; } })())",
  "((() => { try { return §; } finally { s += 0.01; } })())",
  "BigInt.asIntN(4, BigInt(Math.round(§))) > 0n ? 0.2 : 0.7",
  "Number(BigInt(Math.trunc(§)) + 1n) * 0.2",
];

const CONDITIONS = [
  "Math.round(§) === 1",
  "§.toFixed(0) === '1'",
  "`${Math.floor(§)}` == '0'",
  "!(§ > 0.5)",
  "(§ | 0) !== 0",
  "[§].some((v) => v > 0.5)",
  "[§, §].every((v) => v > 0)",
  "Math.trunc(§)",
  "§ != 0",
  "`${Math.round(§)}` in { 0: 1, 1: 2 }",
  "'' + (§ > 0) === 'true'",
];

const thing = (
  declares: string | readonly string[],
  setup: string | readonly string[],
  reads: readonly string[],
  acts: readonly string[],
): Thing => ({
  declares: typeof declares === "string" ? [declares] : declares,
  setup: typeof setup === "string" ? [setup] : setup,
  reads,
  acts,
});

const TAG =
  "function tag(parts, ...values) { return parts.length * 0.1 + values.reduce((a, b) => a + Number(b), 0) * 0.2; }";

const THINGS: readonly Thing[] = [
  thing(
    "class Box { #extra = 0.5; constructor(a) { this.a = a; } get total() { return 2 * this.a + this.#extra; } set total(q) { this.a = q / 2; this.#extra += 0.1; } get plain() { return this.a; } bump(q) { this.#extra += q * 0.1; return this.#extra; } }",
    "const box = new Box(0.4);",
    ["box.total", "box.a", "box.plain"],
    ["box.total = §;", "box.total += §;", "box.bump(§);", "box.a = §;", "s += box.bump(0.2);"],
  ),
  thing(
    "class Count { n = 0; get v() { this.n += 0.125; return this.n; } static #s = 0.5; static up() { Count.#s += 0.25; return Count.#s; } static reset() { Count.#s = 0.5; } static get s() { return Count.#s; } static set s(q) { Count.#s = q * 0.5; } }",
    ["Count.reset();", "const count = new Count();"],
    ["count.n", "count.v", "Count.s", "Count.up()"],
    ["s += count.v;", "Count.s = §;", "Count.s += 0.1;", "Count.up();", "t = count.v * §;"],
  ),
  thing(
    "class Base { w = 0.3; set q(v) { this.w += Math.tanh(v) * 0.1; } get q() { return this.w; } m(v) { this.w = v * 0.2; return this; } } class Derived extends Base { set q(v) { super.q = v; this.k = 0.2; } get q() { return super.q + (this.k ?? 0); } m(v) { super.m(v); this.w += 0.1; return this; } }",
    "const derived = new Derived();",
    ["derived.q", "derived.w", "Object.keys(derived).length * 0.1", "derived.m(§).w"],
    ["derived.q = §;", "derived.q += §;", "derived.m(§);", "derived.w = §;"],
  ),
  thing(
    "const KEY = Symbol('key'); class Keyed { n = 0.2; set [KEY](q) { this.n += Math.tanh(q); } get [KEY]() { return this.n; } [Symbol.toPrimitive](hint) { this.n += 0.05; return hint === 'string' ? '1' : this.n; } }",
    "const keyed = new Keyed();",
    ["keyed[KEY]", "keyed.n", "(keyed * 0.5)", "Number(keyed)", "`${keyed}`.length"],
    ["keyed[KEY] = §;", "keyed[KEY] += 0.1;", "s += keyed * 0.1;", "keyed.n = §;"],
  ),
  thing(
    "function iterable(values, log) { return { [Symbol.iterator]() { let i = 0; return { next: () => (i < values.length ? { done: false, value: values[i++] } : { done: true, value: undefined }), return() { log.n += 0.5; return {}; } }; } }; }",
    ["const log = { n: 0 };", "const loop = iterable([0.1, x, 0.3], log);"],
    [
      "log.n",
      "[...loop].length * log.n",
      "(([a]) => a)(loop)",
      "Array.from(loop).length * 0.1",
      "Math.max(...loop)",
    ],
    [
      "for (const v of loop) { s += v; if (§ > 0.5) break; }",
      "{ const [a, b] = loop; t += a * b; }",
      "[s] = loop;",
      "for (const v of loop) { if (v > 0.2) { t += v; break; } }",
    ],
  ),
  thing(
    "function* steps(log) { try { yield 0.1; yield 0.2; yield 0.4; } finally { log.k += 0.3; } }",
    ["const ends = { k: 0.1 };", "const walk = steps(ends);"],
    ["ends.k", "(walk.next().value ?? 0.9)", "[...walk].length * 0.1"],
    [
      "walk.next();",
      "for (const v of walk) { s += v; break; }",
      "walk.return();",
      "{ const [a] = walk; t += a ?? 0.5; }",
    ],
  ),
  thing(
    "class List extends Array { n = 0; push(...v) { this.n += 0.1; return super.push(...v); } at(i) { this.n += 0.2; return this[i]; } get last() { return this[this.length - 1]; } set last(q) { this[this.length - 1] = q; this.n++; } map(f) { this.n += 0.3; return super.map(f); } }",
    "const list = List.from([0.2, 0.4]);",
    [
      "list.last",
      "list.n",
      "list.length * 0.1",
      "list.at(0)",
      "list.map((v) => v * 2)[1]",
      "list.reduce((a, b) => a + b, 0)",
      "(list.slice(1).length + list.n) * 0.1",
    ],
    [
      "list.push(§);",
      "list.last = §;",
      "list[0] = §;",
      "list.pop();",
      "list.length = 1;",
      "list[3] = §;",
      "list.sort();",
      "list.reverse();",
    ],
  ),
  thing(
    "",
    [
      "let touched = 0;",
      "const proxy = new Proxy({ v: 0.2 }, { get(o, k) { touched += 0.1; return o[k]; }, set(o, k, v) { touched += 0.2; o[k] = v; return true; }, has(o, k) { touched += 0.3; return k in o; }, deleteProperty(o, k) { touched += 0.4; return delete o[k]; } });",
    ],
    ["touched", "(proxy.v ?? 0.6)", "('v' in proxy ? 0.2 : 0.4)"],
    [
      "proxy.v = §;",
      "proxy.v += 0.1;",
      "s += proxy.v ?? 0;",
      "t += 'w' in proxy ? 1 : 0;",
      "delete proxy.v;",
    ],
  ),
  thing(
    "",
    "const a = { v: 0.1, w: { u: 0.2 } }, b = { v: 0.3, w: { u: 0.4 } }; let held = a;",
    [
      "a.v",
      "b.v",
      "a.w.u",
      "b.w.u",
      "held.v",
      "(held === a ? 0.1 : 0.6)",
      "(x > 0.4 ? a : b).v",
      "(x > 1 ? a.w : b.w).u",
    ],
    [
      "{ const r = x > 0.5 ? a : b; r.v += §; }",
      "{ const r = y > -0.5 ? a.w : b.w; r.u = §; }",
      "held = b;",
      "held = { v: §, w: held.w };",
      "held.v = §;",
      "held.w.u += 0.2;",
      "(x > 1 ? a : b).v = §;",
      "{ const r = (x > 0 && a) || b; r.v -= 0.3; }",
      "{ const r = x > 0.2 ? { ...a } : { ...b }; r.w.u += 0.1; s += r.v; }",
      "{ const pick = () => { if (x > 0.7) return a; return b; }; pick().v = §; }",
      "{ const { w } = x > 0.3 ? a : b; w.u *= 0.5; }",
      "delete a.v; a.v = §;",
      "Object.assign(a, { v: § });",
      "[a.v, b.v] = [b.v, a.v];",
      "({ v: a.v } = b);",
    ],
  ),
  thing(
    "",
    "const p = [0.1, 0.2, 0.3], q = [0.4, 0.5, 0.6];",
    [
      "p[1]",
      "q[2]",
      "p.length * 0.1",
      "(x > 0.4 ? p : q)[0]",
      "p.reduce((a, b) => a + b, 0) * 0.2",
      "Object.keys(q).length * 0.1",
      "(q.at(-1) ?? 0.3)",
    ],
    [
      "{ const r = x > 0.5 ? p : q; r[0] += §; }",
      "p[(§ & 1)] = §;",
      "q.push(§);",
      "(y > 0 ? p : q)[1] = §;",
      "p.splice(1, 1, §, 0.3);",
      "q.sort();",
      "p.fill(§, 1);",
      "[p[0], p[1]] = [p[1], p[0]];",
      "q.length = 2;",
      "{ const rows = x > 1 ? [p, q] : [q, p]; rows[0][0] = §; }",
      "{ const [r] = x > 0 ? [p] : [q]; r[2] = §; }",
      "p.copyWithin(0, 1);",
      "for (const i in p) { if (§ > 0.5) break; s += p[i]; }",
      "q.unshift(§);",
      "q.shift();",
    ],
  ),
  thing(
    "",
    "const map = new Map([['a', 0.1], [1, 0.2]]), set = new Set([0.5]);",
    [
      "(map.get('a') ?? 0)",
      "map.size * 0.1",
      "set.size * 0.1",
      "(set.has(0.5) ? 0.2 : 0.7)",
      "[...map.values()].reduce((a, b) => a + b, 0) * 0.2",
      "(map.get(Math.round(§)) ?? 0.3)",
    ],
    [
      "map.set('a', §);",
      "map.set('b', §);",
      "set.add(§);",
      "set.delete(0.5);",
      "map.delete('a');",
      "map.set(Math.round(§), 0.6);",
      "map.forEach((v, k) => { s += v; });",
      "set.clear();",
    ],
  ),
  thing(
    "",
    [
      "let calls = 0;",
      "const api = { f: (v) => v * 0.5, g() { calls += 0.1; return this; }, get h() { calls += 0.2; return 0.4; }, valueOf() { calls += 0.3; return 0.7; }, toString() { calls += 0.05; return '2'; } };",
    ],
    [
      "calls",
      "api.f(§)",
      "api.h",
      "api.g().f(§)",
      "(api * 0.5)",
      "Number(`${api}`)",
      "(api + 0.1)",
    ],
    [
      "api.f = (v) => { calls += 0.1; return v; };",
      "s += api.f(§);",
      "api.g();",
      "t += api.h;",
      "t += -api;",
      "api.f?.(§);",
      "Reflect.set(api, 'f', (v) => v * 0.25);",
    ],
  ),
  thing(
    "",
    [
      "let d = 0.1;",
      "const defined = {}; Object.defineProperty(defined, 'v', { get: () => d, set: (q) => { d += Math.tanh(q) * 0.2; }, enumerable: true, configurable: true });",
    ],
    ["defined.v", "d", "({ ...defined }).v"],
    [
      "defined.v = §;",
      "defined.v += §;",
      "Object.assign(defined, { v: § });",
      "Object.defineProperty(defined, 'v', { value: §, writable: true });",
      "({ v: defined.v } = { v: § });",
    ],
  ),
  thing(
    "",
    [
      "const f64 = new Float64Array([0.1, 0.2]), f32 = new Float32Array(2), i32 = new Int32Array(2), u8 = new Uint8ClampedArray(2);",
      "const sub = f64.subarray(1);",
    ],
    ["f64[1]", "sub[0]", "f32[0]", "i32[0] * 0.1", "u8[1] * 0.1", "f64.reduce((a, b) => a + b, 0)"],
    [
      "f64[0] = §;",
      "sub[0] = §;",
      "f32[0] = §;",
      "i32[0] = Math.round(§ * 3);",
      "u8[1] = Math.round(§ * 3);",
      "f64.set([0.5]);",
      "f64.fill(§);",
      "f32[1] += §;",
      "f64[5] = §;",
    ],
  ),
  thing(
    "",
    [
      "let given = 0;",
      "const make = (v, w = (given += 0.1)) => v + w;",
      "function self(n) { if (n <= 0) return 0.1; given += 0.05; return self(n - 1) * 0.5 + n; }",
      "const queue = [];",
    ],
    [
      "given",
      "make(§)",
      "make(§, 0.2)",
      "self(2)",
      "queue.length * 0.1",
      "queue.reduce((a, f) => a + f(), 0) * 0.2",
      "[1, 2].map((v) => make(v))[1]",
    ],
    [
      "make(§);",
      "self((§ & 1));",
      "queue.push(() => s * 0.1);",
      "{ const v = §; queue.push(() => v * 0.1); }",
      "[1, 2].forEach((v) => { given += v * 0.05; });",
      "s = t = §;",
      "s += (t += 0.1);",
      "t = Math.tanh(t); t **= 2;",
      "s ||= §;",
      "t &&= §;",
      "s ??= §;",
      "s = (t++, t);",
      "t = s--;",
    ],
  ),
  thing(
    "",
    [
      "const frozen = Object.freeze({ v: 0.3 });",
      "const chain = Object.create({ v: 0.4 });",
      "const nest = { a: { b: [0.1, { c: 0.2 }] } };",
    ],
    [
      "frozen.v",
      "chain.v",
      "nest.a.b[1].c",
      "(nest.a?.b?.[0] ?? 0.9)",
      "(nest.z?.b ?? 0.9)",
      "Object.keys(chain).length * 0.2",
      "JSON.stringify(Object.keys(nest.a)).length * 0.01",
    ],
    [
      "chain.v = §;",
      "nest.a.b[1].c = §;",
      "nest.a = { b: [§, nest.a.b[1]] };",
      "delete chain.v;",
      "nest.a.b[0] += §;",
      "{ const { b: [h, k] } = nest.a; k.c += h; }",
      "outer: for (let i = 0; i < 2; i++) { for (let j = 0; j < 2; j++) { if (§ > 0.5) continue outer; s += 0.1; } }",
      "try { if (§ > 0.5) throw new Error('e'); s += 0.2; } catch { t += 0.3; } finally { s -= 0.05; }",
      "{ let n = 0; do { t += 0.1; } while (§ > 0.5 && ++n < 3); }",
      "switch (Math.round(§)) { case 0: s += 0.1; case 1: t += 0.2; break; default: s -= 0.1; }",
    ],
  ),
].map((each) => ({ ...each, declares: [TAG, ...each.declares] }));
