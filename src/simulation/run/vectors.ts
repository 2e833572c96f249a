/** The vectors of a row, in the order in which `wide` holds them. */
export const vectorNames = ["theta", "gradient", "sigma", "m"] as const;

export type VectorName = (typeof vectorNames)[number];

/** Something of each vector: θ, g, σ and m. */
export type Vectors<T> = Readonly<Record<VectorName, T>>;

/** What `make` gives for each of them. */
export function eachVector<T>(make: (name: VectorName) => T): Vectors<T> {
  return { theta: make("theta"), gradient: make("gradient"), sigma: make("sigma"), m: make("m") };
}
