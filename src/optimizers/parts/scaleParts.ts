/** What a choice of σ may look at: the gradient and two numbers of memory per parameter. */
export interface ScaleInput {
  readonly gradient: number;
  /** A sum or average of squares. */
  readonly square: number;
  /** The largest so far. */
  readonly largest: number;
  /** Weight of the past. */
  readonly beta: number;
  /** t + 1. */
  readonly count: number;
  /** 1/√(1 − β^{t+1}). */
  readonly rootCorrection: number;
}

/** One choice of σ, before ε is added. */
export interface ScalePart {
  readonly label: string;
  /** TeX of the memories and σ, with the placeholders of `Formula`. */
  readonly formula: { readonly square?: string; readonly largest?: string; readonly sigma: string };
  apply(input: ScaleInput): {
    readonly sigma: number;
    readonly square: number;
    readonly largest: number;
  };
}

const sum = String.raw`@last.meanSquare + (@gradient)^2`;
const average = String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`;

/** The choices of σ in θ ← θ − (η/σ)·m. */
export const scaleParts = {
  one: {
    label: "1",
    formula: { sigma: "1" },
    apply: ({ square, largest }) => ({ sigma: 1, square, largest }),
  },
  meanSquare: {
    label: "the lecture's root mean square of all gradients",
    formula: { square: sum, sigma: String.raw`\sqrt{\tfrac{1}{@t + 1}\,@meanSquare}` },
    apply({ gradient, square, largest, count }) {
      const next = square + gradient * gradient;
      return { sigma: Math.sqrt(next / count), square: next, largest };
    },
  },
  sumOfSquares: {
    label: "the root of the sum of squares (Adagrad)",
    formula: { square: sum, sigma: String.raw`\sqrt{@meanSquare}` },
    apply({ gradient, square, largest }) {
      const next = square + gradient * gradient;
      return { sigma: Math.sqrt(next), square: next, largest };
    },
  },
  rms: {
    label: "a running root mean square (RMSProp)",
    formula: { square: average, sigma: String.raw`\sqrt{@meanSquare}` },
    apply({ gradient, square, largest, beta }) {
      const next = beta * square + (1 - beta) * gradient * gradient;
      return { sigma: Math.sqrt(next), square: next, largest };
    },
  },
  rmsCorrected: {
    label: "a running root mean square, corrected for starting from 0 (Adam)",
    formula: {
      square: average,
      sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}}`,
    },
    apply({ gradient, square, largest, beta, rootCorrection }) {
      const next = beta * square + (1 - beta) * gradient * gradient;
      return { sigma: Math.sqrt(next) * rootCorrection, square: next, largest };
    },
  },
  maximum: {
    label: "the largest running root mean square so far (AMSGrad)",
    formula: {
      square: average,
      largest: String.raw`\max(@last.largest,\; @meanSquare)`,
      sigma: String.raw`\sqrt{\frac{@largest}{1 - (@beta2)^{@t + 1}}}`,
    },
    apply({ gradient, square, largest, beta, rootCorrection }) {
      const next = beta * square + (1 - beta) * gradient * gradient;
      const most = Math.max(largest, next);
      return { sigma: Math.sqrt(most) * rootCorrection, square: next, largest: most };
    },
  },
  infinityNorm: {
    label: "the largest gradient, slowly forgotten (Adamax)",
    formula: {
      largest: String.raw`\max(@beta2\,@last.largest,\; |@gradient|)`,
      sigma: "@largest",
    },
    apply({ gradient, square, largest, beta }) {
      const most = Math.max(beta * largest, Math.abs(gradient));
      return { sigma: most, square, largest: most };
    },
  },
} as const satisfies Record<string, ScalePart>;
