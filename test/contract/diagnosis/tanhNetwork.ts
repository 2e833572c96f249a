import { objectiveOf } from "../../unit/languages/javascript/support";

/**
 * The mean squared error of a network on 30 samples: 8 inputs, 10 tanh neurons, 1 output, so 8·10 + 10 + 10 + 1 = 101
 * parameters. Where all of them are 0, only the output's bias has a slope.
 */
export const tanhNetwork = await objectiveOf(
  `const X = Array.from({ length: 30 }, (_, k) => Array.from({ length: 8 }, (_, i) => Math.sin(k * (i + 1))));
  const Y = X.map((x, k) => Math.cos(k) * x[0] + x[1]);
  function loss(theta: number[]) {
    let sum = 0;
    for (let k = 0; k < 30; k++) {
      let out = theta[100];
      for (let j = 0; j < 10; j++) {
        let z = theta[80 + j];
        for (let i = 0; i < 8; i++) z += theta[8 * j + i] * X[k][i];
        out += theta[90 + j] * Math.tanh(z);
      }
      sum += (out - Y[k]) ** 2;
    }
    return sum / 30;
  }`,
  [new Array<number>(101).fill(0)],
);
