import { beforeAll, describe, expect, test } from "vitest";
import { bundler, createRealm, objectiveOf } from "./support";

beforeAll(bundler, 60_000);

/** `part(x)` with an arm whose effects cannot be taken back, taken for x > 3 only. */
const guarded: Readonly<Record<string, string>> = {
  "a setter that counts in a private field": `
    class Box { #extra = 0.5; constructor(a) { this.a = a; }
      get total() { return 2 * this.a + this.#extra; } set total(q) { this.a = q / 2; this.#extra += 0.1; } }
    function part(x) { const box = new Box(1.44); if (x > 3) box.total = 0.2;
      return Math.max(0, x + 0.5) * Math.tanh(box.total * 0.3) + 0.5 * (x - 1) ** 2; }`,
  "an inherited setter and two targets": `
    class Base { static n = 0; v = 1; set total(q) { this.v += q; } get total() { return this.v; } }
    class Box extends Base {}
    function part(x) { const box = new Box(); let s = 1; if (x > 3) { s = 2; box.total = 0.5; }
      return s * x * x + box.total * Math.sin(x); }`,
  "a setter of a static private field": `
    class Box { static #n = 0; static reset() { Box.#n = 0; } static get n() { return Box.#n; } set total(q) { Box.#n += q; } get total() { return 1; } }
    function part(x) { Box.reset(); const box = new Box(); if (x > 3) box.total = 0.5; return x * x + Box.n * x; }`,
  "a private setter": `
    class Box { a = 1; n = 0.5; set #t(q) { this.a = q; this.n += 1; } get #t() { return this.a; }
      run(x) { if (x > 3) this.#t = 2; return this.#t * x + this.n * x * x; } }
    function part(x) { return new Box().run(x); }`,
  "a getter that counts": `
    class Box { #n = 0; get count() { return ++this.#n; } }
    function part(x) { const box = new Box(); const s = x > 3 ? box.count * x : 0; return s + box.count * x * x; }`,
  "a getter that counts, beside an assignment": `
    class Box { n = 0; get count() { this.n++; return 2; } }
    function part(x) { const box = new Box(); let s = 0; if (x > 3) s = box.count; return s + (box.n + 1) * x * x; }`,
  "a getter that counts, behind &&": `
    class Box { n = 0; get big() { this.n++; return true; } }
    function part(x) { const box = new Box(); const s = x > 3 && box.big ? 1 : 0; return s + (box.n + 1) * x * x; }`,
  "a setter under a symbol": `
    const KEY = Symbol("key");
    class Box { n = 0; set [KEY](q) { this.n += q; } get [KEY]() { return 1; } }
    function part(x) { const box = new Box(); if (x > 3) box[KEY] = 0.5; return x * x + box.n * x; }`,
  "an accessor that was defined": `
    function part(x) { let n = 0; const box = {}; Object.defineProperty(box, "v", { get: () => 1, set: (q) => { n += q; } });
      if (x > 3) box.v = 0.5; return x * x + n * x; }`,
  "a subclass of Array": `
    class List extends Array { n = 0; at(i) { this.n++; return this[i]; } set last(q) { this.n += q; } get last() { return 1; } }
    function part(x) { const list = new List(); list.push(1, 2); const s = x > 3 ? list.at(1) : 0; if (x > 4) list.last = 0.5;
      return s + x * x + list.n * x; }`,
  "a proxy": `
    function part(x) { let n = 0; const box = new Proxy({ v: 1 }, { set(o, k, v) { n++; o[k] = v; return true; } });
      if (x > 3) box.v = 0.5; return box.v * x * x + n * x; }`,
  "a proxy that counts reads": `
    function part(x) { let n = 0; const box = new Proxy({ v: 1 }, { get(o, k) { n++; return o[k]; } });
      const s = x > 3 ? box.v : 0; return s + x * x + n * x; }`,
  "a method of the name of an array's": `
    class Box { #n = 1; map(f) { this.#n *= 2; return f(this.#n); } get n() { return this.#n; } }
    function part(x) { const box = new Box(); const s = x > 3 ? box.map((v) => v) : 0; return s + box.n * x * x; }`,
  "a method that was replaced": `
    function part(x) { let n = 0; const box = { f() { return 1; } }; box.f = () => ++n;
      const s = x > 3 ? box.f() : 0; return s + x * x + n * x; }`,
  "a default that counts": `
    function part(x) { let n = 0; const box = { at: (i = n++) => i }; const s = x > 3 ? box.at() : 0; return s + x * x + n * x; }`,
  "an object's conversion": `
    function part(x) { let n = 0; const box = { valueOf() { return ++n; } }; const s = x > 3 ? box * 2 : 0; return s + x * x + n * x; }`,
  "an iterator that goes on": `
    function part(x) { const it = [1, 2, 3].values(); let s = 0; if (x > 3) { for (const v of it) s += v; } return s + x * x + [...it].length * x; }`,
  "a generator that is spread": `
    function* count() { yield 1; yield 2; }
    function part(x) { const it = count(); const s = x > 3 ? Math.max(...it) : 0; return s + x * x + [...it].length * x; }`,
  "a generator that is taken apart": `
    function* count() { yield 1; yield 2; }
    function part(x) { const it = count(); let s = 0; if (x > 3) { const [a] = it; s = a; } return s + x * x + [...it].length * x; }`,
  "a generator in a list of its own": `
    function* count() { yield 1; yield 2; }
    function part(x) { const it = count(); const s = x > 3 ? Array.from(it).length : 0; return s + x * x + [...it].length * x; }`,
  "an assignment behind &&=": `
    function part(x) { let n = 0, t = x > 3; t &&= (n++, true); return x * x + (n + (t ? 1 : 0)) * x; }`,
  "a property that is new": `
    function part(x) { const o = {}; if (x > 3) o.v = undefined; return x * x + Object.keys(o).length * x; }`,
  "fields that are new in another order": `
    function part(x) { const o = {}; if (x > 3) { o.a = 2; o.b = 1; } else { o.b = 1; o.a = 2; } return x * Object.values(o)[0]; }`,
  "a field that hides an inherited one": `
    class Box {} Box.prototype.v = 1;
    function part(x) { const o = new Box(); if (x > 3) o.v = 1; return x * x + Object.keys(o).length * x; }`,
  "an object with a getter of its own": `
    function part(x) { let n = 0; const o = x > 3 ? { get v() { return ++n; } } : { get v() { return 5; } }; return x * x + (n + o.v) * x; }`,
  "the length of a list": `
    function part(x) { const a = [1, 2, 3]; let s = 1; if (x > 3) { a.length = 1; } return x * x + a.reduce((p, q) => p + q, 0) * x * s; }`,
  "properties defined and an object closed": `
    function part(x) { const o = { v: 1 }; const s = x > 3 ? Object.defineProperties(o, { v: { value: 2 } }).v : 0;
      const t = x > 4 ? Object.keys(Object.seal(o)).length : 0; return s + t + (o.v + (Object.isSealed(o) ? 1 : 0)) * x * x; }`,
  "one of two objects that are written to": `
    function part(x) { const a = { v: 1 }, b = { v: 2 }; const t = x > 3 ? a : b; t.v += x; return a.v * x + b.v * x * x; }`,
  "one of two lists, inside another": `
    function part(x) { const p = [1, 2], q = [3, 4]; const [r] = x > 3 ? [p] : [q]; r[0] += x; return p[0] * x + q[0] * x * x; }`,
  "one of two objects that a function gives": `
    function part(x) { const a = { v: 1 }, b = { v: 2 }; const either = () => { if (x > 3) return a; return b; };
      either().v = x; return a.v * x + b.v * x * x; }`,
  "which of two objects it is": `
    function part(x) { const a = { v: 1 }, b = { v: 2 }; const t = (x > 3 && a) || b; return x * x + (t === a ? x : 1); }`,
  "a list with a field of its own": `
    function part(x) { const list = (v) => Object.assign([v], { n: v }); const t = x > 3 ? list(1) : list(2); return t[0] * x * x + t.n * x; }`,
  "an object that is closed": `
    function part(x) { const t = x > 3 ? Object.freeze({ v: 1 }) : Object.freeze({ v: 2 }); return t.v * x * x + (Object.isFrozen(t) ? x : 1); }`,
  "two names for one new list": `
    function part(x) { const twice = (v) => { const a = [v]; return { p: a, q: a }; }, once = (v) => ({ p: [v], q: [v] });
      const t = x > 3 ? twice(1) : once(1); t.p[0] += x; return x * x + t.q[0] * x; }`,
};

