import { expect, test } from "vitest";
import { lift } from "../../../../../src/languages/javascript/lift/lift";
import { loadLifted, loadPlain } from "../../../../../src/languages/javascript/evaluate/load";
import { readIntrinsics } from "../../../../../src/languages/javascript/realm/realm";
import { EXPOSE } from "../../../../../src/languages/javascript/bundle/script";
import { createRealm } from "../support";

/** On plain values lifted code does what JavaScript does, whatever the types. */
const programs = [
  `[1 + 2, "a" + 1, 1 + "a", [1] + [2], {} + "", 1 + null, 1 + undefined, true + true, 1n + 2n, new Date(5) - new Date(3)]`,
  `["5" * "2", "x" * 1, null / 2, 7 % -3, -7 % 3, 2 ** 10, (-2) ** 2, 2n ** 3n, -"3", +"4", +[], +{}, -[5], ~"7", ~~5.7]`,
  `[1 < "2", "b" > "a", null >= 0, undefined <= undefined, NaN < 1, 1n < 2, [2] > 1, "10" < "9", 10 < "9"]`,
  `[1 === 1, NaN === NaN, "1" == 1, null == undefined, null == 0, [] == "", 1n == 1, 1n === 1, {} == "[object Object]"]`,
  `[5 | 2, 5 & 6, 5 ^ 1, 1 << 33, -8 >> 1, -8 >>> 28, 2.9 | 0, "6" | 1, 5n | 2n]`,
  `[0 || "a", "" && 1, null ?? 3, 0 ?? 3, !0, !"", !!NaN, 1 && 2 && 3, 0 || null || 5, (0 || 1) ? "y" : "n"]`,
  `(() => { let x = "1"; x++; let y = 5n; y++; let z; z++; let o = { n: "2" }; const r = [o.n++, ++o.n, o.n--]; return [x, y, z, o.n, ...r]; })()`,
  `(() => { let s = "a"; s += 1; s += null; let n = 2; n **= 3; n %= 5; n <<= 2; n >>>= 1; n ^= 3; let l = 0; l ||= 7; l &&= 8; let m = null; m ??= 9; return [s, n, l, m]; })()`,
  `(() => { const log = []; const o = { get a() { log.push("get"); return 1; }, set a(v) { log.push("set" + v); } }; const f = () => (log.push("f"), o); f().a += 2; f()["a"]++; const a = [1, 2, 3]; let i = 0; a[i++] += 10; a[i++]--; return [log, a, i]; })()`,
  `(() => { const a = [3, 1, 10, 2]; return [[...a].sort(), [...a].sort((p, q) => q - p), a.some((v) => v > 9), a.every(Number), a.filter(Boolean).length, a.find((v) => v < 3), a.findLast?.((v) => v > 2), ["b", "a"].sort()]; })()`,
  `(() => { const out = []; for (let i = 0, j = 10; i < j; i += 3, j--) { if (i === 3) continue; out.push(i, j); } let k = 3; while (k--) out.push(k); do { out.push("d"); } while (false); return out; })()`,
  `(() => { const f = (x) => { if (x < 0) return "neg"; else if (x === 0) { const z = "zero"; return z; } if (x > 10) return "big"; return "pos"; }; return [-1, 0, 5, 11].map(f); })()`,
  `(() => { let n = 0, m = 0; for (const v of [1, 2, 3, 4, 5]) { if (v % 2) { n += v; } else if (v > 3) m -= v; else { n *= 2; m++; } if (v === 4) continue; n += 0.5; } return [n, m]; })()`,
  `(() => { const f = (v) => { switch (typeof v) { case "number": return 1; case "string": { const t = v + "!"; return t; } default: return v === null ? "null" : "other"; } }; return [f(1), f("s"), f(null), f({})]; })()`,
  `(() => { const o = { a: 1, ["b" + 1]: 2, get c() { return this.a + 1; }, m(x = 3, ...r) { return x + r.length; } }; const { a, ...rest } = o; return [a, Object.keys(rest), o.c, o.m(), o.m(1, 2, 3), "a" in o, delete o.a, "a" in o, o?.zz?.y, typeof undeclared]; })()`,
  `(() => { class A { static s = 1 + 1; #p = 2; x = this.#p * 3; bump() { this.#p++; this.#p += 2; return this.#p; } static { A.t = A.s ** 2; } has(o) { return #p in o; } } const a = new A(); return [A.s, A.t, a.x, a.bump(), a.has(a), a.has({})]; })()`,
  `(() => { function* g(n) { let i = 0; while (i < n) { const got = yield i * 2; i += got === "skip" ? 2 : 1; } return "end"; } const it = g(5); return [it.next(), it.next("skip"), it.next(), [...g(3)]]; })()`,
  `(() => { const t = (s, ...v) => s.raw.join("|") + v.join(","); const n = 4; return [t\`a\${n + 1}b\${n * 2}c\`, \`\${n}-\${n ** 2}\${(n, 7)}\`]; })()`,
  `(() => { const f = new Float64Array([1, 2, 3]); f[1] += 5; f[9] = 1; const g = new Float32Array(2); g[0] = 0.1; const v = f.subarray(1); v[0] = 8; return [Array.from(f), f.length, g[0], Array.from(v), Array.from(new Float64Array(3).fill(2).map((x) => x * 2)), Array.from(new Uint8Array([257])), Array.from(Float64Array.from([1, 2], (x) => x * 2)), new Float64Array(2).byteLength]; })()`,
  `(() => { const f = new Float64Array([10, 9, NaN, 1]); const all = [f, f.subarray(1), [1], new Int8Array(1), null, "a"]; return [all.map((v) => [Array.isArray(v), ArrayBuffer.isView(v)]), [].concat(f, [1]).length, Array.from(f.toSorted?.() ?? f.slice().sort()), Array.from(new Float32Array([0.5, 0.25]).sort((a, b) => b - a)), Array.from(f)]; })()`,
  `(() => { const dot = (a, b, n, z = 0) => { for (let i = 0; i < n; i++) z += a[i] * b[i]; return z; }; const late = (a, b, n) => { let z = -0; for (let i = 0; i < n; i++) { z += a[i * b.length] * b[i + n - 1] } return z; }; return [dot([1, 2, 3], [4, 5, 6], 3), dot([1, 2], ["3", "x"], 2), dot([1], [2], 3), dot([], undefined, 0), dot([{ valueOf: () => 7 }], [2], "1"), dot([2, 3], [4, 5], 2, "a"), dot([2n], [3n], 1, 4n), dot([-0], [1], 1, -0), late([1, 2], undefined, 0), late([2], [5], 1), late([], [], 1)]; })()`,
  `(() => { const log = []; const a = { get 0() { log.push("a0"); return 2; }, get 1() { log.push("a1"); throw new Error("no"); } }; let z = 1; try { for (let i = 0; i < 2; i++) z += a[i] * 3; } catch { log.push("thrown"); } for (let i = 5, j = 0; i > 3; i--) z += i * j; for (let i = 0; i < 3; i += 2) z += i * /* 2 */ 2; return [z, log]; })()`,
  `(() => { const f = (a, b, on) => { let z = 0; if (on) for (let i = 0; i < a.length; i++) z += a[i] * b[i]; else z = 9; outer: for (let k = 0; k < 2; k++) { for (let i = a.length - 1; i >= 0; i--) z += a[i] * k; if (z > 20) continue outer; z += 0.5 } return z; }; return [f([1, 2], [3, 4], true), f([1, 2], [3, 4], false), f([1], [[5]], true)]; })()`,
  `(() => { const n = 9000, x = new Float64Array(n).map((_, i) => Math.sin(i)); let z = 0; for (let i = 0; i < x.length; i++) z += x[i] * x[n - 1 - i]; let y = 0; for (let i = 0; i < 4096; i++) y += x[i] * 2; return [z, y]; })()`,
  `(() => { try { null.x; } catch (e) { return [e instanceof TypeError, e.constructor.name]; } finally { void 0; } })()`,
  `(() => { outer: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) { if (j === 2) continue outer; if (i === 2) break outer; } var q = 5; { var q = 6; } return [q, (function () { return arguments.length + new.target === undefined; })(1, 2), ((a, b) => a - b)(...[5, 3])]; })()`,
  `(() => { let none; const o = { list: [1] }, kept = []; const f = () => { kept.push(none?.list.push(1), o?.list.push(2), o.list?.push(3)); return kept.length; }; return [f(), kept, none?.a.b.includes(2), none?.a().list.indexOf(1), o?.list.includes(2).toString(), (o?.list).includes(3)]; })()`,
  `[Math.max(), Math.max(1, "3"), Math.hypot(3, 4), Math.hypot(), Math.imul(3, 4), Math.clz32(1), Math.fround(0.1), Math.sign(-3), Math.atan2(1, 2), Number("12"), Number.isInteger(5), isNaN("x"), isFinite("5"), Boolean(""), String(null), Number.MAX_VALUE, new Number(5) + 1]`,
];

test.each(programs)("%s", (program) => {
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const code = `${EXPOSE}({ target: () => () => ${program} });`;
  const bundle = { code, sourceMap: "{}" };
  const run = (load: typeof loadPlain): unknown => load(realm, intrinsics, bundle).target();
  expect(run(loadLifted)).toEqual(run(loadPlain));
});

test("offsets lead back through the edits", () => {
  const code = "let y = a * b;\nif (y > 0) y += c[i] ** 2;\n";
  const result = lift(code);
  const lifted = result.code;
  for (const word of ["a ", "b", "y > 0".slice(0, 1), "c["]) {
    const at = lifted.indexOf(word, 8);
    expect(code.slice(result.originalOffset(at)).startsWith(word)).toBe(true);
  }
  expect(lifted.split("\n")).toHaveLength(code.split("\n").length);
});

test("a prefix that the code uses itself is not taken", () => {
  expect(lift("const $_add = 1; $_add + x;").prefix).toBe("$1_");
});
