const greek: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", eps: "ε", epsilon: "ε" },
  ...{ eta: "η", kappa: "κ", lambda: "λ", lambd: "λ", mu: "μ", rho: "ρ", tau: "τ" },
};

const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** A name as code has it in the signs and words of people: "beta1" is β₁, "decoupledWeightDecay" is decoupled weight decay. */
export function spokenName(name: string): string {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name;
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/[a-z]+/g, (word) => greek[word] ?? word)
    .replace(/(?<=[\u0370-\u03ff])\d+/g, (digits) =>
      Array.from(digits, (digit) => subscripts[Number(digit)]).join(""),
    );
}