/** Arms whose effects are all taken back: one trace goes both ways. */
const merged: Readonly<Record<string, string>> = {
  "variables and fields": `
    class Box { a = 1; #b = 2; get sum() { return this.a + this.#b; } run(x) { if (x > 3) { this.a = x; this.#b *= 2; } return this.sum * x; } }
    function part(x) { const o = { p: 1, q: { r: [1, 2] } }; let s = 1; if (x > 3) { s = x; o.p = 2; o.q.r[1] += x; } else o.p *= x;
      return s * x + o.p * x + o.q.r[1] + new Box().run(x); }`,
  "an element beyond the end, in an arm that stores nothing": `
    function part(x) { const a = [1, 2]; const never = a.length > 5; if (x > 3) { if (never) a[3] = x; } return x * x + a.length * x; }`,
  "fields that are new": `
    class Box { constructor(x) { if (x > 3) { this.a = x; this.b = 1; } else { this.a = 2; this.b = x; } } }
    function part(x) { const out = []; for (let i = 0; i < 3; i++) { if (x > i + 2) out[i] = x * i; else out[i] = 1; }
      const box = new Box(x); return box.a * box.b * x + out.length * out.reduce((p, q) => p + q, 0) + Object.keys(box).length; }`,
  "a getter without effects": `
    class Box { #a = 2; get a() { return this.#a; } }
    function part(x) { const box = new Box(); return x * (x > 3 ? box.a : 1); }`,
  "a loop over numbers, and their spread": `
    function part(x) { const w = [1, 2, x]; let s = 0; if (x > 3) { for (const v of w) s += v; } else s = Math.max(...w); return s * x; }`,
  "lists and objects that the arms make": `
    const add = (p, q) => p.map((v, i) => v + q[i]);
    function part(x) { const u = [1, 2], w = [3, x]; const t = x > 3 ? add(u, w) : { ...u, length: 2 }.length > 1 ? add(w, w) : u;
      t[0] += x; const o = x > 3 ? { v: x, w: { u: [1, x] } } : { v: 1, w: { u: [x, 2] } }; o.w.u[1] *= 2; return t[0] * x + o.v + o.w.u[1] * x; }`,
  "early returns of lists": `
    function three(x) { if (x > 3) return [x, 1]; if (x > 1) return [1, x]; return [x, x]; }
    function part(x) { const t = three(x); t[1] *= 2; return t[0] + t[1] * x; }`,
  "two names for one new list in both": `
    function part(x) { const twice = (v) => { const a = [v]; return { p: a, q: a }; };
      const t = x > 3 ? twice(1) : twice(2); t.p[0] += x; return x * x + t.q[0] * x; }`,
  "an object with a symbol": `
    const KEY = Symbol("key");
    function part(x) { const t = x > 3 ? { [KEY]: 1, v: 1 } : { [KEY]: 2, v: 2 }; return t.v * x * x + t[KEY] * x; }`,
  "a proxy that counts what is looked for in it": `
    function part(x) { let n = 0; const box = new Proxy({ v: 1 }, { has(o, k) { n++; return k in o; } });
      if (x > 3) box.v = 2; return box.v * x * x + n * x + (x > 4 ? 1 : 0) * box.v; }`,
  "||= of a variable": `
    function part(x) { let t = x > 3; t ||= x < -3; return t ? x : x * x; }`,
};

