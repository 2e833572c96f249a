/** What a choice of m may look at: the gradient and one number of memory per parameter. */
export interface MomentumInput {
  readonly gradient: number;
  readonly memory: number;
  /** Weight of the past. */
  readonly beta: number;
  /** 1/(1 − β^{t+1}). */
  readonly correction: number;
}

/** One choice of m. */
export interface MomentumPart {
  readonly label: string;
  /** TeX of memory and m, with the placeholders of `Formula`. */
  readonly formula: { readonly memory?: string; readonly m: string };
  apply(input: MomentumInput): { readonly m: number; readonly memory: number };
}

const sum = String.raw`@beta1\,@last.mean + @gradient`;
const average = String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`;

/** The choices of m in θ ← θ − (η/σ)·m. */
export const momentumParts = {
  none: {
    label: "the gradient itself",
    formula: { m: "@gradient" },
    apply: ({ gradient, memory }) => ({ m: gradient, memory }),
  },
  heavyBall: {
    label: "a fading sum (heavy ball)",
    formula: { memory: sum, m: "@mean" },
    apply({ gradient, memory, beta }) {
      const next = beta * memory + gradient;
      return { m: next, memory: next };
    },
  },
  nesterov: {
    label: "a fading sum that looks ahead (Nesterov)",
    formula: { memory: sum, m: String.raw`@gradient + @beta1\,@mean` },
    apply({ gradient, memory, beta }) {
      const next = beta * memory + gradient;
      return { m: gradient + beta * next, memory: next };
    },
  },
  ema: {
    label: "an exponential average",
    formula: { memory: average, m: "@mean" },
    apply({ gradient, memory, beta }) {
      const next = beta * memory + (1 - beta) * gradient;
      return { m: next, memory: next };
    },
  },
  emaCorrected: {
    label: "an exponential average, corrected for starting from 0",
    formula: { memory: average, m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}` },
    apply({ gradient, memory, beta, correction }) {
      const next = beta * memory + (1 - beta) * gradient;
      return { m: next * correction, memory: next };
    },
  },
} as const satisfies Record<string, MomentumPart>;
