/** Σ aᵢbᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** √Σ aᵢ². */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** max |aᵢ|, 0 for no numbers. */
export function largest(a: Float64Array): number {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  return most;
}

/** a + s·b, a new array. */
export function plus(a: Float64Array, b: Float64Array, s = 1): Float64Array {
  return a.map((value, i) => value + s * b[i]!);
}

/** s·a, a new array. */
export function times(a: Float64Array, s: number): Float64Array {
  return a.map((value) => s * value);
}

/** An array of n times the same number. */
export function filled(n: number, value: number): Float64Array {
  return new Float64Array(n).fill(value);
}