const path = [-2, -0.75, -0.08, 1.25, 3.5, 4.5, 2.5, -0.08, 5.25];
const STEP = 1e-5;

/** What a part of it computes plays no role at the start, where the traced value is checked first. */
const rest = `
  function loss(x) { return Math.max(0, x + 0.5) * Math.tanh(part(x) * 0.02) + 0.5 * (x - 1) ** 2; }`;

async function follow(part: string): Promise<boolean[]> {
  const text = part + rest;
  const objective = await objectiveOf(text, [path[0]!], { path: "/project/loss.js" });
  expect(objective.reason).toBeUndefined();
  const plain = createRealm().evaluate(`(() => { ${text}; return loss; })()`, "plain.js") as (
    x: number,
  ) => number;
  return path.map((x) => {
    const theta = Float64Array.of(x);
    const gradient = new Float64Array(1);
    const value = objective.valueAndGradient(theta, gradient);
    // The same operations, a few units in the last place apart.
    expect(value, `value at ${x}`).toBeCloseTo(plain(x), 12);
    // A central difference: h² times a third derivative of at most 10, and rounding of 1e-15 / h.
    const slope = (plain(x + STEP) - plain(x - STEP)) / (2 * STEP);
    expect(gradient[0], `slope at ${x}`).toBeCloseTo(slope, 7);
    return (objective.graphAt(theta)?.guards.length ?? 0) > 0;
  });
}

describe("what an arm that is not taken does is never seen", () => {
  test.each(Object.entries(guarded))("%s", async (_, text) => {
    expect(await follow(text)).not.toContain(false);
  });
});

describe("arms whose effects can be taken back stay one trace", () => {
  test.each(Object.entries(merged))("%s", async (_, text) => {
    expect(await follow(text)).not.toContain(true);
  });
});

test("a logical assignment calls a setter only where JavaScript does", async () => {
  await follow(`
    class Box { n = 0; #v; constructor(v) { this.#v = v; } get v() { return this.#v; } set v(q) { this.n++; this.#v = q; } }
    function part(x) { const a = new Box(x), b = new Box(0), c = new Box(2); a.v ||= 5; b.v &&= 5; c.v ||= 5;
      return x * x + (a.n + b.n + c.n) * x + a.v + b.v + c.v; }`);
});
