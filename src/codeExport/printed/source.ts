/** What one step of a method reads, each a node of its own. */
export type Source =
  | { readonly kind: "theta" | "gradient" | "rate" | "t" }
  | { readonly kind: "hyperparameter" | "state" | "scalar"; readonly name: string };
